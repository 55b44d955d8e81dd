def best_brand_share(weeks, brand, performance, tried):
    percents = pd.Series(range(101))
    sides = ((percents / 100, brand), (1 - percents / 100, performance))
    total = pd.Series(0.0, index=percents)
    for money, side in sides:
        stock = pd.Series(0.0, index=percents)
        for week in range(weeks):
            stock = stock * side["carry"] + money
            total += side["worth"] * stock.div(stock + side["half"])
    return {"share": int(total.idxmax()), "loss": 1 - total[tried] / total.max()}
