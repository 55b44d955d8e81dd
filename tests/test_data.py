"""Data sets against their schemas, and what a reader is told about a broken file."""

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from frictionless import Package

from genmarketing import data
from genmarketing.data import DatasetError, datasets_folder, load
from genmarketing.data.schema import resources
from genmarketing.data.tables import read_table


def test_frictionless_accepts_the_package() -> None:
    report = Package(datasets_folder() / "datapackage.json").validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert report.stats["tasks"] == len(data.names()) >= 6


@pytest.mark.parametrize("name", data.names())
def test_table_has_the_dtypes_of_its_schema_and_a_card(name: str) -> None:
    table, fields = load(name), resources()[name].fields
    assert list(table.columns) == [field.name for field in fields]
    assert [str(dtype) for dtype in table.dtypes] == [field.dtype for field in fields]
    assert len(table) > 0
    card = (datasets_folder() / f"{name}.md").read_text(encoding="utf-8")
    assert [field.name for field in fields if f"| `{field.name}` |" not in card] == []
    assert all(heading in card for heading in ("从哪里来", "局限", "许可"))


def test_every_file_is_described() -> None:
    described = {f"{name}{end}" for name in data.names() for end in (".csv", ".md")} | {"datapackage.json"}
    assert {path.name for path in datasets_folder().iterdir()} - described == set()


def test_a_loaded_table_is_the_callers_own() -> None:
    mine = load("glossary")
    mine["term"] = "改掉"
    assert load("glossary")["term"].nunique() == 170


def test_texts_keep_to_chinese_typography() -> None:
    han = "[\u4e00-\u9fff]"
    wrong = re.compile(rf"{han}[A-Za-z0-9]|[A-Za-z0-9]{han}|{han}[,;:?!(]|[,;:?!)]{han}|[“”]|  ")
    codes = {"checks", "claims", "labels", "evidence_levels", "also", "themes", "sources", "authors"}
    as_typed = {("posts", "text"), ("posts", "clean")}  # people who post put no blanks around numbers
    found = [
        f"{name} {column}: {text}"
        for name in data.names()
        for column, texts in load(name).select_dtypes("str").items()
        if column not in codes and (name, column) not in as_typed
        for text in texts.dropna()
        if wrong.search(text)
    ]
    assert found == []


def test_unknown_data_set_lists_what_there_is() -> None:
    with pytest.raises(
        DatasetError, match=r"^没有叫「claim」的数据集；可以用的是 claims、source_checks、.*glossary.*。$"
    ):
        load("claim")


Rows = list[list[str]]


def _cell(line: int, column: int, text: str) -> Callable[[Rows], object]:
    return lambda rows: rows[line - 1].__setitem__(column, text)


BROKEN: dict[str, tuple[str, Callable[[Rows], object], str]] = {
    "column missing": (
        "glossary",
        lambda rows: [row.pop() for row in rows],
        "glossary.csv 第 1 行的列名应为 id、theme、term、english、definition、core、sources；现在缺 sources。请改回来，或重新取一份课程文件。",
    ),
    "column added": (
        "glossary",
        lambda rows: [row.append("x") for row in rows],
        "glossary.csv 第 1 行的列名应为 id、theme、term、english、definition、core、sources；现在多出 x。请改回来，或重新取一份课程文件。",
    ),
    "columns reordered": (
        "verdict_rules",
        lambda rows: [row.reverse() for row in rows],
        "verdict_rules.csv 第 1 行的列名应为 id、label、evidence_levels、verdict、also、why；现在次序不同。请改回来，或重新取一份课程文件。",
    ),
    "empty file": (
        "verdict_rules",
        lambda rows: rows.clear(),
        "verdict_rules.csv 第 1 行的列名应为 id、label、evidence_levels、verdict、also、why；文件是空的。请改回来，或重新取一份课程文件。",
    ),
    "short row": (
        "glossary",
        lambda rows: rows[4].pop(),
        "glossary.csv 第 5 行有 6 格，应有 7 格；请看看是不是少了或多了逗号。",
    ),
    "required cell empty": (
        "claims",
        _cell(3, 3, ""),
        "claims.csv 第 3 行「claim」一栏没有填，这一栏不能空；请补上。",
    ),
    "not an integer": (
        "claims",
        _cell(3, 6, "2025 年"),
        "claims.csv 第 3 行「year」一栏写的是「2025 年」，这一栏要填整数；请改正。",
    ),
    "not a number": (
        "published",
        _cell(2, 3, "六百"),
        "published.csv 第 2 行「value」一栏写的是「六百」，这一栏要填数；请改正。",
    ),
    "not a finite number": (
        "published",
        _cell(2, 3, "nan"),
        "published.csv 第 2 行「value」一栏写的是「nan」，这一栏要填数；请改正。",
    ),
    "not a truth value": (
        "glossary",
        _cell(2, 5, "是"),
        "glossary.csv 第 2 行「core」一栏写的是「是」，这一栏要填 true 或 false；请改正。",
    ),
    "not in the list": (
        "claims",
        _cell(2, 9, "对"),
        "claims.csv 第 2 行「verdict」一栏写的是「对」，只能是 confirmed、contradicted、unverified、opinion 之一；请改正。",
    ),
    "too small": (
        "claims",
        _cell(3, 6, "202"),
        "claims.csv 第 3 行「year」一栏写的是「202」，不能小于 2000；请改正。",
    ),
    "too large": (
        "claims",
        _cell(3, 6, "20255"),
        "claims.csv 第 3 行「year」一栏写的是「20255」，不能大于 2035；请改正。",
    ),
    "pattern": (
        "claims",
        _cell(3, 10, "C1"),
        r"claims.csv 第 3 行「checks」一栏写的是「C1」，不合这一栏的写法 ^C\d{2}(;C\d{2})*$；请改正。",
    ),
    "repeated": (
        "glossary",
        _cell(9, 0, "K001"),
        "glossary.csv 第 9 行「id」一栏的「K001」与第 2 行重复；请改掉其中一行。",
    ),
}


def _write(path: Path, rows: Iterable[Iterable[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_told_in_one_sentence(kind: str, tmp_path: Path) -> None:
    name, damage, sentence = BROKEN[kind]
    with (datasets_folder() / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    damage(rows)
    with pytest.raises(DatasetError) as failure:
        read_table(_write(tmp_path / f"{name}.csv", rows), resources()[name])
    assert str(failure.value) == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("编号,术语".encode("gbk"), "glossary.csv 不是 UTF-8 编码；请另存为「CSV UTF-8」，或重新取一份课程文件。"),
        (b'id,"theme', "glossary.csv 里的引号不成对，读不下去；请改好，或重新取一份课程文件。"),
        (None, "里找不到 glossary.csv；请重新取一份课程文件。"),
    ],
)
def test_an_unreadable_file_is_told_in_one_sentence(content: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DatasetError) as failure:
        read_table(path, resources()["glossary"])
    assert str(failure.value).endswith(sentence)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    text = (datasets_folder() / "glossary.csv").read_text(encoding="utf-8")
    path = tmp_path / "glossary.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_table(path, resources()["glossary"]).equals(load("glossary"))
