"""A budget meeting: four questions from the board, and what the models make of the answers."""

from __future__ import annotations

from genmarketing.ui import Bars, Conversation, Frame, Line, Lines, Marker, Series, Tile, Tiles, Turn

from ..models.brand_performance import MARKET
from ..models.comparisons import power
from .money_back import seeding_of

THEME = "trend_report"

SEEDING = seeding_of(0.2, 0.5)
"""The example of the seeding widget at its start."""

CUTS = (0.7, 1.0, 0.9)
SHARES = (0.0, 0.3, 0.53, 0.8)
HORIZONS = (13, 26, 52, 104)
HORIZON_NAMES = ("一季", "半年", "一年", "两年")

QUESTIONS = (
    (
        "财务总监：「报告说 54% 的同行看减 2025 年的行业投入。我们一年一千万，是不是也砍三成？」",
        ("砍三成，跟上行业", "不砍，先看自己的边际收获", "砍一成，留着看半年"),
    ),
    (
        "总经理：「报告里 53% 的人要减品牌、加效果。我们品牌给几成？」",
        ("不给，全投效果", "三成", "53%，节目说这是最佳配比", "八成"),
    ),
    ("财务总监：「年底考核，看多长时间的账？」", HORIZON_NAMES),
    (
        "总经理：「拿什么证明花得值？」",
        ("各平台后台的投产比", "留四个城市不投，和别处比", "每季问 100 个人记不记得我们"),
    ),
)


def budget_meeting() -> Conversation:
    """Answer four questions; each answer's consequence is computed, the last turn sums the year up."""

    def begin(history: list[int]) -> Turn:
        frame = _after(history)
        if len(history) == len(QUESTIONS):
            return Turn(_verdict(history), frame=frame, done=True)
        prompt, options = QUESTIONS[len(history)]
        return Turn(prompt, list(options), frame)

    return Conversation(
        title="开一次预算会",
        alt="四个问题，一问一答；每答一次，下面用模型算出后果，最后给出一年的账。",
        begin=begin,
        key="budget_meeting",
        theme=THEME,
    )


def _after(history: list[int]) -> Frame | None:
    if not history:
        return None
    if len(history) == 1:
        return _after_the_cut(CUTS[history[0]])
    if len(history) == 2:
        return _split(CUTS[history[0]], SHARES[history[1]], 52, "先按一年算")
    if len(history) == 3:
        weeks = HORIZONS[history[2]]
        return _split(CUTS[history[0]], SHARES[history[1]], weeks, f"看{HORIZON_NAMES[history[2]]}")
    return _evidence(history[3])


def _after_the_cut(cut: float) -> Frame:
    """What a year brings for budgets from half as large to a third larger, split 53:47, with the chosen one marked."""
    whole = MARKET.total_value(0.53, 52, 1.0)
    budgets = [at / 20 for at in range(10, 27)]
    kept = MARKET.total_value(0.53, 52, cut) / whole
    chart = Lines(
        [
            Line(
                "收获",
                [1000 * each for each in budgets],
                [100 * MARKET.total_value(0.53, 52, each) / whole for each in budgets],
            )
        ],
        "一年的预算（万元）",
        "收获（一千万时为 100）",
        markers=[Marker(1000 * cut, 100 * kept, "你的", "rival")],
        y_range=(0, 120),
        height=240,
    )
    if cut == 1:
        said = "54% 说的是行业总盘；同一份报告里，自家预算平均还增 8%。砍不砍，看图上这一段有多陡：你自己的最后一元换回多少。"
    else:
        said = f"在这个模型里，少花 {1 - cut:.0%}，收获少 {1 - kept:.0%}：最后花的那些钱本来就换得少。值不值，要看省下的钱另有什么用。"
    return Frame([chart], said)


def _split(cut: float, share: float, weeks: int, how_long: str) -> Frame:
    grid = [at / 25 for at in range(26)]
    best = MARKET.best_share(weeks, cut)
    highest = MARKET.total_value(best, weeks, cut)
    mine = MARKET.total_value(share, weeks, cut) / highest
    chart = Lines(
        [
            Line(
                "各种分法",
                [100 * at for at in grid],
                [100 * MARKET.total_value(at, weeks, cut) / highest for at in grid],
            )
        ],
        "品牌占（%）",
        "和最好的比（%）",
        markers=[Marker(100 * best, 100, "最好", "gain"), Marker(100 * share, 100 * mine, "你的", "rival")],
        x_range=(0, 100),
        y_range=(0, 105),
        height=260,
    )
    return Frame([chart], f"在这个模型里，{how_long}，最好给品牌 {best:.0%}；你给 {share:.0%}，少赚 {1 - mine:.1%}。")


def _evidence(choice: int) -> Frame:
    if choice == 2:
        chance = power(0.30, 0.35, 100, 100)
        tiles = Tiles([Tile("真涨了 5 个点，看得出来的机会", chance, format="0%", colour="rival")])
        return Frame([tiles], f"每季只问 100 人，记得你的人真从 30% 涨到 35%，也只有 {chance:.0%} 的机会看得出来。")
    if choice == 1:
        tiles = Tiles([Tile("答的是", "不投会怎样", colour="gain")])
        return Frame([tiles], "对照城市量的是多出来的部分，别的办法都量不到；城市要随机挑，还要算清看得出多大的差。")
    bars = Bars(
        ["种草", "搜索"],
        [Series("后台报的", SEEDING.platform_reports(), "rival"), Series("其实带来的", SEEDING.truth(), "gain")],
        "投产比",
        labelled=True,
        y_format="0.0",
        height=220,
    )
    return Frame([bars], "后台只看得见自己这一段：这是「种草的功劳」里的例子，照它分钱会砍掉真正起作用的。")


def _verdict(history: list[int]) -> str:
    cut, share, weeks = CUTS[history[0]], SHARES[history[1]], HORIZONS[history[2]]
    best = MARKET.best_share(weeks, cut)
    lost = 1 - MARKET.total_value(share, weeks, cut) / MARKET.total_value(best, weeks, cut)
    said = [f"散会。你的方案：预算 {1000 * cut:,.0f} 万元，品牌 {share:.0%}，看{HORIZON_NAMES[history[2]]}。"]
    said.append(f"按你自己定的时间，在这个模型里比最好的分法少赚 {lost:.1%}。")
    if lost > 0.06 and share < best:
        said.append(f"看这么远，品牌给少了：最好是 {best:.0%}。")
    elif lost > 0.06:
        said.append(f"看得这么近，等不到品牌的回报：最好是 {best:.0%}。")
    else:
        said.append("时间和份额配得上。")
    said.append("对照试验可以写进方案。" if history[3] == 1 else "证明的办法还要换：它回答不了「不投会怎样」。")
    return "".join(said)
