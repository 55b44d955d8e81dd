"""The marker's end of a sandbox: starts the warm process, sends jobs, reads answers, and never believes more than it must."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from genmarketing.grading.bubblewrap import NoSandbox, command
from genmarketing.grading.inside.isolation import Limits
from genmarketing.grading.inside.worker import GO, READY
from genmarketing.grading.stripped import lay_out
from genmarketing.workbook.handed import Handed

GRACE = 1.0
"""Seconds that a step may take longer than its own limit, before its process is ended from outside."""

STARTS = 24
"""How often one submission is started again without the step that ended or hung it."""


@dataclass
class Answers:
    """What came out of the sandbox for one submission.

    Args:
        handed: question -> what was handed in, one for each set of cases; absent where the process was lost over it.
        lost: question or cell number -> why its process ended (`time`, `ended`, `output`).
        failures: cell number -> what it raised.
        seconds: question -> time that the learner's own code took.
        starts: how many processes it took.
    """

    handed: dict[str, list[Handed]] = field(default_factory=dict)
    lost: dict[str | int, str] = field(default_factory=dict)
    failures: dict[int, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    starts: int = 0


class Sandbox:
    """One warm process behind the wall. Use it as a context; one job at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._stack = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def __enter__(self) -> Self:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="grading-")))
        self._stripped = lay_out(folder)
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        self._stack.close()

    def run(self, job: dict[str, Any]) -> Answers:
        """Run one submission; see `genmarketing.grading.inside.session` for what a job holds.

        A step that hangs or ends its process costs that step: the submission is started again without it.
        """
        answers = Answers()
        wanted = list(job["questions"])
        skip: list[int] = []
        doubted: set[str | int] = set()
        end = time.monotonic() + self.limits.total_seconds
        while answers.starts < STARTS and time.monotonic() < end:
            answers.starts += 1
            rest = [each for each in wanted if each["name"] not in answers.handed and each["name"] not in answers.lost]
            step, why = self._once({**job, "questions": rest, "skip": skip}, answers, end)
            if step is None:
                return answers
            if why == "ended" and step not in doubted:
                # Perhaps somebody else ended it: the system short of memory, a teacher. Only what ends twice ends by itself.
                doubted.add(step)
                continue
            answers.lost[step] = why
            if isinstance(step, int):
                skip.append(step)
        for each in wanted:
            if each["name"] not in answers.handed:
                answers.lost.setdefault(each["name"], "time")
        return answers

    def _once(self, job: dict[str, Any], answers: Answers, end: float) -> tuple[str | int | None, str]:
        """Run until the end or until a step is lost; return that step and why, or None."""
        names = {each["name"] for each in job["questions"]}
        sets = {each["name"]: len(each["cases"]) if each["kind"] == "function" else 1 for each in job["questions"]}
        step: str | int | None = 0
        reading, writing = os.pipe()
        try:
            self._send(job, writing)
            os.close(writing)
            lines = _Lines(reading, self.limits.output * 1024 * 1024)
            allowed = self.limits.seconds
            while True:
                line = lines.read(min(time.monotonic() + allowed + GRACE, end))
                match line:
                    case {"begins": int(number)}:
                        step, allowed = number, self.limits.seconds
                    case {"cell": int(number), "failure": str(failure)}:
                        answers.failures[number] = failure[:300]
                    case {"asks": str(name)} if name in names:
                        step, allowed = name, self.limits.seconds * sets[name]
                    case {"question": str(name), "handed": list(handed), "seconds": int() | float() as seconds} if (
                        name in names and len(handed) == sets[name]
                    ):
                        answers.handed.setdefault(name, [Handed.from_plain(each) for each in handed])
                        answers.seconds[name] = float(seconds)
                    case {"end": True}:
                        return None, ""
                    case {"isolation": str(reason)}:
                        raise NoSandbox(
                            f"系统不让沙箱为每份作业单独隔离（{reason}）。请换一台允许用户命名空间的机器批改。"
                        )
                    case _:
                        return step, "output"
        except TimeoutError:
            return step, "time"
        except (EOFError, ValueError):
            return step, "ended"
        finally:
            os.close(reading)

    def _send(self, job: dict[str, Any], writing: int) -> None:
        memory = os.memfd_create("job")
        try:
            with os.fdopen(os.dup(memory), "wb") as file:
                file.write(json.dumps(job).encode())
            for _ in range(2):
                try:
                    assert self._control is not None
                    socket.send_fds(self._control, [GO], [memory, writing])
                    return
                except OSError:
                    self._stop()
                    self._start()
        finally:
            os.close(memory)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                command(self._stripped, theirs.fileno(), self.limits),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
        self._control = ours
        if ours.recv(1) != READY:
            said = self._process.stderr.read().decode(errors="replace") if self._process.stderr else ""
            raise NoSandbox(f"沙箱没有启动起来：{said.strip()[-300:]}")

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stderr:
                self._process.stderr.close()


class _Lines:
    """Reads JSON lines from a pipe, never more than `most` bytes in all."""

    def __init__(self, descriptor: int, most: int) -> None:
        self._descriptor = descriptor
        self._left = most
        self._waiting = bytearray()

    def read(self, until: float) -> Any:
        """Return the next line's value.

        Raises:
            TimeoutError: nothing came in time.
            EOFError: the other end is closed.
            ValueError: too much was written, or it is no JSON.
        """
        while (at := self._waiting.find(b"\n")) < 0:
            if not select.select([self._descriptor], [], [], max(until - time.monotonic(), 0))[0]:
                raise TimeoutError
            chunk = os.read(self._descriptor, 1 << 16)
            self._left -= len(chunk)
            if not chunk:
                raise EOFError
            if self._left < 0:
                raise ValueError("too much output")
            self._waiting += chunk
        line = bytes(self._waiting[:at])
        del self._waiting[: at + 1]
        try:
            return json.loads(line)
        except RecursionError:
            raise ValueError("nested too deeply") from None
