"""Questions on saying «I do not know»: the expected score of a rule for marking, and a threshold with its curve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genmarketing.data import published_text
from genmarketing.workbook.kinds import Case, FunctionQuestion, ValueQuestion
from genmarketing.workbook.question import Check, Misconception

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Counts = list[tuple[int, int, int]]


def idk_scores(results: list[tuple[int, int, int]], t: float) -> list[float]:
    """每个模型平均每题得几分：答对 +1，不答 0，答错扣 t/(1−t)。"""
    penalty = t / (1 - t)
    scores = []
    for right, wrong, abstained in results:
        asked = right + wrong + abstained
        scores.append((right - wrong * penalty) / asked if asked else 0.0)
    return scores


def _scored(results: Counts, penalty: float, answered_only: bool = False, abstention: float = 0.0) -> list[float]:
    scores = []
    for right, wrong, abstained in results:
        counted = right + wrong + (0 if answered_only else abstained)
        scores.append((right - wrong * penalty - abstained * abstention) / counted if counted else 0.0)
    return scores


def _one_point_off(results: Counts, t: float) -> list[float]:
    return _scored(results, 1.0)


def _threshold_off(results: Counts, t: float) -> list[float]:
    return _scored(results, t)


def _odds_upside_down(results: Counts, t: float) -> list[float]:
    return _scored(results, (1 - t) / t if t else 0.0)


def _accuracy(results: Counts, t: float) -> list[float]:
    return _scored(results, 0.0)


def _answered_only(results: Counts, t: float) -> list[float]:
    return _scored(results, t / (1 - t), answered_only=True)


def _abstaining_is_wrong(results: Counts, t: float) -> list[float]:
    return _scored(results, t / (1 - t), abstention=t / (1 - t))


def _score_cases(rng: np.random.Generator) -> list[Case]:
    def model() -> tuple[int, int, int]:
        right, wrong, abstained = (int(n) for n in rng.integers(10, 60, 3))
        return right, wrong, abstained

    silent, flawless = (0, 0, int(rng.integers(20, 80))), (int(rng.integers(10, 60)), 0, 0)
    return [
        Case("门槛一半", ([model(), model()], 0.5)),
        *(Case("别的门槛", ([model(), model(), model()], t)) for t in (0.25, 0.75, 0.9)),
        Case("门槛为零", ([model(), model()], 0.0)),
        Case("全都不答", ([silent, flawless], float(rng.choice([0.6, 0.8])))),
        Case("一题也没有", ([(0, 0, 0), flawless], 0.75)),
    ]


_CALM = [published_text(f"simpleqa_gpt5_thinking_mini_{part}") for part in ("right", "wrong", "abstain")]
_KEEN = [published_text(f"simpleqa_o4_mini_{part}") for part in ("right", "wrong", "abstain")]
_PENALTY = published_text("idk_penalty_t75")

IDK_SCORES = FunctionQuestion(
    name="idk_scores",
    title="答错要扣分时，谁排在前面",
    points=6,
    minutes=8,
    concepts=("K028", "K042"),
    prompt=f"""
只数答对几题的考试，会奖励瞎猜：猜中赚一分，猜错不亏。另一种判法是事先讲明门槛 `t`：**有超过 `t` 的把握才答**。答对 +1 分，说「不知道」0 分，答错扣 t ÷ (1 − t) 分。

写一个函数，算出每个模型在这种判法下平均每题得几分。

**输入** `results`：列表，每个模型是三个整数 `(答对, 答错, 不答)`，单位是题；`t`：大于等于 0、小于 1 的数。
**输出** 与 `results` 一样长的列表，每个数是平均每题的得分，可以是负数，不要四舍五入。一题也没有考的模型，得分写 0。

**可以手算的例子** `t = 0.75` 时，答错一题扣 0.75 ÷ 0.25 = {_PENALTY}。`results = [(30, 10, 60), (50, 50, 0)]` 的结果是 `[0.0, -1.0]`：
第一个 (30 − 10 × 3) ÷ 100 = 0，第二个 (50 − 50 × 3) ÷ 100 = −1。
""",
    starter='''def idk_scores(results, t):
    """返回每个模型平均每题的得分。"""
    ...''',
    hints=(
        "先算一题答错扣几分。t 为 0.5 时扣 1 分，t 越高扣得越多。",
        "总分是「答对 − 答错 × 扣分」，不答的题不加也不减，但仍然是一题。",
        "除以三个数之和；和为 0 时直接写 0。",
    ),
    explanation=(
        f"报道出来的一张对比表（二手文本）里，gpt-5-thinking-mini 答对 {_CALM[0]}、答错 {_CALM[1]}、不答 {_CALM[2]}，"
        f"o4-mini 是 {_KEEN[0]}、{_KEEN[1]}、{_KEEN[2]}：只看答对，后者在前；t 取 0.5，前者远远在前。"
        "选供应商时，请把「不答」和「答错」分成两栏要，再按你这里错一次的代价定 t，名次由你的代价来排。"
    ),
    teaching=(
        "约 8 分钟。先请学生为三个场合各定一个 t：猜谜、选餐厅、查药量，再反推「错一题等于几题白做」。"
        "常见错误是扣 t 分或固定扣 1 分；也有人把不答的题从分母里去掉，于是只答一题的模型显得最好。"
        "请学生证明：有 p 的把握时，答题的期望是 p − (1 − p) · t/(1 − t)，恰好在 p 大于 t 时为正。"
    ),
    reference=idk_scores,
    checks=(
        Check("门槛一半", 0.2, "门槛是 0.5 时就不对：这时答错一题扣 1 分，先看总分，再看除以了几题。"),
        Check("别的门槛", 0.4, "门槛不是 0.5 时不对：扣几分由 t ÷ (1 − t) 决定，拿例子里的 0.75 对一对。"),
        Check("门槛为零", 0.15, "门槛为 0 时，答错不扣分，得分就是答对的比例（分母含不答的题）。"),
        Check("全都不答", 0.15, "有模型一题也不答时不对：不赚不亏，应当是 0 分。"),
        Check("一题也没有", 0.1, "有模型一题也没有考时，不要除以零，得分写 0。"),
    ),
    cases=_score_cases,
    misconceptions=(
        Misconception(
            "one_point_off",
            "你答错总是扣 1 分，与 `t` 无关。要求的把握越高，错一题就该扣得越多；扣分是 t 的什么？",
            _one_point_off,
        ),
        Misconception(
            "threshold_off",
            "你扣的是 `t` 分，最多不到 1 分，猜错总比赚的少。门槛 0.75 时，一次错要抵掉几次对？",
            _threshold_off,
        ),
        Misconception(
            "odds_upside_down",
            "你的比写倒了：门槛越高，扣得反而越少。t 与 1 − t，谁在上面？",
            _odds_upside_down,
        ),
        Misconception(
            "accuracy_only",
            "你算的是答对的比例，答错没有代价。这正是奖励瞎猜的判法；把扣分放进来。",
            _accuracy,
        ),
        Misconception(
            "answered_only",
            "你只除以答了的题。这样，只答一题又答对的模型就是第一名；不答的题也问过了，要留在分母里。",
            _answered_only,
        ),
        Misconception(
            "abstaining_is_wrong",
            "你让不答也照样扣分，模型就只好硬猜。说「不知道」是 0 分，不加不减。",
            _abstaining_is_wrong,
        ),
    ),
)


def _answers(rng: np.random.Generator) -> dict[str, Any]:
    """Return made answers with a confidence each; among the most confident tenth are confident inventions."""
    import numpy as np
    import pandas as pd

    gain, loss = float(rng.integers(2, 5)), float(rng.integers(6, 13))
    while True:
        top, rest = rng.permutation(np.arange(9200, 9951))[:20], rng.permutation(np.arange(1500, 9200))[:180]
        rest = np.sort(rest)[::-1]
        right_rest = rng.random(180) < rest / 10_000
        right_top, right_rest[-20:] = np.arange(20) >= rng.integers(9, 13), np.arange(20) >= rng.integers(14, 19)
        order = rng.permutation(200)
        confidence = np.concatenate([np.sort(top)[::-1], rest])[order] / 10_000
        right = np.concatenate([rng.permutation(right_top), right_rest])[order]
        answered = confidence > loss / (gain + loss)
        wrong = (answered & ~right).sum()
        value = (answered & right).sum() * gain - wrong * loss
        first = right[np.argsort(-confidence)[:20]]
        # the tail on the left has to stick out, and to differ from its half and from the share of right ones; the value
        # has to differ from that of the answered ones alone; no confidence lies where a threshold rounded to four digits would
        rounding = np.abs(confidence - loss / (gain + loss)).min() < 1e-3
        tail = 2 * first[:10].sum() != first.sum() != 10
        if wrong / answered.sum() < 0.4 and abs(value) > 10 and tail and not rounding:
            answers = pd.DataFrame({"confidence": confidence, "right": right})
            return {"answers": answers, "gain": gain, "loss": loss}


def _curve(answers: pd.DataFrame, gain: float, loss: float) -> dict[str, float]:
    t = loss / (gain + loss)
    answered = answers[answers["confidence"] > t]
    wrong = (~answered["right"]).sum()
    value = (answered["right"].sum() * gain - wrong * loss) / len(answers)
    top = answers.sort_values("confidence", ascending=False).head(len(answers) // 10)
    return {
        "t": t,
        "coverage": len(answered) / len(answers),
        "risk": wrong / len(answered),
        "value": value,
        "top_tenth_risk": 1 - top["right"].mean(),
    }


def _at_threshold(given: dict[str, Any], t: float) -> dict[str, float]:
    answers, gain, loss = given["answers"], given["gain"], given["loss"]
    answered = answers[answers["confidence"] > t]
    wrong = float((~answered["right"]).sum())
    return {
        "t": t,
        "coverage": len(answered) / len(answers),
        "risk": wrong / max(len(answered), 1),
        "value": ((len(answered) - wrong) * gain - wrong * loss) / len(answers),
        "top_tenth_risk": _curve(**given)["top_tenth_risk"],
    }


def _always_half(**given: Any) -> dict[str, float]:
    return _at_threshold(given, 0.5)


def _share_of_the_gain(**given: Any) -> dict[str, float]:
    return _at_threshold(given, given["gain"] / (given["gain"] + given["loss"]))


def _share_of_all(**given: Any) -> dict[str, float]:
    right = _curve(**given)
    return right | {"risk": right["risk"] * right["coverage"]}


def _value_of_the_answered(**given: Any) -> dict[str, float]:
    right = _curve(**given)
    return right | {"value": right["value"] / right["coverage"]}


def _least_confident_tenth(**given: Any) -> dict[str, float]:
    answers = given["answers"]
    bottom = answers.sort_values("confidence").head(len(answers) // 10)
    return _curve(**given) | {"top_tenth_risk": 1 - bottom["right"].mean()}


RISK_COVERAGE = ValueQuestion(
    name="risk_coverage",
    title="门槛定在哪里，读一条风险—覆盖曲线",
    points=7,
    minutes=10,
    concepts=("K042",),
    prompt="""
会员问答机器人给每个回答附一个把握（0 到 1）。`wb.data("risk_coverage")` 是一个字典（**虚构数据**，由随机种子生成）：`answers` 每行一题，列是 `confidence`（把握）和 `right`（答对没有）；
`gain` 是答对一题值几元，`loss` 是答错一题赔几元。不答的题转给人，本题里不赚不赔。

请交一个字典：

- `t`：门槛。假如把握就等于答对的概率，答题的期望收益 `把握 × gain − (1 − 把握) × loss` 大于 0 时才值得答；刚好等于 0 的那个把握就是 `t`；
- `coverage`：覆盖率，把握**大于** `t` 的题占全部题的比例；
- `risk`：风险，这些答了的题里答错的比例；
- `value`：按这个门槛去做，平均**每一题**（答了的和没答的都算）赚几元，亏写负数；
- `top_tenth_risk`：曲线最左端：把握最高的十分之一的题里，答错的比例。（题数是 10 的倍数，把握没有并列。）

数误差在千分之一以内都算对，保留四位小数就够。

**可以手算的例子** 答对值 1 元、答错赔 3 元：`t` 是 0.75。十题的把握是 0.95、0.9、0.8、0.7……，前三题里只有把握最高的那题错了，其余七题都不到 0.75。
覆盖率 0.3，风险 1 ÷ 3，每题 (2 × 1 − 1 × 3) ÷ 10 = −0.1 元，最有把握的十分之一（一题）风险是 1。
""",
    starter="""risk_coverage = {
    "t": ...,
    "coverage": ...,
    "risk": ...,
    "value": ...,
    "top_tenth_risk": ...,
}""",
    hints=(
        "`t` 不用看数据：解 `t × gain = (1 − t) × loss`。用例子里的 1 元和 3 元验一验。",
        '`answered = answers[answers["confidence"] > t]`；覆盖率看行数之比，风险看其中 `right` 为假的比例。',
        '`value` 的分母是全部题数。最后一项先 `sort_values("confidence", ascending=False)`，再取前十分之一。',
    ),
    explanation=(
        "把最有把握的十分之一单独看，风险反而比门槛以上的整体还高：没见过的问题，它也能很有把握地说出最常见的答案。所以答得越少，不一定错得越少；把握不等于概率。"
        "定门槛先用代价算出 t，再拿自家的题核对每一段的风险；最左端不对劲，就先查那些「满有把握的错」来自哪类问题，把那类划到界外。"
    ),
    teaching=(
        "约 10 分钟。先请学生画出他们以为的风险—覆盖曲线（多半一路向上），再请一位同学报出自己的 `top_tenth_risk` 与 `risk`。"
        "常见错误是门槛一律取 0.5，和把风险除以全部题数。第二种错会让「少答」显得「更准」。"
        "追问：若转人工每题要 1 元，门槛往哪边移？（往低处移：不答也有代价了。）"
    ),
    inputs=_answers,
    reference=_curve,
    labels={
        "t": "门槛",
        "coverage": "覆盖率",
        "risk": "风险",
        "value": "平均每题赚几元",
        "top_tenth_risk": "最有把握的十分之一的风险",
    },
    missed={
        "t": "`t` 还不对：它与数据无关，是让「把握 × gain」等于「(1 − 把握) × loss」的那个把握，0 到 1 之间。",
        "coverage": "`coverage` 还不对：把握大于 `t` 的行数，除以全部行数。",
        "risk": "`risk` 还不对：只看答了的题，其中 `right` 为假的占多少。",
        "value": "`value` 还不对：答对的每题加 `gain`，答错的每题减 `loss`，合计除以全部题数。",
        "top_tenth_risk": "`top_tenth_risk` 还不对：按把握从高到低排，取全部题数的十分之一，再看其中答错的比例。",
    },
    misconceptions=(
        Misconception(
            "always_half",
            "你的门槛是 0.5，那是对和错一样贵时的门槛。这里错一题要几题对才抵得回来？",
            _always_half,
        ),
        Misconception(
            "share_of_the_gain",
            "你的门槛在错得越贵时反而越低。解那个等式：把握乘 `gain` 等于多少乘 `loss`？",
            _share_of_the_gain,
        ),
        Misconception(
            "risk_over_all_questions",
            "你的风险除以了全部题数，少答几题它就自动变小。风险只在答了的题里算。",
            _share_of_all,
        ),
        Misconception(
            "value_of_the_answered",
            "你的 `value` 只除以答了的题。要比较不同的门槛，得看每一个来问的人平均赚几元，不答的也来问过。",
            _value_of_the_answered,
        ),
        Misconception(
            "least_confident_tenth",
            "你取的是把握最低的十分之一。曲线最左端覆盖得最少，留下的是把握最高的那些。",
            _least_confident_tenth,
        ),
    ),
)
