given = wb.data("risk_coverage")
gain, loss = int(given["gain"]), int(given["loss"])
rows = sorted(zip(given["answers"]["confidence"], given["answers"]["right"]), reverse=True)
answered = wrong = money = 0
for confidence, right in rows:
    if confidence * gain - (1 - confidence) * loss <= 0:
        break
    answered += 1
    if right:
        money += gain
    else:
        wrong += 1
        money -= loss
tenth = rows[: len(rows) // 10]
risk_coverage = {
    "top_tenth_risk": sum(not right for _, right in tenth) / len(tenth),
    "value": round(money / len(rows), 9),
    "risk": round(wrong / answered, 9),
    "coverage": round(answered / len(rows), 9),
    "t": round(1 / (1 + gain / loss), 9),
}
