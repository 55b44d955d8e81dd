"""A tag graph of four levels, and the topics that tags form when they are used together.

Levels: area → topic → tag → script (大类、细类、聚合、脚本级). A tree: each node below the first level has one
parent, one level higher, and no path returns to where it began. Without that, the numbers of a higher level count
some posts twice.

Topics can also be found from use alone: tags that stand in the same posts are joined, and communities are groups
with more joins inside than chance would give (modularity; Louvain, Blondel et al. 2008).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log

LEVELS = ("area", "topic", "tag", "script")

FAULTS = {
    "no parent": "没有上级",
    "two parents": "不止一个上级",
    "wrong level": "的上级没有正好高一级",
    "unknown parent": "的上级不在图里",
    "cycle": "走回了原处",
}
"""What each fault of a graph is called in Chinese, after the node's name."""


@dataclass
class TagGraph:
    """Nodes with their level, and arrows from parent to child; may be faulty, ``problems`` says how."""

    level: dict[str, str] = field(default_factory=dict)
    parents: dict[str, set[str]] = field(default_factory=dict)

    def add(self, child: str, level: str, parent: str | None = None) -> None:
        """Add a node, or one more parent of a node.

        Raises:
            ValueError: an unknown level, or a node that was given another level before.
        """
        if level not in LEVELS:
            raise ValueError(f"a level is one of {', '.join(LEVELS)}, not {level!r}")
        if self.level.setdefault(child, level) != level:
            raise ValueError(f"{child!r} stands on two levels: {self.level[child]} and {level}")
        self.parents.setdefault(child, set())
        if parent is not None:
            self.parents[child].add(parent)

    def add_path(self, path: Sequence[str]) -> None:
        """Add area, topic, tag and script of one post, as far as the path goes."""
        for at, (name, level) in enumerate(zip(path, LEVELS, strict=False)):
            self.add(name, level, path[at - 1] if at else None)

    def problems(self) -> list[tuple[str, str]]:
        """Faults as (kind, node), kinds as in ``FAULTS``; a graph without any is a tree."""
        found = []
        for node, parents in self.parents.items():
            depth = LEVELS.index(self.level[node])
            if depth and not parents:
                found.append(("no parent", node))
            if len(parents) > 1:
                found.append(("two parents", node))
            if any(parent not in self.level for parent in parents):
                found.append(("unknown parent", node))
            elif any(LEVELS.index(self.level[parent]) != depth - 1 for parent in parents):
                found.append(("wrong level", node))
            if self._returns(node):
                found.append(("cycle", node))
        return found

    def _returns(self, start: str) -> bool:
        """Whether going up from a node leads back to it."""
        seen: set[str] = set()
        waiting = list(self.parents[start])
        while waiting:
            node = waiting.pop()
            if node == start:
                return True
            if node not in seen:
                seen.add(node)
                waiting += self.parents.get(node, ())
        return False

    def path(self, node: str) -> list[str]:
        """From the first level down to the node. ValueError where the graph is no tree on the way."""
        way = [node]
        while parents := self.parents[way[0]]:
            if len(parents) > 1 or len(way) > len(LEVELS):
                raise ValueError(f"there is more than one way up from {way[0]!r}")
            way.insert(0, next(iter(parents)))
        return way


def pairs(tag_lists: Iterable[Sequence[str]]) -> Counter[tuple[str, str]]:
    """How many posts use two tags together: (smaller, larger) -> posts."""
    return Counter(pair for tags in tag_lists for pair in combinations(sorted(set(tags)), 2))


def communities(together: Counter[tuple[str, str]], seed: int = 1, resolution: float = 1.0) -> list[set[str]]:
    """Groups of tags by Louvain's method, the largest first; ``resolution`` above 1 makes smaller groups."""
    import networkx

    graph = networkx.Graph()
    # The order of nodes and edges decides between equal gains, so it must not depend on a set's order.
    graph.add_weighted_edges_from((*pair, count) for pair, count in sorted(together.items()))
    found = networkx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed)
    return sorted((set(group) for group in found), key=lambda group: (-len(group), min(group)))


def modularity(together: Counter[tuple[str, str]], groups: Sequence[set[str]]) -> float:
    """Share of joins inside groups, less what chance would give: Q = Σ_g (in_g/m − (degree_g/2m)²)."""
    total = sum(together.values())
    place = {node: at for at, group in enumerate(groups) for node in group}
    inside, degree = Counter[int](), Counter[int]()
    for (a, b), count in together.items():
        degree[place[a]] += count
        degree[place[b]] += count
        if place[a] == place[b]:
            inside[place[a]] += count
    return sum(inside[g] / total - (degree[g] / (2 * total)) ** 2 for g in range(len(groups)))


def agreement(found: Sequence[Hashable], planted: Sequence[Hashable]) -> float:
    """Normalised mutual information of two labellings (arithmetic mean): 1 the same groups, 0 nothing in common."""
    number = len(found)
    if number == 0 or number != len(planted):
        raise ValueError("two labellings of the same things are needed")
    both, one, two = Counter(zip(found, planted, strict=True)), Counter(found), Counter(planted)
    shared = sum(count / number * log(count * number / (one[a] * two[b])) for (a, b), count in both.items())
    spread = sum(-count / number * log(count / number) for counts in (one, two) for count in counts.values())
    return 2 * shared / spread if spread else 1.0
