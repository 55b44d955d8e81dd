"""What a measurement comes to: distributions, and sections of a Markdown report."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("genmarketing", "jupyterlab", "ipykernel", "plotly", "anywidget", "pandas", "numpy")


@dataclass(frozen=True)
class Distribution:
    """Repeated measurements of one thing.

    Args:
        seconds: the single measurements, in the order in which they were made; at least one.
    """

    seconds: tuple[float, ...]

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Distribution:
        """Return the distribution of some measurements."""
        return cls(tuple(seconds))

    @property
    def count(self) -> int:
        """How many measurements there are."""
        return len(self.seconds)

    @property
    def median(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """The 95th percentile, in seconds; of fewer than twenty measurements, the slowest."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]

    def over(self, budget: float) -> int:
        """Return how many measurements took longer than `budget` seconds."""
        return sum(value > budget for value in self.seconds)


@dataclass(frozen=True)
class Section:
    """One table of the report.

    Args:
        title: heading.
        method: what was timed and how, in a few sentences.
        columns: names of the columns.
        rows: the cells, as text.
        finding: what the table says, in a sentence.
    """

    title: str
    method: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    finding: str

    def markdown(self) -> str:
        """Return the section as Markdown."""
        line = "| {} |".format
        table = [line(" | ".join(self.columns)), "|---|" + "---:|" * (len(self.columns) - 1)]
        table += [line(" | ".join(row)) for row in self.rows]
        return "\n".join([f"## {self.title}", "", self.method, "", *table, "", f"**{self.finding}**"])


def milliseconds(seconds: float) -> str:
    """Format a time of less than some seconds."""
    return f"{1000 * seconds:.1f} ms"


def seconds(value: float) -> str:
    """Format a time of a second or more."""
    return f"{value:.2f} s"


def report(name: str, section: Section) -> str:
    """Return the report on one measurement as Markdown."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    head = [
        "# Measurements",
        "",
        f"Written by `python3 benchmarks/run.py {name}` on {date.today().isoformat()}; "
        "do not edit. Times belong to this machine and to what else it was doing; ratios within one run travel better.",
        "",
        f"- Machine: {machine()}",
        f"- Python {platform.python_version()}, {packages}",
    ]
    return "\n".join(head) + f"\n\n{section.markdown()}\n"


def machine() -> str:
    """Return system, processor and memory, as far as the system tells."""
    import os

    parts = [f"{platform.system()} {platform.machine()}", f"{os.cpu_count()} CPUs"]
    described = Path("/proc/cpuinfo")
    if described.exists():
        models = [line.split(":", 1)[1].strip() for line in described.read_text().splitlines() if "model name" in line]
        parts[1:1] = models[:1]
    memory = Path("/proc/meminfo")
    if memory.exists():
        parts.append(f"{int(memory.read_text().split()[1]) / 2**20:.0f} GiB")
    return ", ".join(parts)
