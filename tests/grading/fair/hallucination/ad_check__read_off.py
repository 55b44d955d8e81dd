# 直接读原文：（1）某品牌的……〔F001〕
import re
from fractions import Fraction

data = wb.data("ad_check")
facts = data["facts"].set_index("fact")
verdicts = []
for sentence in data["ad"].rstrip("。").split("；"):
    number = re.search(r"〔(F\d+)〕", sentence).group(1)
    about = facts[[b in sentence and a in sentence.replace("创立于", "成立年份") for b, a in zip(facts["brand"], facts["attribute"])]]
    if about.empty:
        verdicts.append("查不到")
    elif about["value"].iloc[0] not in sentence:
        verdicts.append("冲突")
    else:
        verdicts.append("支持" if about.index[0] == number else "错引")
share = Fraction(sum(v in ("支持", "错引") for v in verdicts), len(verdicts))
ad_check = {
    "fact_score": float(share) * np.exp(np.float64(1 - data["gamma"] / len(verdicts))),
    "precision": float(share),
    **{str(i + 1): v for i, v in enumerate(verdicts)},
}
