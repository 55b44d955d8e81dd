def break_even_month(requests, api_price, setup, capacity, node_rent, staff):
    saved = -setup
    for month in range(len(requests)):
        nodes, rest = divmod(requests[month], capacity)
        nodes = max(nodes + (rest > 0), 1)
        saved += requests[month] * api_price - nodes * node_rent - staff
        if saved >= 0:
            return float(month + 1)
    return 0.0
