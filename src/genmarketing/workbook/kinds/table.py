"""Table questions: the answer is a DataFrame or Series; rows are found by key columns, in any order unless one is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from genmarketing.workbook.comparison import equal
from genmarketing.workbook.describing import kind_of
from genmarketing.workbook.encoding import Encoded
from genmarketing.workbook.handed import Handed
from genmarketing.workbook.kinds.value import InputQuestion, unreadable
from genmarketing.workbook.slips import Pair, slip
from genmarketing.workbook.verdict import CheckResult, State, Verdict

Columns = dict[str, list[Encoded]]


@dataclass(frozen=True, kw_only=True, eq=False)
class TableQuestion(InputQuestion):
    """A DataFrame or Series, compared row by row and column by column.

    Args:
        keys: the columns that say which row is which; index levels of these names count as columns.
        ordered: whether the order of the rows is part of the question (one check more).
        missed: for a column, the sentence for a learner who gets it wrong.
    """

    kind: ClassVar[str] = "table"

    keys: tuple[str, ...]
    ordered: bool = False
    missed: Mapping[str, str] = field(default_factory=dict)

    def count_checks(self, seed: int) -> int:
        """Return the number of cells that are compared."""
        columns = _columns(self.expected(seed)) or {}
        return sum(len(values) for name, values in columns.items() if name not in self.keys) + self.ordered

    def is_right(self, given: Encoded, seed: int) -> bool:
        """Tell whether the answer is a table in which every asked for column agrees with the reference."""
        columns, expected = _columns(given), _columns(self.expected(seed)) or {}
        if columns is None:
            return False
        columns = self._named(columns, expected)
        return all(c in columns for c in expected) and self._agree(columns, expected)

    def judge(self, handed: Handed, seed: int) -> Verdict:
        """Compare the answer with the reference table on the inputs of `seed`."""
        if handed.unreadable:
            return unreadable(handed.unreadable)
        if handed.value is None:
            return Verdict(State.UNTOUCHED, 0, "")
        given = _columns(handed.value)
        expected = _columns(self.expected(seed)) or {}
        if given is None:
            return unreadable(f"这里要一张表（DataFrame 或 Series），你给的是{kind_of(handed.value)}。")
        given = self._named(given, expected)
        missing = [c for c in expected if c not in given]
        if missing:
            return unreadable(f"表里缺这些列：{'、'.join(missing)}；现有的列是：{'、'.join(given) or '（没有）'}。")
        results = self._results(given, expected)
        if all(r.passed for r in results):
            return Verdict(State.CORRECT, self.points, "", results)
        score = round(sum(r.points for r in results if r.passed), 2)
        found = self.matching_misconception(lambda wrong: self._same(given, wrong, expected), seed)
        if found:
            return Verdict(State.PARTIAL, score, found[1], results, found[0])
        return Verdict(State.PARTIAL, score, self._message(given, expected, results), results)

    def _results(self, given: Columns, expected: Columns) -> tuple[CheckResult, ...]:
        columns = [c for c in expected if c not in self.keys]
        worth = self.points / (len(columns) + self.ordered)
        pairs = self._pairs(given, expected)
        results = []
        for column in columns:
            passed = pairs is not None and self._equal(pairs[column])
            note = "" if passed else self._note(column, slip(pairs[column] if pairs else []))
            results.append(CheckResult(f"列「{column}」", passed, worth, note))
        if self.ordered:
            in_order = self._in_order(given, expected)
            results.append(CheckResult("行的次序", in_order, worth, "行的次序与题目要求的不同。"))
        return tuple(results)

    def _agree(self, given: Columns, expected: Columns) -> bool:
        """Tell whether every check would be met."""
        pairs = self._pairs(given, expected)
        return (
            pairs is not None
            and all(map(self._equal, pairs.values()))
            and (not self.ordered or self._in_order(given, expected))
        )

    def _pairs(self, given: Columns, expected: Columns) -> dict[str, list[Pair]] | None:
        """Put the values of the same row side by side, column by column; None where the rows are not the same."""
        rows, wanted = self._rows(given), self._rows(expected)
        if len(rows) < len(_length(given)) or rows.keys() != wanted.keys():
            return None
        return {
            column: [(given[column][rows[k]], expected[column][wanted[k]]) for k in wanted]
            for column in expected
            if column not in self.keys
        }

    def _equal(self, pairs: Iterable[Pair]) -> bool:
        return all(equal(a, e, self.relative, self.absolute) for a, e in pairs)

    def _in_order(self, given: Columns, expected: Columns) -> bool:
        return list(self._rows(given)) == list(self._rows(expected))

    def _note(self, column: str, written: str) -> str:
        if written:
            return f"「{column}」这一列：{written}"
        return self.missed.get(column, f"「{column}」这一列有的数还不对。")

    def _rows(self, columns: Columns) -> dict[str, int]:
        """Return the place of each row under the text of its keys; integral floats count as integers."""
        return {
            repr([_plain_key(columns[k][place]) for k in self.keys]): place for place in range(len(_length(columns)))
        }

    def _same(self, given: Columns, wrong: Encoded, expected: Columns) -> bool:
        other = _columns(wrong)
        if other is None:
            return False
        other = self._named(other, expected)
        return all(c in other for c in expected) and self._agree(given, {c: other[c] for c in expected})

    def _named(self, columns: Columns, expected: Columns) -> Columns:
        """Give an unnamed index the missing key's name, and a lone value column the expected one's."""
        columns = dict(columns)
        lost = [k for k in self.keys if k not in columns]
        unnamed = [c for c in columns if c in ("index", "level_0", "Unnamed: 0")]
        if len(lost) == 1 and len(unnamed) == 1:
            columns = {lost[0] if c == unnamed[0] else c: v for c, v in columns.items()}
        values = [c for c in expected if c not in self.keys]
        others = [c for c in columns if c not in self.keys]
        if len(values) == len(others) == 1 and others[0] in ("value", "0", "count", "size"):
            columns = {values[0] if c == others[0] else c: v for c, v in columns.items()}
        return columns

    def _message(self, given: Columns, expected: Columns, results: tuple[CheckResult, ...]) -> str:
        rows, wanted = self._rows(given), self._rows(expected)
        if len(rows) < len(_length(given)):
            return f"有几行的 {'、'.join(self.keys)} 相同；每个只应有一行。是不是少做了一次分组汇总？"
        if len(rows) != len(wanted):
            return f"你的表有 {len(rows)} 行，应有的行数不是这个。想想每一行代表什么，有没有多算或漏掉。"
        if rows.keys() != wanted.keys():
            return f"行数对，但 {'、'.join(self.keys)} 的取值对不上。检查有没有改名、漏掉，或类型变了。"
        return next(r.note for r in results if not r.passed)


def _columns(value: Encoded) -> Columns | None:
    """Return the columns of an encoded table, of a dictionary of lists, or of a list of dictionaries; else None."""
    if isinstance(value, dict) and value.keys() == {"table"}:
        value = value["table"]
    if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
        records = [row for row in value if isinstance(row, dict)]
        if all(row.keys() == records[0].keys() for row in records):
            value = {name: [row[name] for row in records] for name in records[0]}
    if not isinstance(value, dict) or not value:
        return None
    columns = {name: column for name, column in value.items() if isinstance(column, list)}
    lengths = {len(column) for column in columns.values()}
    return columns if len(columns) == len(value) and len(lengths) == 1 else None


def _length(columns: Columns) -> range:
    return range(len(next(iter(columns.values()), [])))


def _plain_key(value: Encoded) -> Encoded:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.strip() if isinstance(value, str) else value
