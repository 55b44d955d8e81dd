def slogan_strengths(votes, items, prior):
    from math import exp, log

    wins = [[0.0 if i == j else prior for j in range(items)] for i in range(items)]
    for winner, loser in votes:
        wins[winner][loser] += 1
    strength = [1.0] * items
    for _ in range(4000):
        new = []
        for i in range(items):
            won = sum(wins[i])
            games = sum((wins[i][j] + wins[j][i]) / (strength[i] + strength[j]) for j in range(items) if j != i)
            new.append(won / games)
        centre = exp(sum(map(log, new)) / items)
        new = [each / centre for each in new]
        moved = max(abs(log(a / b)) for a, b in zip(new, strength))
        strength = new
        if moved < 1e-13:
            break
    return {i: log(s) for i, s in enumerate(strength)} and tuple(log(s) for s in strength)
