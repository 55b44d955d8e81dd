def break_even_month(requests, api_price, setup, capacity, node_rent, staff):
    volume = np.asarray(requests, dtype=float)
    nodes = np.maximum(1, -(-np.asarray(requests) // capacity))
    own = setup + np.cumsum(nodes * node_rent + staff)
    cheaper = np.flatnonzero(own <= np.cumsum(volume * api_price))
    return cheaper[0] + 1 if cheaper.size else 0
