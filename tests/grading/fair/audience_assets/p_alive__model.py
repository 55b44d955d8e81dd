from genmarketing.themes.audience_assets.models.bg_nbd import BgNbd


def p_alive(x, t_x, T, r, alpha, a, b):
    return BgNbd(r, alpha, a, b).p_alive(x, t_x, T)
