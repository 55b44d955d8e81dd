import math


def wide(part, topics):
    if len(topics) == 1:
        return 0
    total = 0
    for topic in topics:
        share = part.count(topic) / len(part) if part else 0
        if share:
            total += share * math.log(1 / share, len(topics))
    return total


def feed_breadth(shown, topics):
    middle = int(len(shown) / 2)
    seen = [topic for topic in topics if topic in shown]
    return dict(
        narrowing=wide(shown[:middle], topics) - wide(shown[middle:], topics),
        entropy=wide(shown, topics),
        coverage=len(seen) / len(topics),
    )
