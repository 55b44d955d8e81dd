"""Speaks of lengths that are not: eight bytes that promise 2⁶³ more, a line without an end, ten thousand empty lines, half a line and then nothing.

The marker reads lines, counts them and their bytes, and believes no length.
"""

# 题目: chain_success
def chain_success(steps, error, choices):
    import os
    os.write(3, (2**63 - 1).to_bytes(8, "big") + b"\n")
    os.write(3, b"\n" * 10_000)
    os.write(3, b'{"question": "chain_success", "handed": [')
    return 123.0

# %%
# 题目: group_advantages
def group_advantages(prompts, rewards):
    import os
    import time
    os.write(3, b'{"question": "group_advantages", "handed": [' + b"1," * 100_000)
    time.sleep(1000)
