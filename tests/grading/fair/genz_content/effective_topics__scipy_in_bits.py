from scipy.stats import entropy


def effective_topics(parent, labels):
    children = {}
    for low, high in parent.items():
        children.setdefault(high, []).append(low)
    areas = [name for name in children if name not in parent]
    topics = [topic for area in areas for topic in children[area]]

    def below(name):
        return {name}.union(*(below(each) for each in children.get(name, [])))

    counts = [sum(label in below(topic) for label in labels) for topic in topics]
    return 2 ** entropy([count for count in counts if count], base=2)
