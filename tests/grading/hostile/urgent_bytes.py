"""Sends urgent bytes through a pair of sockets, by which programs have broken out of other sandboxes into the kernel.

Sending and receiving with that flag is refused, and so are the calls in which it could be hidden behind a pointer.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import socket
    ours, theirs = socket.socketpair()
    done = []
    for name, act in (
        ("send", lambda: ours.send(b"!", socket.MSG_OOB)),
        ("sendto", lambda: ours.sendto(b"!", socket.MSG_OOB, "")),
        ("sendmsg", lambda: ours.sendmsg([b"!"], [], socket.MSG_OOB)),
        ("recv", lambda: theirs.recv(1, socket.MSG_OOB)),
        ("recvmsg", lambda: theirs.recvmsg(1, 100, socket.MSG_OOB)),
    ):
        try:
            act()
            done.append(name)
        except PermissionError:
            pass
    raise PermissionError(f"done: {done}")
