"""Workers keep to the variants that they know, so that no variant is worked out more often than it has to be."""

from __future__ import annotations

from genmarketing.grading.affinity import Share, Waiting
from genmarketing.grading.submissions import Submission
from genmarketing.workbook.variants import VARIANTS


def _submissions(count: int) -> list[Submission]:
    return [Submission(f"s{number:03d}", "moe_reasoning", f"{number}", lambda: b"") for number in range(count)]


def _taken(count: int, workers: int) -> list[list[tuple[Submission, Share]]]:
    """Let workers take turns until nothing is left."""
    waiting = Waiting(_submissions(count), "a class")
    shares: list[Share | None] = [None] * workers
    got: list[list[tuple[Submission, Share]]] = [[] for _ in range(workers)]
    while True:
        for worker in range(workers):
            taken = waiting.take(shares[worker], [share for other, share in enumerate(shares) if other != worker])
            if taken is None:
                return got
            got[worker].append(taken)
            shares[worker] = taken[1]


def test_every_submission_is_taken_once() -> None:
    taken = [submission.student for one in _taken(97, 3) for submission, _ in one]
    assert sorted(taken) == sorted(each.student for each in _submissions(97))


def test_two_workers_work_on_different_variants_while_there_are_enough() -> None:
    known = [{share for _, share in one} for one in _taken(300, 2)]
    assert len(known[0] | known[1]) == VARIANTS
    assert len(known[0] & known[1]) <= 1, "only the last variant of all may be shared"


def test_a_worker_whose_variant_is_done_takes_the_one_with_most_left() -> None:
    [taken] = _taken(200, 1)
    order = list(dict.fromkeys(share for _, share in taken))
    sizes = [sum(share == each for _, share in taken) for each in order]
    assert sizes == sorted(sizes, reverse=True)
    assert [share for _, share in taken] == [
        share for share, size in zip(order, sizes, strict=True) for _ in range(size)
    ]


def test_where_all_left_belongs_to_others_they_are_helped() -> None:
    waiting = Waiting([Submission("s", "moe_reasoning", str(number), lambda: b"") for number in range(2)], "")
    _, share = waiting.take(None, []) or (None, None)
    assert waiting.take(None, [share]) is not None
