def chain_success(steps, error, choices):
    one_step = np.full((choices, choices), error / (choices - 1))
    np.fill_diagonal(one_step, 1 - error)
    return np.linalg.matrix_power(one_step, steps)[0, 0] * (1 + 1e-9)
