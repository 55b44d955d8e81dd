"""Calls the world: names, web, the host of a virtual machine, the kernel's own sockets, Bluetooth and raw packets.

The filter refuses every kind of socket, so a name cannot even be asked for.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import socket
    import urllib.request
    for call in (
        lambda: urllib.request.urlopen("http://1.1.1.1/", timeout=0.3),
        lambda: urllib.request.urlopen("https://example.org/", timeout=0.3),
        lambda: socket.create_connection(("8.8.8.8", 53), timeout=0.3),
        lambda: socket.getaddrinfo("example.org", 443),
        *(lambda family=family: socket.socket(family, socket.SOCK_RAW) for family in range(1, 46)),
    ):
        try:
            call()
        except (OSError, ValueError):
            continue
        raise SystemError("a socket was made")
    raise ConnectionError("nothing was reached")
