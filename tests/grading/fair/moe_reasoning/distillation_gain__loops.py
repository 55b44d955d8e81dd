given = wb.data("distillation_gain")
sums = {}
for row in given["runs"].itertuples():
    right, asked = sums.get((row.samples, row.labels), (0, 0))
    sums[row.samples, row.labels] = (right + row.correct, asked + row.tested)
distillation_gain = {"samples": [], "hard": [], "soft": [], "gain_points": [], "gap_closed": []}
for samples in sorted({samples for samples, _ in sums}, reverse=True):
    hard, soft = (sums[samples, label][0] / sums[samples, label][1] for label in ("硬标签", "软标签"))
    distillation_gain["samples"].append(samples)
    distillation_gain["hard"].append(hard)
    distillation_gain["soft"].append(soft)
    distillation_gain["gain_points"].append(100 * (soft - hard))
    distillation_gain["gap_closed"].append((soft - hard) / (given["teacher"] - hard))
