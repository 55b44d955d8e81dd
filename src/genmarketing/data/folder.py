"""Where the data sets are."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def datasets_folder() -> Path:
    """Return the folder of the CSV files: the wheel's own copy where there is one, else the checkout's `datasets/`."""
    carried = _PACKAGE / "_course" / "datasets"
    return carried if carried.is_dir() else _PACKAGE.parent.parent / "datasets"
