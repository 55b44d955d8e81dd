"""A parser of command lines whose own words, too, are Chinese: argparse brings along English ones."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_SAID = (
    (r"the following arguments are required: (.*)", r"少写了 \1。"),
    (r"unrecognized arguments: (.*)", r"认不出 \1。"),
    (r"argument (.*?): expected .*", r"\1 后面要写一个值。"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from .*\)", r"\1 认不出 \2。"),
    (r"argument (.*?): ignored explicit argument .*", r"\1 后面不写值。"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 写得太短，可能是 \2。"),
    (r"argument (.*?): (.*)", r"\1 \2。"),
)
"""What argparse of Python 3.11 and later says -> the same in Chinese; the first that fits."""


class ChineseParser(argparse.ArgumentParser):
    """Like argparse's own; the parsers of its commands are of this kind as well."""

    def __init__(self, **about: Any) -> None:
        super().__init__(**about, add_help=False, formatter_class=_Formatter)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and leave with 2."""
        self.print_usage()
        self.exit(2, f"{_translated(message)}全部选项见 {self.prog} --help。\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _translated(message: str) -> str:
    for pattern, sentence in _SAID:
        if found := re.fullmatch(pattern, message, re.S):
            return found.expand(sentence)
    return f"{message}。"
