from fractions import Fraction

g = wb.data("model_account")
expert = 3 * g["hidden"] * g["expert_width"]
loss = [g["token_scale"] * (g["tokens"] * 2**n) ** -g["token_exponent"] for n in range(3)]
model_account = {
    "second_doubling": loss[1] - loss[2],
    "first_doubling": loss[0] - loss[1],
    "cost_wan": float(Fraction(sum(g["hours"].values())) * Fraction(str(g["rent"])) / 10_000),
    "active_b": float(Fraction(g["layers"] * (g["active"] + g["shared"]) * expert + g["other"], 10**9)),
    "total_b": float(Fraction(g["layers"] * (g["routed"] + g["shared"]) * expert + g["other"], 10**9)),
}
