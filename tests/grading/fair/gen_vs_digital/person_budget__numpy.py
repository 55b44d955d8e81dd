def person_budget(people, margin, rates, misplaced, segments, version_cost, platform):
    weights = np.array([1 - misplaced, misplaced])
    segment_rate = weights @ np.array([rates["right"], rates["wrong"]])
    individual = margin * rates["individual"] * people - platform
    segmented = margin * segment_rate * people - segments * version_cost
    return np.clip(np.float64(individual - segmented) / people, 0, None)
