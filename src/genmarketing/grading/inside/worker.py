"""The warm process inside bubblewrap: loads the numeric libraries once, then forks one isolated process for each submission.

Started as `python -m genmarketing.grading.inside.worker FD LIMITS`; FD is a Unix socket to the marker. Each message on it carries two file
descriptors: a memory file that holds the job, and the pipe for the answers. The marker ends a job by closing its end of that pipe.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from importlib import import_module

from genmarketing.grading.inside.isolation import Limits, end, isolate, remember_address_space
from genmarketing.grading.inside.session import run

READY = b"r"
GO = b"g"


def main() -> None:
    """Serve jobs until the marker closes the socket."""
    control = socket.socket(fileno=int(sys.argv[1]))
    limits = Limits(**json.loads(sys.argv[2]))
    _warm()
    remember_address_space()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the supervisors, so none becomes a zombie
    control.sendall(READY)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            _supervise(descriptors[0], descriptors[1], limits)
        for descriptor in descriptors:
            os.close(descriptor)


def _warm() -> None:
    """Load what workbooks use, so that a fork has it already."""
    for library in ("numpy", "pandas", "scipy.optimize", "scipy.special", "scipy.stats"):
        import_module(library)
    gc.collect()
    gc.freeze()  # a collection in a fork would copy every page it touches


def _supervise(job: int, answers: int, limits: Limits) -> None:
    """Isolate a process for the job, and end it when its time is up or nobody listens any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        inside = isolate(limits)
    except OSError as error:
        os.write(answers, json.dumps({"isolation": str(error)}).encode() + b"\n")
        end(1)
    if inside == 0:
        _perform(job, answers)
    os.close(job)
    ended = os.pidfd_open(inside)
    waiting = select.poll()
    waiting.register(ended, select.POLLIN)
    waiting.register(answers, 0)  # an error event comes when the other end is closed
    deadline = time.monotonic() + limits.total_seconds
    events = waiting.poll(max(deadline - time.monotonic(), 0) * 1000)
    if not any(descriptor == ended for descriptor, _ in events):
        os.kill(inside, signal.SIGKILL)
    os.waitpid(inside, 0)
    end(0)


def _perform(job: int, answers: int) -> None:
    with open(job, "rb") as file:
        file.seek(0)
        work = json.loads(file.read())
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, answers)
    os.closerange(answers + 1, 256)
    try:
        with open(answers, "wb", buffering=0) as file:
            run(work, file)
    finally:
        end(0)


if __name__ == "__main__":
    main()
