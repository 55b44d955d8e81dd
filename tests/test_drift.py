"""The committed notebooks are what their sources make now. In a file of its own, so that it runs beside the others."""

from __future__ import annotations

import pytest

from genmarketing.build import build


def test_the_committed_notebooks_are_what_their_sources_make(capsys: pytest.CaptureFixture[str]) -> None:
    code = build(check=True)
    said = capsys.readouterr()
    assert code == 0, said.out[-8000:] + said.err
    assert "：一致" in said.out, "nothing was compared"
