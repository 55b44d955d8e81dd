import math


def bass_peak(p, q, voices):
    # 高峰时的累计有现成的式子：(q − p) ÷ 2q
    new_q = q * voices
    if new_q <= p:
        peak, share = 0, 0
    else:
        peak, share = (math.log(new_q) - math.log(p)) / (p + new_q), (new_q - p) / (2 * new_q)
    early = [math.log((p + 0.16 * each) / (0.84 * p)) / (p + each) for each in (q, new_q)]
    return {"earlier": round(early[0] - early[1], 4), "peak": round(peak, 4), "adopted": round(share, 4)}
