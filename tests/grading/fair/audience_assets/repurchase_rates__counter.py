from collections import Counter


def divide(part, whole):
    try:
        return part / whole
    except ZeroDivisionError:
        return None


def repurchase_rates(orders, start, end):
    times, last, seen, repeats = Counter(), set(), set(), 0
    known = set()
    for who, day in sorted(orders, key=lambda order: order[1]):
        if day < start:
            known.add(who)
            if day >= 2 * start - end:
                last.add(who)
        elif day < end:
            times[who] += 1
            repeats += who in seen
        seen.add(who)
    rates = {
        "in_period": divide(len([who for who in times if times[who] > 1]), len(times)),
        "came_back": divide(sum(who in times for who in last), len(last)),
        "known": divide(len(known.intersection(times)), len(times)),
        "repeat_orders": divide(repeats, sum(times.values())),
    }
    return {name: float("nan") if rate is None else rate * (1 + 1e-9) for name, rate in rates.items()}
