"""Asks the interpreter to end: `sys.exit`, `exit`, `quit`, a raised SystemExit, in a cell and in a function.

All of them are exceptions, and exceptions are caught where cells and functions are called. The function is told to use `return`.
"""

import sys
raise SystemExit("到此为止")

# %%
# 题目: chain_success
def chain_success(steps, error, choices):
    try:
        exit()
    except BaseException:
        pass
    try:
        quit(1)
    finally:
        sys.exit("再见")
