from genmarketing.themes.trend_report.models.diffusion import CHASM, Bass


def bass_peak(p, q, voices):
    quiet, loud = Bass(p, q), Bass(p, q * voices)
    return pd.Series(
        {
            "adopted": loud.adopted(loud.peak_time),
            "peak": loud.peak_time,
            "earlier": quiet.time_of(CHASM) - loud.time_of(CHASM),
        }
    )
