import math


def entropy(ps):
    total = 0
    for p in ps:
        if p > 0:
            total -= p * math.log(p, 2)
    return total


def question_gain(belief, answers, slip):
    options = list(dict.fromkeys(answers))
    if len(options) < 2:
        return 0
    left = 0
    for heard in options:
        joint = []
        for p, answer in zip(belief, answers):
            if answer == heard:
                joint.append(p * (1 - slip))
            else:
                joint.append(p * slip / (len(options) - 1))
        chance = sum(joint)
        if chance > 0:
            left += chance * entropy([p / chance for p in joint])
    return entropy(belief) - left
