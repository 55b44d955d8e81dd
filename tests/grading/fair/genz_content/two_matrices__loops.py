given = wb.data("two_matrices")
rows = given["posts"].to_dict("records")
orders = {row["goods_tag"]: row["orders"] for row in given["shelf"].to_dict("records")}


def four(posts, sold):
    seen = {True: 0, False: 0}
    liked = {True: 0, False: 0}
    for post in posts:
        late = post["date"] >= "2026-04-06"
        seen[late] += post["exposures"]
        liked[late] += post["interactions"]
    shown = seen[True] + seen[False]
    growth = (liked[True] / seen[True]) / (liked[False] / seen[False])
    return shown / len(posts), (liked[True] + liked[False]) / shown, sold / len(posts), growth


everybody = four(rows, sum(orders[name] for name in given["goods"].values()))
two_matrices = []
for tag, name in given["goods"].items():
    posts = [post for post in rows if post["tag"] == tag]
    if len(posts) >= 100:
        a, b, c, d = (round(100 * mine / all_, 9) for mine, all_ in zip(four(posts, orders[name]), everybody))
        seeding = ("主推" if a >= 100 else "潜力") if b >= 100 else ("空热" if a >= 100 else "观望")
        conversion = ("守住" if c >= 100 else "机会") if d >= 100 else ("收割" if c >= 100 else "放下")
        two_matrices.append(
            {"conversion": conversion, "seeding": seeding, "growth_index": d, "sales_index": c, "interaction_index": b, "exposure_index": a, "tag": tag}
        )
