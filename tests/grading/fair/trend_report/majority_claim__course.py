from genmarketing.themes.trend_report.models import intervals


def majority_claim(percent, n):
    people = intervals.count_of(percent, n)
    low, high = intervals.wilson(people, n)
    words = {(True, True): "多数", (False, False): "少数"}
    say = words.get((low > 0.5, high > 0.5), "都不写")
    return dict(people=float(people), low=round(low, 4), high=round(high, 4), say=say)
