"""Writes the data sets that are made, not observed, from the seeded generators of their themes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from genmarketing.build.refusal import BuildRefused, did_you_mean
from genmarketing.data.folder import datasets_folder
from genmarketing.theme import themes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd


def generators() -> Mapping[str, Callable[[], pd.DataFrame]]:
    """Return what makes each made data set, by the data set's name."""
    return {name: generate for theme in themes() for name, generate in theme.generators().items()}


def made_file(name: str) -> bytes:
    """Make a data set again and return its CSV file: UTF-8, comma, header, one line feed after each row.

    Raises:
        BuildRefused: no generator has that name.
    """
    known = generators()
    if name not in known:
        raise BuildRefused(f"没有叫「{name}」的生成程序。{did_you_mean(name, known)}可以用的是：{'、'.join(known)}。")
    text: str = known[name]().to_csv(index=False, lineterminator="\n")
    return text.encode()


def generate(name: str | None = None, *, check: bool = False) -> int:
    """Write one made data set, or all of them; with `check`, only compare. Return 1 where a file differs, else 0."""
    drifted = 0
    for each in generators() if name is None else [name]:
        try:
            path, made = datasets_folder() / f"{each}.csv", made_file(each)
        except BuildRefused as refused:
            print(refused, file=sys.stderr)
            return 1
        same = path.is_file() and path.read_bytes() == made
        if check:
            drifted += not same
            print(f"{path.name}：{'一致' if same else '与生成程序不一致，请运行 genmarketing generate ' + each}")
        elif not same:
            path.write_bytes(made)
            print(f"写好了 {path.name}，{made.count(10) - 1} 行。")
        else:
            print(f"{path.name} 没有变化。")
    return int(drifted > 0)
