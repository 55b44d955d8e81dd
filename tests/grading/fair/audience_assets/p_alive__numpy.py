def p_alive(x, t_x, T, r, alpha, a, b):
    with np.errstate(over="ignore"):
        ratio = np.float64(alpha + T) / np.float64(alpha + t_x)
        gone = np.float64(a) / (b + x - 1) * ratio ** (r + x)
        return np.where(x > 0, 1 / (1 + gone), 1.0)
