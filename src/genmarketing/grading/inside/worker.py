"""The warm process inside bubblewrap: loads the numeric libraries once, then forks itself for one submission after the other.

Started as `python -m genmarketing.grading.inside.worker FD LIMITS LIBRARY …`; FD is a Unix socket to the marker. Over it come connections,
each to one process that waits in namespaces of its own; the marker asks for the next with one byte. Over a connection the marker sends
one job (eight bytes of length, then JSON), and lines of JSON come back. Closing it ends the process and all that came from it.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import socket
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import NoReturn

from genmarketing.grading.inside.isolation import (
    Limits,
    ProcessNamespaces,
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
"""Open files of the warm process: none has a higher number, so that all can be closed for a submission."""


def main() -> None:
    """Keep a process ready until the marker closes the socket."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, most))
    control = socket.socket(fileno=int(sys.argv[1]))
    limits = Limits(**json.loads(sys.argv[2]))
    libraries = sys.argv[3:]
    _warm(libraries)
    remember_address_space()
    namespaces = None
    if limits.walls:
        give_up_root()
        check_readable(str(sys.modules[library].__file__) for library in libraries)
        try:
            namespaces = ProcessNamespaces()
        except OSError as error:
            _say_why_not(control, error)
            return
    while True:
        _serve_one(control, limits, namespaces)
        if not control.recv(1):
            return


def _warm(libraries: Sequence[str]) -> None:
    """Load what workbooks use, so that a fork has it already."""
    for library in libraries:
        import_module(library)
    gc.collect()
    gc.freeze()  # a collection in a fork would copy every page it touches


def _serve_one(control: socket.socket, limits: Limits, namespaces: ProcessNamespaces | None) -> None:
    """Make a process for one submission, hand the marker its connection, and end it when it has to end."""
    ours, theirs = socket.socketpair()
    begun, begins = os.pipe()
    with ExitStack() as to_close:
        to_close.enter_context(theirs)
        to_close.callback(os.close, begun)
        scratch = "" if limits.walls else tempfile.mkdtemp()
        inside = os.fork() if namespaces is None else namespaces.fork()
        if inside == 0:
            _perform(theirs, begins, scratch, limits)
        os.close(begins)
        socket.send_fds(control, [READY], [ours.fileno()])
        ours.close()
        guard = Guard(inside, theirs.fileno(), begun, limits)
        try:
            guard.watch()
        finally:
            guard.end()
            if scratch:
                shutil.rmtree(scratch, ignore_errors=True)


def _perform(line: socket.socket, begins: int, scratch: str, limits: Limits) -> NoReturn:
    """Wait for the job, then run it; nothing of the warm process but its memory and one connection comes along."""
    try:
        _keep_only(line.detach(), begins)
        connection = socket.socket(fileno=_LINE)
        try:
            if limits.walls:
                leave_for_new_namespaces(limits)
            else:
                be_first_to_go()
                os.chdir(scratch)
            confine(limits)
        except (OSError, ValueError, OverflowError) as error:
            _cannot(connection, error)
            end(1)
        with connection.makefile("rb") as incoming:
            work = json.loads(incoming.read(int.from_bytes(incoming.read(LENGTH), "big")))
        os.close(_BEGUN)
        with connection.makefile("wb") as answers:
            run(work, answers)
    finally:
        end(0)  # whatever went wrong, this is not the warm process


def _keep_only(line: int, begins: int) -> None:
    """Leave this process three descriptors that lead nowhere, the connection as 3 and the pipe that says when it begins as 4."""
    kept = [os.dup(line), os.dup(begins)]
    nothing = os.open(os.devnull, os.O_RDWR)
    high = [os.dup2(each, 100 + place) for place, each in enumerate([nothing, nothing, nothing, *kept])]
    for place, each in enumerate(high):
        os.dup2(each, place)
    os.closerange(len(high), _MOST_FILES)


def _say_why_not(control: socket.socket, error: Exception) -> None:
    """Hand the marker a connection over which nothing comes but the reason why there can be no submission."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        _cannot(theirs, error)
        socket.send_fds(control, [READY], [ours.fileno()])
    control.recv(1)


def _cannot(line: socket.socket, error: Exception) -> None:
    line.sendall(json.dumps({"isolation": str(error)}).encode() + b"\n")


if __name__ == "__main__":
    main()
