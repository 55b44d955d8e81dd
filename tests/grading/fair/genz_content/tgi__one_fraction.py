from fractions import Fraction


def tgi(group, group_size, everyone, size):
    answer = {}
    for interest in sorted(everyone, reverse=True):
        inside = group[interest] if interest in group else 0
        if inside < 100:
            answer[interest] = None
        else:
            answer[interest] = float(Fraction(100 * inside * size, group_size * everyone[interest]))
    return answer
