def idk_scores(results, t):
    scores = ()
    for right, wrong, silent in results:
        n = right + wrong + silent
        if n == 0:
            scores += (0,)
            continue
        # 每答一题：以前的门槛 t 换成赔率
        odds = t / (1 - t)
        scores += (round(right / n - odds * (wrong / n), 10),)
    return scores
