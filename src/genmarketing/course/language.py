"""What a kernel says of its language, written into the learner's copies.

The built notebooks name the language only, so that they are the same on every machine. A notebook that lacks the rest is completed
by JupyterLab as soon as its kernel starts, and then counts as changed although nobody touched it.
"""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any


def language_info() -> dict[str, Any]:
    """Return all that the kernel of this Python says of its language."""
    return {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    }


def copy_of(source: Path) -> bytes:
    """Return the bytes of a shipped file as it is laid out: of a notebook with its language, of any other as they are."""
    content = source.read_bytes()
    if source.suffix != ".ipynb":
        return content
    notebook = json.loads(content)
    notebook["metadata"]["language_info"] = language_info()
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
