def plan_reach(layers, market):
    audience, budget, making, cpm = np.array(layers, dtype=float).T
    contacts = np.clip(budget - making, 0, None) / cpm * 1000
    frequency = np.cumsum(contacts / (market * audience))
    rings = audience - np.append(audience[1:], 0)
    reach = rings @ (1 - np.power(0.7 / (0.7 + frequency), 0.7))
    people = reach * market
    return {"cost": budget.sum() / people, "reach": reach, "frequency": contacts.sum() / people}
