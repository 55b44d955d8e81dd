from fractions import Fraction


def solved(matrix, right):
    """Gauss and Jordan with exact fractions."""
    n = len(right)
    rows = [list(matrix[i]) + [right[i]] for i in range(n)]
    for i in range(n):
        pivot = next(j for j in range(i, n) if rows[j][i] != 0)
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(n):
            if j != i:
                factor = rows[j][i]
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i])]
    return [row[-1] for row in rows]


def markov_credit(paths):
    names = ["START"]
    for path, _ in paths:
        for channel in path:
            if channel not in names:
                names.append(channel)
    n = len(names)
    moves = [[Fraction(0)] * n for _ in names]
    sale, out = [Fraction(0)] * n, [0] * n
    for path, bought in paths:
        steps = [0] + [names.index(channel) for channel in path]
        for here, there in zip(steps, steps[1:]):
            moves[here][there] += 1
        sale[steps[-1]] += int(bought)
        for step in steps:
            out[step] += 1

    def chance(gone):
        matrix = [[Fraction(int(i == j)) - (0 if j == gone else moves[i][j] / out[i]) for j in range(n)] for i in range(n)]
        return solved(matrix, [sale[i] / out[i] for i in range(n)])[0]

    whole, total = chance(None), sum(bought for _, bought in paths)
    if not total:
        return dict.fromkeys(names[1:], 0)
    effects = [1 - chance(place) / whole for place in range(1, n)]
    return {name: float(total * effect / sum(effects)) for name, effect in zip(names[1:], effects)}
