def p_alive(x, t_x, T, r, alpha, a, b):
    if x == 0:
        return 1
    try:
        odds = a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x)
    except OverflowError:
        return 0
    return 1 / (1 + odds)
