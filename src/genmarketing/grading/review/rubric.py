"""How many points each level of a rubric's criterion is worth."""

from __future__ import annotations

from genmarketing.workbook.kinds import Criterion


def level_points(criterion: Criterion) -> tuple[float, ...]:
    """Return the points of each level: from all down to none in equal steps, to half a point.

    >>> level_points(Criterion("证据", 3, ("写明来源", "提到来源", "没有来源")))
    (3.0, 1.5, 0.0)
    """
    steps = len(criterion.levels) - 1
    if steps == 0:
        return (float(criterion.points),)
    return tuple(round(2 * criterion.points * (steps - level) / steps) / 2 for level in range(steps + 1))


def level_of(criterion: Criterion, points: float) -> str:
    """Return the sentence of the level that comes nearest to the points given."""
    worth = level_points(criterion)
    return criterion.levels[min(range(len(worth)), key=lambda level: abs(worth[level] - points))]
