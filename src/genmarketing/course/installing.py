"""Runs an installer, shows how far it is, and keeps what it printed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

_EVERY_ON_A_TERMINAL = 0.5
_EVERY_IN_A_LOG = 15.0


def run_with_progress(
    command: list[str], what: str, variables: dict[str, str], *, lock: int, of: int = 0
) -> tuple[int, str]:
    """Run a command to its end and return its exit code and everything it printed.

    Args:
        command: program and arguments.
        what: what is being done, in Chinese; shown with the seconds gone by.
        variables: environment variables of the command.
        lock: descriptor of the lock file, which the command inherits and so keeps while it runs.
        of: how many packages are to come; pip names each as it goes, uv does not.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        command,
        env=variables,
        pass_fds=(lock,) if os.name == "posix" else (),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    lines: list[str] = []
    reader = threading.Thread(target=_collect, args=(process, lines), daemon=True)
    reader.start()
    terminal = sys.stdout.isatty()
    every = _EVERY_ON_A_TERMINAL if terminal else _EVERY_IN_A_LOG
    try:
        _show(what, started, lines, of, terminal)
        while reader.is_alive():
            reader.join(every)
            if reader.is_alive():
                _show(what, started, lines, of, terminal)
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        if terminal:
            print(flush=True)
    return code, "".join(lines)


def _collect(process: subprocess.Popen[str], lines: list[str]) -> None:
    if process.stdout is None:
        raise ValueError("the process has no pipe to read from")
    lines.extend(process.stdout)


def _show(what: str, started: float, lines: list[str], of: int, terminal: bool) -> None:
    fetched = sum(line.startswith("Collecting ") for line in lines)
    if any(line.startswith("Installing collected packages") for line in lines):
        count = f"，{fetched} 个已取得，正在写入"
    elif fetched:
        count = f"，已取得 {fetched}/{of} 个"
    else:
        count = f"，共 {of} 个" if of else ""
    text = f"{what}{count}……已用 {time.monotonic() - started:.0f} 秒"
    print(f"\r{text}   " if terminal else text, end="" if terminal else "\n", flush=True)
