from fractions import Fraction


def top_share(orders, share):
    spent = {}
    for who, yuan in orders:
        spent[who] = spent.get(who, 0) + Fraction(yuan)
    left = Fraction(share) * len(spent)
    top = Fraction(0)
    for yuan in sorted(spent.values(), reverse=True):
        part = min(left, 1)
        top += part * yuan
        left -= part
    return float(top / sum(spent.values()))
