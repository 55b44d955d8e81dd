"""`load("name")`: one of the course's data sets as a table, checked against its schema."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from genmarketing.data.folder import datasets_folder
from genmarketing.data.schema import DatasetError, Resource, resources

if TYPE_CHECKING:
    import pandas as pd


def names() -> list[str]:
    """Return the names of all data sets."""
    return list(resources())


def load(name: str) -> pd.DataFrame:
    """Return a data set as a table of its own, which may be changed freely.

    Text columns are `str`, whole numbers `int64` (`Int64` where cells may be empty), numbers `float64`, truth values
    `bool`; an empty cell is a missing value. Units stand in the data set's card, `datasets/<name>.md`.

    Raises:
        DatasetError: there is no data set of that name, or its file breaks its schema.
    """
    if name not in resources():
        raise DatasetError(f"没有叫「{name}」的数据集；可以用的是 {'、'.join(names())}。")
    return _loaded(name).copy()


def read_table(path: Path, resource: Resource) -> pd.DataFrame:
    """Return the table in a CSV file (UTF-8, comma, header), checked against a data set's description.

    Raises:
        DatasetError: the file is missing, cannot be read, or breaks the schema.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise DatasetError(f"{path.parent} 里找不到 {path.name}；请重新取一份课程文件。") from None
    except UnicodeDecodeError:
        raise DatasetError(f"{path.name} 不是 UTF-8 编码；请另存为「CSV UTF-8」，或重新取一份课程文件。") from None
    except csv.Error:
        raise DatasetError(f"{path.name} 里的引号不成对，读不下去；请改好，或重新取一份课程文件。") from None
    return resource.frame(rows, path.name)


@cache
def _loaded(name: str) -> pd.DataFrame:
    resource = resources()[name]
    return read_table(datasets_folder() / resource.path, resource)
