"""Content as a production line: the slowest station sets the pace, and rework is work done twice.

A piece passes the stations in order; the last one sends a share of them back to an earlier one. Work per usable piece::

    visits = 1/(1 − rework)  at the stations of the loop, 1 before it        load = visits · hours
    pieces a week = min over stations of people·hours_a_week / load          (the bottleneck)

Money is best spread so that no station waits for another: hours in proportion to loads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

WEEK = 40.0
"""Hours of one person in a week."""


@dataclass(frozen=True)
class Station:
    """One step of the work.

    Attributes:
        name: what is done.
        hours: work on one piece, in hours.
        people: who do it.
        wage: yuan for an hour.
        in_loop: whether a piece that is sent back passes here again.
    """

    name: str
    hours: float
    people: float
    wage: float
    in_loop: bool = True


LINE = (
    Station("选题", hours=1.0, people=1.0, wage=90, in_loop=False),
    Station("脚本", hours=3.0, people=2.0, wage=80),
    Station("制作", hours=8.0, people=4.0, wage=80),
    Station("审核", hours=1.5, people=1.0, wage=110),
)
"""A made team of eight."""


@dataclass(frozen=True)
class Line:
    """Stations in order and the share of pieces that the last one sends back."""

    stations: tuple[Station, ...]
    rework: float

    def __post_init__(self) -> None:
        if not 0 <= self.rework < 1:
            raise ValueError(f"the share sent back lies in [0, 1), not {self.rework}")

    def load(self, station: Station) -> float:
        """Hours of a station for one usable piece."""
        return station.hours / (1 - self.rework) if station.in_loop else station.hours

    def capacity(self, station: Station) -> float:
        """Usable pieces a week that a station could carry."""
        return station.people * WEEK / self.load(station)

    @property
    def bottleneck(self) -> Station:
        """The station that sets the pace."""
        return min(self.stations, key=self.capacity)

    @property
    def pieces(self) -> float:
        """Usable pieces a week."""
        return self.capacity(self.bottleneck)

    @property
    def weekly_cost(self) -> float:
        """Yuan a week: people are paid whether they wait or not."""
        return sum(station.people * WEEK * station.wage for station in self.stations)

    @property
    def cost_per_piece(self) -> float:
        """Yuan for one usable piece."""
        return self.weekly_cost / self.pieces

    def busy(self, station: Station) -> float:
        """Share of its time in which a station works, at the line's pace."""
        return self.pieces / self.capacity(station)


def with_ai(line: Line, faster: float, rework: float) -> Line:
    """Scripts and making take ``faster`` times fewer hours; the reviewers send back another share."""
    helped = {"脚本", "制作"}
    stations = tuple(
        replace(station, hours=station.hours / faster) if station.name in helped else station
        for station in line.stations
    )
    return Line(stations, rework)


def balanced(line: Line, weekly_budget: float) -> Line:
    """Spread a weekly budget so that all stations have the same capacity; people may be fractions (part time)."""
    price = sum(line.load(station) * station.wage for station in line.stations)
    pieces = weekly_budget / price
    stations = tuple(replace(station, people=pieces * line.load(station) / WEEK) for station in line.stations)
    return Line(stations, line.rework)
