def group_advantages(prompts, rewards):
    prompts, rewards = np.asarray(prompts), np.asarray(rewards, dtype=float)
    result = np.zeros(len(rewards))
    for prompt in set(prompts.tolist()):
        mine = prompts == prompt
        spread = np.std(rewards[mine])
        if not np.isclose(spread, 0):
            result[mine] = (rewards[mine] - np.mean(rewards[mine])) / spread
    return tuple(result)
