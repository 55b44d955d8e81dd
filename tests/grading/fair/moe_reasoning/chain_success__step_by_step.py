def chain_success(steps, error, choices):
    right = 1.0
    for _ in range(steps):
        right = right * (1 - error) + (1 - right) * error / (choices - 1)
    return np.float64(right)
