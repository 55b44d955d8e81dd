from collections import Counter

from scipy.stats import mannwhitneyu


def detector_auroc(samples, truths):
    right, wrong = [], []
    for answers, truth in zip(samples, truths):
        share = (Counter(answers)[answers[0]] - 1) / (len(answers) - 1)
        (right if answers[0] == truth else wrong).append(share)
    if not right or not wrong:
        return 1 / 2
    return mannwhitneyu(right, wrong).statistic / len(right) / len(wrong)
