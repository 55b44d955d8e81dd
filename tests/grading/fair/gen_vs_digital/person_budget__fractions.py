from fractions import Fraction


def person_budget(people, margin, rates, misplaced, segments, version_cost, platform):
    exact = {key: Fraction(str(rate)) for key, rate in rates.items()}
    wrong = Fraction(str(misplaced))
    sold = exact["right"] - wrong * (exact["right"] - exact["wrong"])
    earned = Fraction(margin) * (exact["individual"] - sold) * people
    saved = segments * Fraction(version_cost) - Fraction(platform)
    return float(max(Fraction(0), (earned + saved) / people))
