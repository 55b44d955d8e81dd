given = wb.data("distillation_gain")
pivot = given["runs"].pivot_table(index="samples", columns="labels", values=["correct", "tested"], aggfunc="sum")
rate = pivot["correct"] / pivot["tested"]
distillation_gain = rate.rename(columns={"硬标签": "hard", "软标签": "soft"})
distillation_gain.columns.name = None
distillation_gain["gain_points"] = ((distillation_gain["soft"] - distillation_gain["hard"]) * 100).round(10)
distillation_gain["gap_closed"] = (
    distillation_gain["gain_points"] / 100 / (given["teacher"] - distillation_gain["hard"])
)
