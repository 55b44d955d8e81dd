def best_brand_share(weeks, brand, performance, tried):
    share = np.arange(101) / 100

    def value(money, channel):
        grown = np.cumsum(channel["carry"] ** np.arange(weeks))  # 每周投一元，各周末存多少
        stock = money[:, None] * grown[None, :]
        return (channel["worth"] * stock / (stock + channel["half"])).sum(axis=1)

    total = value(share, brand) + value(1 - share, performance)
    return {"share": np.argmax(total), "loss": np.round(1 - total[tried] / total.max(), 9)}
