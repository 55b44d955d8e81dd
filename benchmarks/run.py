"""Measures the course and writes `benchmarks/results/<name>.md`: `python3 benchmarks/run.py [--quick] [name …]`.

Runs in the course's own environment, which it makes where there is none (as `course.py test` does). Nothing here is a
test: no time is ever asserted, for it belongs to the machine. What is reported are distributions, and ratios within one run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
MEASUREMENTS = ("imports", "cards", "start", "notebooks", "widgets", "grading")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the report; return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks/run.py", description="Measure the course.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"only these, of {', '.join(MEASUREMENTS)}")
    parser.add_argument("--quick", action="store_true", help="few repetitions, to see that it works; not written")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(MEASUREMENTS)
    if unknown:
        parser.error(f"no measurement is called {', '.join(sorted(unknown))}")
    from report import report

    for name in options.names or MEASUREMENTS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        text = report(name, import_module(name).measure(options.quick))
        print(text, flush=True)
        if not options.quick:
            (RESULTS / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    return 0


def in_environment() -> int:
    """Run this file again with the Python of the course's environment."""
    sys.path.insert(0, str(ROOT / "src"))
    from genmarketing.course.environment import Environment, Tier

    environment = Environment(ROOT)
    environment.ensure(Tier.TEST)
    return subprocess.call([environment.python, __file__, *sys.argv[1:]], env=environment.variables())


if __name__ == "__main__":
    sys.exit(main() if Path(sys.prefix) == ROOT / ".venv" else in_environment())
