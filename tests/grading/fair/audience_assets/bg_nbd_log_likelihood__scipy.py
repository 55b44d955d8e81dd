from scipy.special import betaln, gammaln


def bg_nbd_log_likelihood(customers, r, alpha, a, b):
    x, t_x, T = np.array(customers, dtype=float).T
    buying = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    staying = betaln(a, b + x) - betaln(a, b)
    here = -(r + x) * np.log(alpha + T)
    gone = np.full(len(x), -np.inf)
    again = x > 0
    gone[again] = np.log(a / (b + x[again] - 1)) - (r + x[again]) * np.log(alpha + t_x[again])
    return np.sum(buying + staying + np.logaddexp(here, gone))
