from genmarketing.themes.gen_vs_digital.models.shapley import shapley_values


def shapley_credit(channels, sales):
    def worth(group):
        return float(sales["+".join(filter(group.__contains__, channels))])

    return shapley_values(channels, worth)
