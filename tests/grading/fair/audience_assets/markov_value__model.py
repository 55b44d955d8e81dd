from genmarketing.themes.audience_assets.models import markov_value as course


def markov_value(buys, margin, cost, discount, mailed):
    values = np.zeros(len(buys))
    matrix = course.transitions(buys[:mailed])
    values[:mailed] = course.value(matrix, course.rewards(mailed, margin, cost), discount)[:-1]
    return values
