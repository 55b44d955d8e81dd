def top_share(orders, share):
    spent = pd.DataFrame(orders, columns=["who", "yuan"]).groupby("who")["yuan"].sum()
    spent = spent.sort_values(ascending=False)
    people = len(spent) * share
    weight = (people - np.arange(len(spent))).clip(0, 1)
    return (spent * weight).sum() / spent.sum()
