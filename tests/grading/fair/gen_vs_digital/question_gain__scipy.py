from scipy.stats import entropy


def question_gain(belief, answers, slip):
    names, codes = np.unique(answers, return_inverse=True)
    k = len(names)
    if k == 1:
        return np.float32(0)
    likelihood = np.full((k, k), slip / (k - 1))
    np.fill_diagonal(likelihood, 1 - slip)
    joint = np.asarray(belief)[:, None] * likelihood[codes]
    apart = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return entropy(joint.ravel(), apart.ravel(), base=2)
