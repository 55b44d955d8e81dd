from datetime import date

given = wb.data("rfm_tiers")
today = date.fromisoformat(given["today"])
bought = {}
for who, day, yuan in given["orders"][["customer_id", "date", "amount"]].itertuples(index=False):
    if date.fromisoformat(day) < today:
        bought.setdefault(who, []).append((date.fromisoformat(day), yuan))

rows = []
for who, mine in bought.items():
    recency = (today - max(day for day, _ in mine)).days
    frequency = len(mine)
    monetary = sum(yuan for _, yuan in mine) / frequency
    if recency >= given["lost"]:
        tier = "睡着了"
    elif frequency < given["often"]:
        tier = "新客与散客"
    elif recency > given["fresh"]:
        tier = "要走的常客"
    elif monetary >= given["dear"]:
        tier = "核心"
    else:
        tier = "常客"
    rows.append([tier, monetary, frequency, recency, who])
rfm_tiers = pd.DataFrame(rows, columns=["tier", "monetary", "frequency", "recency", "customer_id"])
