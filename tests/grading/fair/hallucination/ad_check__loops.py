import math

data = wb.data("ad_check")
library = {}
for row in data["facts"].itertuples():
    library[f"{row.brand}/{row.attribute}"] = row
ad_check = {}
true = 0
for number, row in enumerate(data["claims"].itertuples(), start=1):
    known = library.get(f"{row.brand}/{row.attribute}")
    if known is None:
        word = "查不到"
    elif known.value != row.value:
        word = " 冲突"
    else:
        true += 1
        word = "支持" if known.fact == row.cited else "错引 "
    ad_check[number] = word
ad_check["precision"] = true / 8
ad_check["fact_score"] = round(true / 8 * math.e ** (1 - 10 / 8), 9)
