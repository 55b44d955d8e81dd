given = wb.data("creator_value")
people = given["creators"].to_dict("records")
weight = given["weight"]
sums = {}
for one in people:
    seen, liked = sums.get(one["kind"], (0, 0))
    sums[one["kind"]] = (seen + one["exposures"], liked + one["interactions"])
creator_value = []
for one in people:
    seen, liked = sums[one["kind"]]
    shrunken = (one["interactions"] + weight * liked / seen) / (one["exposures"] + weight)
    creator_value.append(
        {
            "creator_id": one["creator_id"],
            "raw": one["interactions"] / one["exposures"],
            "shrunken": shrunken,
            "cost": one["fee"] * one["posts"] / (shrunken * one["exposures"]),
        }
    )
creator_value.sort(key=lambda row: row["cost"])
for place, row in enumerate(creator_value, start=1):
    row["place"] = float(place)
