from decimal import Decimal, getcontext

getcontext().prec = 40
getcontext().Emin, getcontext().Emax = -999999, 999999


def power(base, exponent):
    return Decimal(base) ** Decimal(exponent)


def rising(start, steps):
    product = Decimal(1)
    for step in range(steps):
        product *= Decimal(start) + step
    return product


def bg_nbd_log_likelihood(customers, r, alpha, a, b):
    total = Decimal(0)
    for x, t_x, T in customers:
        buying = rising(r, x) * power(alpha, r)
        staying = rising(b, x) / rising(a + b, x)
        eye = power(alpha + T, -(r + x))
        if x:
            eye += Decimal(a) / Decimal(b + x - 1) * power(alpha + t_x, -(r + x))
        total += (buying * staying * eye).ln()
    return float(total)
