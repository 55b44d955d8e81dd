"""Fixtures of the grading tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def solution() -> dict[str, Any]:
    """The solved workbook 01 as it lies in the repository; copy it before changing it."""
    return dict(json.loads((ROOT / "solutions" / "01_moe_reasoning.ipynb").read_text(encoding="utf-8")))
