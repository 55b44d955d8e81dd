"""The lists of dependencies agree: pyproject.toml, environment.yml, both locks, and what is installed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distributions, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from genmarketing.course.locking import LEFT_OUT

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = [each for extra in ("author", "grade", "test") for each in PROJECT["optional-dependencies"][extra]]
TOOLS = [each for each in EXTRAS if not each.startswith("genmarketing[")]


def read_lock(tier: str) -> dict[str, tuple[str, int]]:
    """Return package -> (version, number of hashes) of one lock file."""
    locked: dict[str, tuple[str, int]] = {}
    for entry in re.split(r"\n(?=\S)", (ROOT / "locks" / f"{tier}.txt").read_text(encoding="utf-8")):
        found = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", entry)
        if found:
            locked[canonicalize_name(found[1])] = (found[2], entry.count("--hash=sha256:"))
    return locked


def test_environment_yml_equals_pyproject() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, from_pip = environment["dependencies"]
    assert environment["name"] == PROJECT["name"]
    assert conda == [f"python{PROJECT['requires-python']}", "pip"]
    assert from_pip["pip"] == [*PROJECT["dependencies"], *TOOLS, "-e ."]


@pytest.mark.parametrize(("tier", "wanted"), [("study", []), ("test", TOOLS)])
def test_locks_meet_pyproject(tier: str, wanted: list[str]) -> None:
    locked = read_lock(tier)
    for text in [*PROJECT["dependencies"], *wanted, "hatchling", "editables"]:
        requirement = Requirement(text)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)][0]), text
    assert all(hashes for _, hashes in locked.values()), "each package has its hashes"
    assert not set(LEFT_OUT) & set(locked)


def test_both_tiers_lock_the_same_versions() -> None:
    study, test = read_lock("study"), read_lock("test")
    assert study.items() <= test.items()


def test_installed_packages_meet_each_other() -> None:
    """Do what `pip check` does: leaving packages out of the lock must break none of the others."""
    unmet = []
    for distribution in distributions():
        for text in distribution.requires or []:
            requirement = Requirement(text)
            if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
                continue
            try:
                met = requirement.specifier.contains(version(requirement.name), prereleases=True)
            except ModuleNotFoundError:
                met = False
            if not met:
                unmet.append(f"{distribution.name}: {text}")
    assert not unmet
