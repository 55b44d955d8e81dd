from genmarketing.themes.gen_vs_digital.models import attribution, markov


def markov_credit(paths):
    journeys = [attribution.Journey(tuple(path), (0.0,) * len(path), bought) for path, bought in paths]
    if not any(bought for _, bought in paths):
        return {channel: 0.0 for channel in attribution.channels(journeys)}
    return markov.markov_attribution(journeys)
