given = wb.data("risk_coverage")
confidence = given["answers"]["confidence"].to_numpy()
right = given["answers"]["right"].to_numpy()
t = given["loss"] / (given["loss"] + given["gain"])
answered = confidence > t
order = np.argsort(-confidence)[: len(confidence) // 10]
risk_coverage = {
    "t": t,
    "coverage": answered.mean(),
    "risk": 1 - right[answered].mean(),
    "value": np.where(answered, np.where(right, given["gain"], -given["loss"]), 0).mean(),
    "top_tenth_risk": np.mean(~right[order]),
}
