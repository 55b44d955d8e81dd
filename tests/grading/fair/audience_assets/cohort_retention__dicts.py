given = wb.data("cohort_retention")


def month_number(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


first, months = {}, {}
for order in given["orders"].to_dict("records"):
    who, month = order["customer_id"], month_number(order["date"])
    first[who] = min(month, first.get(who, month))
    months.setdefault(who, set()).add(month)

cohort_retention = []
for began in sorted(set(first.values())):
    members = [who for who in first if first[who] == began]
    for age in range(month_number(given["until"]) - began + 1):
        active = sum(began + age in months[who] for who in members)
        cohort_retention.append(
            {
                "retention": round(active / len(members), 9),
                "active": active,
                "customers": len(members),
                "age": age,
                "cohort": f"{began // 12}-{began % 12 + 1:02d}",
            }
        )
