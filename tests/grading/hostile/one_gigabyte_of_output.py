"""Prints a gigabyte, writes a gigabyte to the descriptors behind `print`, and returns a text of a hundred megabytes.

What is printed is dropped as it comes; descriptors 0 to 2 lead nowhere; and an answer has a longest text, counted before it is sent.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import os
    import sys
    line = "很多很多" * 250_000
    for _ in range(50):
        print(line)
        sys.stderr.write(line)
        os.write(1, line.encode())
        os.write(2, line.encode())
    return "字" * 50_000_000
