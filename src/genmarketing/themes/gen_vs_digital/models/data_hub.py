"""A data hub's first task: find out which records of different systems are the same person.

Two records that share an identifier (a phone number, a member number) belong together, and so do those linked
through others: connected components of a graph. Wrong or shared identifiers join people who are not one.
"""

from collections.abc import Mapping, Sequence

Record = Mapping[str, str]
"""One record of one system: ``来源`` and whatever identifiers it holds."""


def merge_identities(records: Sequence[Record], keys: Sequence[str]) -> list[list[int]]:
    """Groups of record numbers that share one of the ``keys``, directly or through others; empty values join nobody."""
    group = list(range(len(records)))
    first_with: dict[tuple[str, str], int] = {}
    for number, record in enumerate(records):
        for key in keys:
            value = record.get(key, "")
            if not value:
                continue
            other = first_with.setdefault((key, value), number)
            old, new = max(group[number], group[other]), min(group[number], group[other])
            group = [new if each == old else each for each in group]
    return [[i for i, each in enumerate(group) if each == leader] for leader in sorted(set(group))]
