from fractions import Fraction


def wrong_chance(own, common, truth, temperature):
    weight = {}
    for value in common:
        weight[value] = Fraction(own.get(value, 0)) + Fraction(common[value], sum(common.values()))
    if temperature == 0:
        likeliest = [value for value in weight if weight[value] == max(weight.values())]
        return 0 if likeliest == [truth] else 1 - (truth in likeliest) / len(likeliest)
    powered = {value: float(weight[value]) ** (1 / temperature) for value in weight}
    wrong = sum(powered[value] for value in powered if value != truth)
    return wrong / sum(powered.values())
