"""Points, marked texts, flows and boards: what an author gets wrong is said, and what stays is sent once."""

from __future__ import annotations

from typing import Any

import pytest

from genmarketing.ui import (
    Arrow,
    Bars,
    Board,
    Cell,
    Explorer,
    Flow,
    Frame,
    Link,
    Mark,
    Marked,
    Node,
    Point,
    Reference,
    Region,
    Scatter,
    Series,
    Slider,
)


def _grid(results: Any, values: Any = (1, 2, 3)) -> dict[str, Any]:
    grid: dict[str, Any] = Explorer(title="t", alt="a", controls=[Slider("n", "n", values)], results=results).grid
    return grid


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Point(0, 0, "甲", size=0), "size of point '甲' must be above zero"),
        (lambda: Region("右", x0=2, x1=1), "smaller to a larger x, not 2 to 1"),
        (lambda: Region("上", y0=2, colour="red"), "unknown colour 'red'"),
        (lambda: Scatter([], "x", "y", x_range=(1, 0)), "smaller to a larger"),
        (lambda: Scatter([], "x", "y", x_scale="log", regions=[Region("左", x0=0)]), "above zero on a logarithmic"),
        (lambda: Scatter([Point(0, 0, group=str(n)) for n in range(7)], "x", "y"), "at most 6 kinds"),
        (lambda: Scatter([], "x", "y", groups=[("甲", "main"), ("乙", "main")]), "a colour of its own"),
        (lambda: Series("甲", [1, 2], low=[0], high=[2]), "has 2 values and 1 in low"),
        (lambda: Series("甲", [1], low=[0]), "give both low and high"),
        (lambda: Bars(["a"], [Series("甲", [1], low=[0], high=[2])], "人", stacked=True), "stacked, where whiskers"),
        (lambda: Marked([Mark("a", "b")], {"c": "C"}), "kinds without a legend: b"),
        (lambda: Marked([], {"c": ("C", "red")}), "unknown colour 'red'"),
        (lambda: Flow([], []), "at least one node"),
        (lambda: Flow([Node("A"), Node("A")], []), "different names"),
        (lambda: Flow([Node("A")], [Link("A", "B", 1)]), "A → B: there is no node 'B'"),
        (lambda: Flow([Node("A")], [Link("A", "A", 1), Link("A", "A", 2)]), "one link for each pair"),
        (lambda: Flow([Node("A", row=1, column=0), Node("B", row=1, column=0)], []), "two nodes stand in one place"),
        (lambda: Flow([Node("A")], [], widest=0), "widest must be above zero"),
        (lambda: Node("A", column=-1), "count from zero"),
        (lambda: Link("A", "B", -1), "zero or more, not -1"),
        (lambda: Link("A", "B", float("nan")), "zero or more, not nan"),
        (lambda: Board([], ["a"]), "at least one row"),
        (lambda: Board("21", "ab", [Cell("3", "a")]), "no row named '3'"),
        (lambda: Board("21", "ab", [Cell(0, 2)]), "columns 0 to 1, not 2"),
        (lambda: Board("21", "ab", [Cell(0, 0), Cell("2", "a")]), "two cells stand in one place"),
        (lambda: Board("21", "ab", [Cell(0, 0, "♔", "x")]), "kinds without a legend: x"),
        (lambda: Board("21", "ab", arrows=[Arrow((0, 0), ("2", "a"))]), "lead to another cell"),
    ],
)
def test_mistakes_of_authors_are_refused(make: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


def test_groups_keep_their_colours_when_points_change_sides() -> None:
    def results(n: int) -> Frame:
        points = [Point(x, x, f"{x}", group="大" if x > n else "小") for x in (1.5, 2.5)]
        return Frame([Scatter(points, "x", "y", groups=["大", "小"], references=[Reference(9, "九", "x")])])

    panel = _grid(results)["template"]["panels"][0]
    assert [(group["name"], group["colour"]) for group in panel["groups"]] == [("大", "main"), ("小", "rival")]
    assert panel["x"]["range"] == [1.5, 9]  # the line belongs to the axis
    assert panel["y"]["range"] == [1.5, 2.5]
    assert panel["points"]["x"] == [1.5, 2.5]  # what stays is sent once
    assert panel["points"]["groups"] == {"hole": 0}
    assert _grid(results)["holes"][0]["values"] == ["00", "10", "11"]


def test_groups_without_names_come_in_their_order() -> None:
    panel = Scatter([Point(0, 0), Point(1, 1, group="乙"), Point(2, 2, group="甲"), Point(3, float("nan"))], "x", "y")
    encoded = panel.encode()
    assert encoded["points"]["groups"] == ".01."
    assert encoded["points"]["y"] == [0, 1, 2, None]
    assert encoded["points"]["sizes"] == encoded["points"]["notes"] == []


def test_regions_reach_to_the_edge_and_widen_the_axis() -> None:
    def results(n: int) -> Frame:
        return Frame([Scatter([Point(1, 1)], "x", "y", regions=[Region("右", x0=n)])])

    panel = _grid(results)["template"]["panels"][0]
    assert panel["x"]["range"] == [1, 3]
    assert panel["regions"][0]["y"] == [None, None]


def test_marked_text_is_kept_to_the_sign() -> None:
    panel = Marked(["一\n ", Mark("二", "b", "说明"), Mark("三", "a")], {"a": "甲", "b": ("乙", "rival")}).encode()
    assert "".join(panel["texts"]) == "一\n 二三"
    assert (panel["marks"], panel["notes"]) == (".10", ["", "说明", ""])
    assert [kind["colour"] for kind in panel["kinds"]] == ["main", "rival"]
    assert Marked([], {}).encode()["texts"] == []


def test_flow_stands_still_while_its_values_move() -> None:
    def results(n: int) -> Frame:
        return Frame([Flow([Node("A", 10 * n), Node("B")], [Link("A", "B", n / 10), Link("A", "A", 1 - n / 10)])])

    panel = _grid(results)["template"]["panels"][0]
    assert [(node["column"], node["row"]) for node in panel["nodes"]] == [(0, 0), (1, 0)]
    assert panel["value"]["range"] == [0, 0.9]
    assert panel["level"]["range"] == [0, 30]
    assert [list(link["value"]) for link in panel["links"]] == [["hole"], ["hole"]]


@pytest.mark.parametrize(
    ("nodes", "places"),
    [
        ([Node("A", column=0), Node("B", column=0), Node("C")], [(0, 0), (0, 1), (2, 0.5)]),
        ([Node("A"), Node("B"), Node("C", column=1, row=1)], [(0, 0), (1, 0), (1, 1)]),
    ],
    ids=["centred", "rows"],
)
def test_places_of_nodes(nodes: list[Node], places: list[tuple[int, float]]) -> None:
    panel = Flow(nodes, []).encode()
    assert [(node["column"], node["row"]) for node in panel["nodes"]] == places


def test_board_finds_cells_by_name_and_by_index() -> None:
    board = Board(
        "21", "ab", [Cell("1", "b", "♔", "k"), Cell(0, 0, "车")], [Arrow((0, 0), ("1", "a"), "k")], kinds={"k": "王"}
    )
    encoded = board.encode()
    assert encoded["cells"] == {"at": [3, 0], "texts": ["♔", "车"], "kinds": "0.", "notes": []}
    assert encoded["arrows"] == [{"from": 0, "to": 2, "kind": "k"}]


def test_whiskers_are_sent_only_where_there_are_intervals() -> None:
    plain, sure = Series("甲", [1, 2]).encode(), Series("乙", [1, 2], low=[0, 1.5], high=[2, 2.5]).encode()
    assert "low" not in plain
    assert (sure["low"], sure["high"]) == ([0, 1.5], [2, 2.5])
