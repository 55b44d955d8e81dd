"""The question on raking: one sweep over rows, then columns, of a table whose totals are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genmarketing.workbook.kinds import Case, FunctionQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np

Cells = list[list[float]]


def raking_sweep(table: list[list[float]], rows: list[float], columns: list[float]) -> list[list[float]]:
    """耙一趟：先让每一行的合计对上，再让每一列的合计对上。"""

    def scaled(cells: list[float], wanted: float) -> list[float]:
        present = sum(cells)
        return [cell * wanted / present if present else 0.0 for cell in cells]

    by_rows = [scaled(line, wanted) for line, wanted in zip(table, rows, strict=True)]
    # zip(*…) 把行列对调，于是列也可以当行来耙
    by_columns = [scaled(list(line), wanted) for line, wanted in zip(zip(*by_rows, strict=True), columns, strict=True)]
    return [list(line) for line in zip(*by_columns, strict=True)]


def _turned(table: Cells) -> Cells:
    return [list(line) for line in zip(*table, strict=True)]


def _columns_first(table: Cells, rows: list[float], columns: list[float]) -> Cells:
    return _turned(raking_sweep(_turned(table), columns, rows))


def _rows_only(table: Cells, rows: list[float], columns: list[float]) -> Cells:
    return _scaled_rows(table, rows)


def _scaled_rows(table: Cells, rows: list[float]) -> Cells:
    return [
        [cell * wanted / sum(line) if sum(line) else 0.0 for cell in line]
        for line, wanted in zip(table, rows, strict=True)
    ]


def _both_factors_from_the_start(table: Cells, rows: list[float], columns: list[float]) -> Cells:
    sums = [sum(column) for column in _turned(table)]
    return [
        [cell * wanted / present if present else 0.0 for cell, wanted, present in zip(line, columns, sums, strict=True)]
        for line in _scaled_rows(table, rows)
    ]


def _shared_out_evenly(table: Cells, rows: list[float], columns: list[float]) -> Cells:
    def evened(cells: list[float], wanted: float) -> list[float]:
        return [cell + (wanted - sum(cells)) / len(cells) for cell in cells]

    by_rows = [evened(line, wanted) for line, wanted in zip(table, rows, strict=True)]
    return _turned([evened(line, wanted) for line, wanted in zip(_turned(by_rows), columns, strict=True)])


def _without_the_seed(table: Cells, rows: list[float], columns: list[float]) -> Cells:
    total = sum(rows)
    return [[row * column / total for column in columns] for row in rows]


def _until_all_totals_hold(table: Cells, rows: list[float], columns: list[float]) -> Cells:
    for _ in range(100):
        table = raking_sweep(table, rows, columns)
    return table


def _tables(rng: np.random.Generator) -> list[Case]:
    def parts(total: int, count: int) -> list[int]:
        """Split a total into parts of different sizes, each at least 10."""
        while True:
            cuts = sorted(int(c) * 5 for c in rng.permutation(total // 5 - 1)[: count - 1] + 1)
            sizes = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
            if min(sizes) >= 10 and len(set(sizes)) == count:
                return sizes

    def draw(height: int, width: int) -> Cells:
        return [
            [int(cell) for cell in line] for line in rng.permutation(60)[: height * width].reshape(height, width) + 3
        ]

    def case(check: str, table: Cells, rows: list[int]) -> Case:
        """Return totals that more sweeps would reach: what a row wants must find room outside of its empty cells."""
        while True:
            columns = parts(sum(rows), len(table[0]))
            rooms = [sum(c for c, cell in zip(columns, line, strict=True) if cell) for line in table]
            if all(wanted < room or not any(line) for wanted, room, line in zip(rows, rooms, table, strict=True)):
                return Case(check, (table, rows, columns))

    total = int(rng.integers(20, 41)) * 10
    zero, empty = draw(3, 3), draw(3, 2)
    zero[int(rng.integers(3))][int(rng.integers(3))] = 0
    gone = int(rng.integers(3))
    empty[gone] = [0, 0]
    filled = parts(total, 2)
    filled.insert(gone, 0)
    return [
        case("两行两列", draw(2, 2), parts(total, 2)),
        case("两行两列", draw(2, 2), parts(total, 2)),
        case("行数与列数不同", draw(4, 3), parts(total, 4)),
        case("行数与列数不同", draw(2, 5), parts(total, 2)),
        case("有一格是零", zero, parts(total, 3)),
        case("有一行空着", empty, filled),
    ]


RAKING_SWEEP = FunctionQuestion(
    name="raking_sweep",
    title="两家都只给合计：耙一趟",
    points=7,
    minutes=10,
    concepts=("K126", "K127"),
    prompt="""
「山岚」（虚构）想看清同一批顾客：在甲平台看过哪类内容，又在乙平台买过哪类货。甲平台只肯给各类内容的总人数，乙平台只肯给各类货的总人数，谁也不给交叉，这就是平台数据壁垒。
手上只有一份小问卷，知道其中一小批人两边各做了什么。拿问卷做底，把两家的合计**耙平**上去。这一题只耙**一趟**：

1. 先按行：每一行各格乘同一个数，使这一行的和等于 `rows` 里的合计；
2. 再按列：在第 1 步的结果上，每一列各格乘同一个数，使这一列的和等于 `columns` 里的合计。

写函数 `raking_sweep(table, rows, columns)`：

**输入** `table`：底表，每行一个列表，各格是不为负的数；`rows`：每行要的合计；`columns`：每列要的合计。两组合计的总和相等。

**输出** 耙完一趟的表，形状与 `table` 一样（列表套列表、数组或 DataFrame），不要四舍五入。

空着的一行（各格都是 0）要的合计也是 0，耙完仍是 0；没有空着的列。耙完一趟，列的合计一定对上，行的合计还会差一点，再耙几趟才都对上，本题不必。

**可以手算的例子** `table = [[10, 10], [30, 10]]`，`rows = [40, 40]`，`columns = [20, 60]`：
按行以后是 `[[20, 20], [30, 10]]`，列的和是 50 与 30；第一列乘 0.4，第二列乘 2，得 `[[8, 40], [12, 20]]`。
""",
    starter='''def raking_sweep(table, rows, columns):
    """返回先按行、再按列各调一次的表。"""
    ...''',
    hints=(
        "先写一个小函数：一串数和要的合计，返回乘过同一个数的一串。行和列都用得上它。",
        "第 2 步的列的和，要在第 1 步做完以后**重新**加。`list(zip(*table))` 可以把行列对调，列就能当行来做。",
        "一串全是 0 时，除法会出错（或得到 NaN）。先看现有的和是不是 0，是就原样留着。",
    ),
    explanation=(
        "合计对上了，可交叉格里的关系全来自那份小问卷：换一份底表，合计照样对得上，交叉就变了。"
        "供应商拿来「打通全域」的画像，先问交叉是对上号的还是按合计推的；推的可以估量级，不能拿去定人群。"
    ),
    teaching=(
        "约 10 分钟。先在黑板上手耙题目里的例子，再请两组学生各用一份不同的底表，耙到合计都对上，比较左上角那一格。"
        "最常见的错误是两个乘数都从原表算；其次是把差额平均摊给各格，零格会因此冒出人来。"
        "追问：优势比（左上乘右下，除以另外两格）耙前耙后变了没有？这说明关系从哪里来？"
    ),
    reference=raking_sweep,
    checks=(
        Check("两行两列", 0.35, "两行两列时就不对：拿题目里的例子对一对，先看按行以后是不是每行的和都对。"),
        Check("行数与列数不同", 0.25, "行数与列数不同时不对：看看有没有把行与列弄混，第二步是不是逐列在做。"),
        Check("有一格是零", 0.2, "有一格是零时不对：乘什么数它都还是零，问卷里没有的组合不会耙出人来。"),
        Check("有一行空着", 0.2, "有一行空着时不对：那一行的和是 0，不能拿去除，耙完应当仍是 0。"),
    ),
    cases=_tables,
    misconceptions=(
        Misconception(
            "columns_first",
            "你先耙了列、后耙了行。次序不同，一趟以后停下的地方就不同；题目要先行后列。",
            _columns_first,
        ),
        Misconception(
            "rows_only",
            "你只耙了行就停下了。这时列的合计对上了吗？再逐列乘一次。",
            _rows_only,
        ),
        Misconception(
            "both_factors_from_the_start",
            "你的两个乘数都从原来的表算出。按行调过以后，列的和已经变了；第二步要重新加一遍。",
            _both_factors_from_the_start,
        ),
        Misconception(
            "shared_out_evenly",
            "你把差额平均摊给了各格。这样会让零格冒出人来，格与格的比例也乱了；耙平是整行、整列乘同一个数。",
            _shared_out_evenly,
        ),
        Misconception(
            "until_all_totals_hold",
            "你一直耙到行和列都对上才停。题目只要一趟：先行后列各一次就交，这时行的合计还差一点是应当的。",
            _until_all_totals_hold,
        ),
        Misconception(
            "without_the_seed",
            "你用合计相乘除以总数，没有用到底表，等于假定看什么和买什么毫无关系。从 `table` 出发再做一次。",
            _without_the_seed,
        ),
    ),
)
