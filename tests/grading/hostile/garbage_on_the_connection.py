"""Writes what is no text: random bytes, half characters, NUL, control characters, numbers that are none.

What is no line of ASCII and JSON ends the step. The submission is started again without it.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import os
    os.write(3, bytes(range(256)) * 16 + b"\n")
    os.write(3, b'{"begins": NaN}\n{"begins": 1e999}\n"\\ud800"\n\xff\xfe\n' + os.urandom(4096))
    return 123.0
