"""Calls a server that listens on this very machine: TCP, UDP, IPv6, a socket without a path, by Python and by bare system calls.

The filter refuses sockets; the network namespace behind it has no interface that is up, and no socket of others in it.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import ctypes
    import socket
    libc = ctypes.CDLL(None, use_errno=True)
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            for address in (("127.0.0.1", LISTENING_PORT), ("::1", LISTENING_PORT), "\0LISTENING_NAME"):
                try:
                    with socket.socket(family, kind) as caller:
                        caller.settimeout(0.2)
                        caller.connect(address)
                        caller.send(b"answers, please")
                except (OSError, TypeError):
                    pass
    descriptor = libc.syscall(41, 2, 1, 0)
    raise ConnectionError(f"socket {descriptor}, error {ctypes.get_errno()}")
