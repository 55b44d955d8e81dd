"""Hands in objects and bytes that run code in whoever unpickles them, and writes pickles to the connection.

Nobody unpickles: answers cross as JSON. Bytes are no answer, an object of an unknown class has no form, and a pickle is no line of JSON.
"""

# 题目: chain_success
import pickle

class Bomb:
    def __reduce__(self):
        return (open, ("PLANTED_FOLDER/exploded", "w"))

def chain_success(steps, error, choices):
    return Bomb()

# %%
# 题目: group_advantages
def group_advantages(prompts, rewards):
    import os
    for protocol in range(6):
        os.write(3, pickle.dumps(Bomb(), protocol) + b"\n")
    return [pickle.dumps(Bomb())]
