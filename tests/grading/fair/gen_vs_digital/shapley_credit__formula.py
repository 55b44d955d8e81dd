from itertools import combinations
from math import factorial


def shapley_credit(channels, sales):
    n = len(channels)
    credit = {}
    for channel in channels:
        others = [c for c in channels if c != channel]
        total = 0
        for size in range(n):
            for group in combinations(others, size):
                with_it = "+".join(c for c in channels if c in group or c == channel)
                total += factorial(size) * factorial(n - size - 1) * (sales[with_it] - sales["+".join(group)])
        credit[channel] = total / factorial(n)
    return credit
