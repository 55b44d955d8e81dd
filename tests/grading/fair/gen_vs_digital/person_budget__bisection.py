def person_budget(people, margin, rates, misplaced, segments, version_cost, platform):
    lost = people * misplaced
    segmented = margin * ((people - lost) * rates["right"] + lost * rates["wrong"]) - segments * version_cost

    def behind(x):
        return people * margin * rates["individual"] - platform - people * x < segmented

    low, high = 0, 10000
    if behind(low):
        return low
    for _ in range(80):
        middle = (low + high) / 2
        if behind(middle):
            high = middle
        else:
            low = middle
    return low
