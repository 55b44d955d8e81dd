"""Every made data set is what its generator makes, and says in its card and in its description that it is made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genmarketing.build.made_data import generators, made_file
from genmarketing.build.refusal import BuildRefused
from genmarketing.cli import main

DATASETS = Path(__file__).resolve().parents[1] / "datasets"
RECORDED = {"claims", "source_checks", "verdict_rules", "published", "references", "glossary"}
"""Data sets that record what others wrote."""
BY_HAND = {"compliance_set", "sentiment_set"}
"""Data sets written for the course by hand, so that no generator can have taught what they examine."""


def test_every_data_set_is_recorded_or_made() -> None:
    assert {path.stem for path in DATASETS.glob("*.csv")} - RECORDED - BY_HAND == set(generators())


@pytest.mark.parametrize("name", generators())
def test_the_file_is_what_the_generator_makes(name: str) -> None:
    assert (DATASETS / f"{name}.csv").read_bytes() == made_file(name)


@pytest.mark.parametrize("name", generators())
def test_made_data_says_so(name: str) -> None:
    package = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    described = next(resource for resource in package["resources"] if resource["name"] == name)
    for text in (described["description"], (DATASETS / f"{name}.md").read_text(encoding="utf-8")):
        assert any(word in text for word in ("虚构", "合成", "模拟")), name


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(BuildRefused, match="没有叫「sales」的生成程序"):
        made_file("sales")


def test_the_command_compares(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = next(iter(generators()))
    monkeypatch.setattr("genmarketing.build.made_data.datasets_folder", lambda: tmp_path)
    assert main(["generate", name, "--check"]) == 1
    assert "不一致" in capsys.readouterr().out
    assert main(["generate", name]) == 0
    assert (tmp_path / f"{name}.csv").read_bytes() == (DATASETS / f"{name}.csv").read_bytes()
    assert main(["generate", name, "--check"]) == 0


def test_the_command_names_what_it_can_make(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", "sales"]) == 1
    said = capsys.readouterr()
    assert "没有叫「sales」的生成程序" in said.err
    assert next(iter(generators())) in said.err
