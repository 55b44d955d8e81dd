def group_advantages(prompts, rewards):
    table = pd.DataFrame({"prompt": list(prompts), "reward": np.asarray(rewards, dtype=float)})
    groups = table.groupby("prompt")["reward"]
    deviation = groups.transform(lambda r: r.std(ddof=0))
    centred = table["reward"] - groups.transform("mean")
    return centred.div(deviation.where(deviation > 1e-12)).fillna(0.0)
