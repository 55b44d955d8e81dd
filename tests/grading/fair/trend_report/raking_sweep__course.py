from genmarketing.themes.trend_report.models import raking


def raking_sweep(table, rows, columns):
    swept = np.asarray(table, dtype=float)
    for axis, totals in enumerate((rows, columns)):
        swept = raking.step(swept, axis, np.asarray(totals, dtype=float))
    return swept
