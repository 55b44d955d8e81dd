def detector_auroc(samples, truths):
    def agreement(i):
        same = 0
        for j in range(1, len(samples[i])):
            if samples[i][j] == samples[i][0]:
                same = same + 1
        return same / (len(samples[i]) - 1)

    points = pairs = 0
    for i in range(len(truths)):
        for j in range(len(truths)):
            if samples[i][0] == truths[i] and samples[j][0] != truths[j]:
                pairs += 1
                points += 1 + np.sign(agreement(i) - agreement(j))
    return np.float32(0.5) if pairs == 0 else points / pairs / 2
