"""Charts of the class page as inline SVG: colours by role from the page's style, a title and a description for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import accumulate

WIDTH, HEIGHT = 520, 170
"""Of the distribution, in its own units; the letters keep a readable size on a telephone."""

_LEFT, _BOTTOM, _TOP = 14, 34, 24


def stacked_bar(parts: Sequence[tuple[str, str, int]]) -> str:
    """Return one bar of coloured parts that fills its column.

    Args:
        parts: (role of the palette, label, count), from left to right.
    """
    total = sum(count for _, _, count in parts)
    said = "，".join(f"{label} {count} 人" for _, label, count in parts if count)
    starts = [0, *accumulate(count for _, _, count in parts)]
    rectangles = "".join(
        f'<rect x="{100 * start / total:.3f}" y="0" width="{100 * count / total:.3f}" height="10" class="fill-{role}"/>'
        for start, (role, _, count) in zip(starts, parts, strict=False)
        if count
    )
    return (
        f'<svg class="stacked" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{escape(said)}">'
        f"<title>{escape(said)}</title>{rectangles}</svg>"
    )


def distribution(counts: Sequence[int], points: float, middle: float) -> str:
    """Return the histogram of the totals, with the median marked.

    Args:
        counts: students in each bin of equal width.
        points: the right end of the axis.
        middle: the median.
    """
    step, most = (WIDTH - 2 * _LEFT) / len(counts), max(counts) or 1
    floor = HEIGHT - _BOTTOM
    bars, numbers = [], []
    for place, count in enumerate(counts):
        height = (floor - _TOP - 20) * count / most
        x, y = _LEFT + place * step, floor - height
        if count:
            bars.append(f'<rect x="{x + 1.5:.1f}" y="{y:.1f}" width="{step - 3:.1f}" height="{height:.1f}" rx="2"/>')
            numbers.append(f'<text x="{x + step / 2:.1f}" y="{y - 4:.1f}">{count}</text>')
    ends = [round(points * place / len(counts)) for place in range(0, len(counts) + 1, 2)]
    ticks = [
        f'<text x="{_LEFT + 2 * place * step:.1f}" y="{floor + 16}">{end}</text>' for place, end in enumerate(ends)
    ]
    at = _LEFT + (WIDTH - 2 * _LEFT) * (middle / points if points else 0)
    width = points / len(counts)
    table = "；".join(
        f"{width * place:g} 到 {width * (place + 1):g} 分 {count} 人" for place, count in enumerate(counts) if count
    )
    # The median's label stays inside the picture at either end.
    anchor = "start" if at < 60 else "end" if at > WIDTH - 60 else "middle"
    return (
        f'<svg class="distribution" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="总分的分布，中位数 {middle:.3g} 分">'
        f"<title>总分的分布</title><desc>{escape(table)}。中位数 {middle:.3g} 分。</desc>"
        f'<g class="bars">{"".join(bars)}</g><g class="numbers">{"".join(numbers)}</g>'
        f'<line class="axis" x1="{_LEFT}" x2="{WIDTH - _LEFT}" y1="{floor}" y2="{floor}"/>'
        f'<line class="middle" x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP - 6}" y2="{_TOP + 2}"/>'
        f'<text class="middle" text-anchor="{anchor}" x="{at:.1f}" y="{_TOP - 10}">中位数 {middle:.3g}</text>'
        f'<g class="ticks">{"".join(ticks)}</g><text class="unit" x="{WIDTH / 2}" y="{HEIGHT - 2}">总分</text></svg>'
    )
