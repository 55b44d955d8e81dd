"""AIPL as a Markov chain: people flow between awareness, interest, purchase and loyalty, and out again.

AIPL is a platform's convention for cutting an audience into four states, no theory of how people decide. The rates are
to be measured; here they are made. State 0 is «outside» the audience: people who do not know the brand (any more).
"""

from collections.abc import Mapping

import numpy as np

from .arrays import FloatArray, IntArray

STATES = ("未接触", "认知", "兴趣", "购买", "忠诚")
"""Outside, Awareness, Interest, Purchase, Loyalty."""

MONTHLY: Mapping[tuple[str, str], float] = {
    ("未接触", "认知"): 0.06,
    ("认知", "兴趣"): 0.18,
    ("认知", "未接触"): 0.25,
    ("兴趣", "购买"): 0.15,
    ("兴趣", "认知"): 0.30,
    ("购买", "忠诚"): 0.20,
    ("购买", "兴趣"): 0.35,
    ("忠诚", "购买"): 0.12,
    ("忠诚", "未接触"): 0.03,
}
"""Made chances for a month; whoever does not move stays."""


def matrix(moves: Mapping[tuple[str, str], float]) -> FloatArray:
    """Return the transition matrix (5, 5) for chances of moving; the diagonal is what is left.

    ValueError when the chances of leaving a state exceed 1 or one of them is negative.
    """
    table = np.zeros((len(STATES), len(STATES)))
    for (start, end), chance in moves.items():
        if chance < 0:
            raise ValueError(f"the chance from {start} to {end} is negative")
        table[STATES.index(start), STATES.index(end)] = chance
    leaving = table.sum(axis=1)
    if (leaving > 1 + 1e-12).any():
        raise ValueError("the chances of leaving a state exceed 1")
    np.fill_diagonal(table, 1 - leaving)
    return table


def after(table: FloatArray, start: FloatArray, months: int) -> FloatArray:
    """Return the audience (months + 1, 5) month by month, from ``start`` (5,) people or shares."""
    path = [np.asarray(start, dtype=np.float64)]
    for _ in range(months):
        path.append(path[-1] @ table)
    return np.asarray(path)


def stationary(table: FloatArray) -> FloatArray:
    """Return the shares (5,) that no longer change: π = πP, summing to 1.

    ValueError when several such vectors exist, that is when the audience falls into parts that never meet.
    """
    size = len(table)
    equations = np.vstack([table.T - np.eye(size), np.ones(size)])
    if np.linalg.matrix_rank(equations[:-1]) < size - 1:
        raise ValueError("the chain has more than one closed part")
    wanted = np.concatenate([np.zeros(size), [1.0]])
    return np.asarray(np.linalg.lstsq(equations, wanted, rcond=None)[0], dtype=np.float64)


def flows(table: FloatArray, people: FloatArray) -> FloatArray:
    """Return how many people move from row to column in the coming month; the diagonal counts those who stay."""
    return np.asarray(people[:, None] * table, dtype=np.float64)


def months_until(table: FloatArray, target: str) -> FloatArray:
    """Return the mean number of months (5,) until each state first reaches ``target``; 0 for the target itself.

    Solves (I − Q)·h = 1 over the other states.
    """
    goal = STATES.index(target)
    others = [i for i in range(len(table)) if i != goal]
    inner = table[np.ix_(others, others)]
    months = np.zeros(len(table))
    months[others] = np.linalg.solve(np.eye(len(others)) - inner, np.ones(len(others)))
    return months


def simulate(table: FloatArray, people: int, months: int, rng: np.random.Generator) -> IntArray:
    """Let ``people`` walk for ``months`` months from «outside»; return the state of each at the end."""
    limits = np.cumsum(table, axis=1)
    state = np.zeros(people, dtype=np.int64)
    for _ in range(months):
        drawn = rng.random(people)
        state = np.minimum((drawn[:, None] >= limits[state]).sum(axis=1), len(table) - 1)
    return state


def lever(moves: Mapping[tuple[str, str], float], points: float = 0.01) -> dict[tuple[str, str], float]:
    """Return by how much the stationary share of buyers and loyal ones grows when one chance rises by ``points``."""
    bought = [STATES.index("购买"), STATES.index("忠诚")]
    now = stationary(matrix(moves))[bought].sum()
    return {
        move: float(stationary(matrix({**moves, move: chance + points}))[bought].sum() - now)
        for move, chance in moves.items()
    }
