"""The committed notebooks are what their sources make now. In a file of its own, so that it runs beside the others."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from genmarketing.build import build

OTHER_PROCESSOR = {
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F",
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX",
    "OPENBLAS_CORETYPE": "Nehalem",
}
"""Makes exp, log, sums and matrix products round as on a processor of 2008, each library in its own way of saying so."""


def test_the_committed_notebooks_are_what_their_sources_make(capsys: pytest.CaptureFixture[str]) -> None:
    code = build(check=True)
    said = capsys.readouterr()
    assert code == 0, said.out[-8000:] + said.err
    assert "：一致" in said.out, "nothing was compared"


@pytest.mark.full
@pytest.mark.skipif(platform.machine() != "x86_64" or platform.libc_ver()[0] != "glibc", reason="needs glibc on x86-64")
def test_another_processor_makes_the_same() -> None:
    command = [sys.executable, "-m", "genmarketing.cli", "build", "--check"]
    done = subprocess.run(command, env=os.environ | OTHER_PROCESSOR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
