"""The warm process inside bubblewrap: loads the numeric libraries once, then keeps one isolated process ready for the next submission.

Started as `python -m genmarketing.grading.inside.worker FD LIMITS`; FD is a Unix socket to the marker. Over it come connections, each to
one process that waits in namespaces of its own; the marker asks for the next with one byte. Over a connection the marker sends one
job (eight bytes of length, then JSON), and lines of JSON come back. Closing it ends the process and all that came from it.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from importlib import import_module
from typing import NoReturn

from genmarketing.grading.inside.isolation import (
    Limits,
    be_first_to_go,
    check_readable,
    confine,
    end,
    give_up_root,
    leave_for_new_namespaces,
    remember_address_space,
)
from genmarketing.grading.inside.session import run
from genmarketing.grading.inside.watching import Guard

READY = b"r"
NEXT = b"n"
LENGTH = 8

_LINE, _BEGUN = 3, 4
_MOST_FILES = 256
"""Open files of the warm process and the guards: none has a higher number, so that all can be closed for a submission."""

_LIBRARIES = ("numpy", "pandas", "scipy.optimize", "scipy.special", "scipy.stats", "genmarketing.data")


def main() -> None:
    """Keep a process ready until the marker closes the socket."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, most))
    control = socket.socket(fileno=int(sys.argv[1]))
    limits = Limits(**json.loads(sys.argv[2]))
    _warm()
    remember_address_space()
    if limits.walls:
        give_up_root()
        check_readable(str(sys.modules[library].__file__) for library in _LIBRARIES)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the guards, so none becomes a zombie
    while True:
        ours, theirs = socket.socketpair()
        if os.fork() == 0:
            try:
                control.close()
                ours.close()
                _guard(theirs, limits)
            finally:
                end(1)  # whatever went wrong, this is not the warm process
        theirs.close()
        socket.send_fds(control, [READY], [ours.fileno()])
        ours.close()
        if not control.recv(1):
            return


def _warm() -> None:
    """Load what workbooks use, so that a fork has it already."""
    for library in _LIBRARIES:
        import_module(library)
    gc.collect()
    gc.freeze()  # a collection in a fork would copy every page it touches


def _guard(line: socket.socket, limits: Limits) -> NoReturn:
    """Start the process for one submission, and end it when it has to end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    proc = os.open("/proc", os.O_RDONLY)  # opened while it still shows this process
    ours, theirs = os.pipe()
    scratch = ""
    try:
        if limits.walls:
            leave_for_new_namespaces(limits)
        else:
            be_first_to_go()
            scratch = tempfile.mkdtemp()
            os.chdir(scratch)
    except OSError as error:
        _cannot(line, error)
    inside = os.fork()
    if inside == 0:
        _perform(line, theirs, limits)
    os.close(theirs)
    guard = Guard(inside, proc, line.fileno(), ours, limits)
    try:
        guard.watch()
    except BaseException:
        traceback.print_exc()  # reaches the marker's log; the submission has other descriptors
    finally:
        guard.end()
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        end(0)


def _perform(line: socket.socket, begun: int, limits: Limits) -> NoReturn:
    """Wait for the job, then run it; nothing of the warm process but its memory and one connection comes along."""
    _keep_only(line.detach(), begun)
    connection = socket.socket(fileno=_LINE)
    try:
        confine(limits)
    except (OSError, ValueError, OverflowError) as error:
        _cannot(connection, error)
    try:
        with connection.makefile("rb") as incoming:
            work = json.loads(incoming.read(int.from_bytes(incoming.read(LENGTH), "big")))
        os.close(_BEGUN)
        with connection.makefile("wb") as answers:
            run(work, answers)
    finally:
        end(0)


def _keep_only(line: int, begun: int) -> None:
    """Leave this process three descriptors that lead nowhere, the connection as 3 and the pipe to the guard as 4."""
    kept = [os.dup(line), os.dup(begun)]
    nothing = os.open(os.devnull, os.O_RDWR)
    high = [os.dup2(each, 100 + place) for place, each in enumerate([nothing, nothing, nothing, *kept])]
    for place, each in enumerate(high):
        os.dup2(each, place)
    os.closerange(len(high), _MOST_FILES)


def _cannot(line: socket.socket, error: Exception) -> NoReturn:
    line.sendall(json.dumps({"isolation": str(error)}).encode() + b"\n")
    end(1)


if __name__ == "__main__":
    main()
