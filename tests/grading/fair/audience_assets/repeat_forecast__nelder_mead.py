from scipy.optimize import minimize
from scipy.special import beta, gammaln, hyp2f1

given = wb.data("repeat_forecast")
x, t_x, T = (given["customers"][column].to_numpy() for column in ("x", "t_x", "T"))
weeks = given["weeks"]


def likelihood(parameters):
    r, alpha, a, b = np.abs(parameters)
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    here = beta(a, b + x) / beta(a, b) * ((alpha + t_x) / (alpha + T)) ** (r + x)
    gone = np.where(x > 0, beta(a + 1, b + np.maximum(x, 1) - 1) / beta(a, b), 0)
    return -(common - (r + x) * np.log(alpha + t_x) + np.log(here + gone)).sum()


found = minimize(likelihood, [1, 1, 1, 2], method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-5, "fatol": 1e-6})
r, alpha, a, b = np.abs(found.x)


def expected(x, t_x, T):
    alive = 1 / (1 + (x > 0) * a / (b + max(x, 1) - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x))
    f = hyp2f1(r + x, b + x, a + b + x - 1, weeks / (alpha + T + weeks))
    return (a + b + x - 1) / (a - 1) * (1 - ((alpha + T) / (alpha + T + weeks)) ** (r + x) * f) * alive


repeat_forecast = {
    "newcomer": round(float(expected(0, 0, 0)), 3),
    "regular": round(float(expected(**given["regular"])), 3),
    "total": round(float(sum(map(expected, x, t_x, T))), 1),
}
