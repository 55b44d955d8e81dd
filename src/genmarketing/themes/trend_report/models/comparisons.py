"""Is one share really larger than another? It depends on whether the same people were asked, and asked once or twice.

Three standard errors for a difference of two shares of n people:

    one question, two answers:   √((p + q − (p−q)²) / n)                 who says A cannot say B
    two boxes to tick:           √((p + q − 2·both − (p−q)²) / n)        depends on how many ticked both
    two surveys:                 √(p(1−p)/n + q(1−q)/m)                  different people

«both» is not printed, but lies between max(0, p+q−1) and min(p, q) (Fréchet 1940), so the error lies between two ends.
"""

from math import ceil, sqrt
from statistics import NormalDist

from .intervals import Z95

NORMAL = NormalDist()


def one_question_error(p: float, q: float, n: int) -> float:
    """Standard error of p − q for two answers of one single-choice question (multinomial)."""
    return sqrt((p + q - (p - q) ** 2) / n)


def joint_bounds(p: float, q: float) -> tuple[float, float]:
    """Smallest and largest possible share of people who ticked both."""
    return max(0.0, p + q - 1), min(p, q)


def two_boxes_error(p: float, q: float, both: float, n: int) -> float:
    """Standard error of p − q for two boxes that the same n people could tick, given the share that ticked both.

    Raises:
        ValueError: no n people can answer like that.
    """
    low, high = joint_bounds(p, q)
    if not low - 1e-12 <= both <= high + 1e-12:
        raise ValueError(f"of {p} and {q} between {low:.4g} and {high:.4g} can be both, not {both}")
    # At the ends the variance is 0 or a sum of exact shares; dust must not make it negative.
    return sqrt(max(0.0, p + q - 2 * both - (p - q) ** 2) / n)


def two_boxes_error_bounds(p: float, q: float, n: int) -> tuple[float, float]:
    """Smallest and largest standard error of p − q that the printed shares allow."""
    low, high = joint_bounds(p, q)
    return two_boxes_error(p, q, high, n), two_boxes_error(p, q, low, n)


def two_surveys_error(p: float, n: int, q: float, m: int) -> float:
    """Standard error of p − q when n people gave p and m other people gave q."""
    return sqrt(p * (1 - p) / n + q * (1 - q) / m)


def two_surveys_z(p: float, n: int, q: float, m: int) -> float:
    """Test statistic of «nothing has changed»: the difference over its error under one pooled share."""
    pooled = (p * n + q * m) / (n + m)
    return (p - q) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))


def p_value(z: float) -> float:
    """Two-sided: chance of a statistic at least this far from 0 when there is nothing."""
    return 2 * (1 - NORMAL.cdf(abs(z)))


def difference_interval(difference: float, error: float, z: float = Z95) -> tuple[float, float]:
    """From difference − z·error to difference + z·error."""
    return difference - z * error, difference + z * error


def power(p: float, q: float, n: int, m: int, z: float = Z95) -> float:
    """Chance that two surveys of n and m people report a difference when the true shares are p and q.

    Normal approximation: under «nothing changed» the error uses the pooled share, under the truth each its own.
    """
    pooled = (p * n + q * m) / (n + m)
    needed = z * sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    error = two_surveys_error(p, n, q, m)
    return NORMAL.cdf((abs(p - q) - needed) / error) + NORMAL.cdf((-abs(p - q) - needed) / error)


def sample_for_power(p: float, q: float, wanted: float = 0.8, z: float = Z95) -> int:
    """Respondents in each of two equal surveys that give the wanted power."""
    if p == q:
        raise ValueError("no sample is large enough to find a difference of nothing")
    n = 2
    while power(p, q, n, n, z) < wanted:
        n = ceil(n * 1.5)
    low = n // 2
    while n - low > 1:
        middle = (low + n) // 2
        low, n = (low, middle) if power(p, q, middle, middle, z) >= wanted else (middle, n)
    return n


def chance_of_a_false_alarm(tests: int, level: float = 0.05) -> float:
    """Chance that at least one of so many independent tests cries wolf when nothing is there: 1 − (1 − level)^tests."""
    return 1 - (1 - level) ** tests


def bonferroni(tests: int, level: float = 0.05) -> float:
    """Level for each test that keeps the chance of any false alarm below ``level``."""
    return level / tests


def survives_holm(p_values: list[float], level: float = 0.05) -> list[bool]:
    """Which findings survive Holm's correction (1979): the smallest p against level/m, the next against level/(m−1), …"""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    kept = [False] * len(p_values)
    for rank, i in enumerate(order):
        if p_values[i] > level / (len(p_values) - rank):
            break
        kept[i] = True
    return kept
