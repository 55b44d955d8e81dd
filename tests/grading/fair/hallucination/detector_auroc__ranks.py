def detector_auroc(samples, truths):
    rows = []
    for answers, truth in zip(samples, truths):
        first, *others = answers
        rows.append((np.mean([other == first for other in others]), first == truth))
    table = pd.DataFrame(rows, columns=["agree", "right"])
    n_right, n_wrong = table["right"].sum(), (~table["right"]).sum()
    if n_right == 0 or n_wrong == 0:
        return 0.5
    ranks = table["agree"].rank()
    return (ranks[table["right"]].sum() - n_right * (n_right + 1) / 2) / (n_right * n_wrong)
