g = wb.data("model_account")
per_layer = 3 * np.float64(g["hidden"]) * g["expert_width"]
total, active = (g["layers"] * (np.array([g["routed"], g["active"]]) + g["shared"]) * per_layer + g["other"]) / 1e9
losses = g["token_scale"] / (g["tokens"] * np.array([1, 2, 4])) ** g["token_exponent"]
first, second = -np.diff(losses)
cost = np.sum(list(g["hours"].values())) * g["rent"] / 1e4
model_account = dict(total_b=total, active_b=active, cost_wan=cost, first_doubling=first, second_doubling=second)
