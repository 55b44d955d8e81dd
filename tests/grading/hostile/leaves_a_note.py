"""Leaves something for the next submission wherever two might meet: files, memory files, locks, names of sockets and queues, environment, modules, random state.

The next one is a copy of a process that never ran anything, in namespaces and a folder of its own: see the test that looks for the note.
"""

import ctypes
import os
import random
import socket
import sys
import types

import numpy

sys.modules["note"] = types.ModuleType("note")
sys.modules["note"].text = "PLANTED note"
os.environ["NOTE"] = "PLANTED note"
random.seed(1)
numpy.random.seed(1)
numpy.note = "PLANTED note"
for folder in ("/scratch", "/tmp", "/dev/shm", "/var/tmp", "/course", os.getcwd()):
    try:
        open(os.path.join(folder, "note"), "w").write("PLANTED note")
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
libc.shmget(4711, 4096, 0o1666)
libc.msgget(4711, 0o1666)
libc.semget(4711, 1, 0o1666)
libc.sethostname(b"note", 4)
raise SystemExit("字条留下了")
