"""Views on watching a chain of agents, and on speaking before anybody asked."""

from __future__ import annotations

from collections.abc import Sequence

from genmarketing.ui import Bars, Explorer, Frame, Line, Lines, Marker, Reference, Series, Slider, Tile, Tiles

from ..models.supervision import STEPS, best_supervision, outreach, outreach_threshold, supervise

THEME = "gen_vs_digital"

CATCHES = 0.8
FEW = 15
"""People below which a share is said to be unreliable."""
GAIN = 30.0
"""元 earned by speaking first to somebody who needs it; made."""


def supervision_dial() -> Explorer:
    """Mistakes for each step, damage and cost of a check; four ways of watching and what each costs."""
    errors, damages, checks = (0.01, 0.03, 0.05, 0.1), (10.0, 100.0, 1_000.0, 10_000.0), (1.0, 5.0, 20.0)

    def results(error: float, damage: float, check: float) -> Frame:
        chain = [error] * len(STEPS)
        best, cheapest = best_supervision(chain, CATCHES, check, damage)
        last = len(STEPS) - 1
        ways = {
            "没有人看": supervise(chain, (), CATCHES, check, damage),
            "只看最后一步": supervise(chain, (last,), CATCHES, check, damage),
            "每一步都看": supervise(chain, range(len(STEPS)), CATCHES, check, damage),
            "最省的看法": cheapest,
        }
        cost = Bars(
            list(ways),
            [Series("每件花费", [way.cost for way in ways.values()], "main")],
            "每件花费（元）",
            title="检查费加出错的损失",
            horizontal=True,
            labelled=True,
            highlighted=[3],
            y_range=(0, 1.2 * max(way.cost for way in ways.values())),
            y_format="0.0",
            height=240,
        )
        faulty = Bars(
            list(ways),
            [Series("带着错出门", [way.faulty for way in ways.values()], "rival")],
            "机会",
            title="带着错出门的机会",
            horizontal=True,
            labelled=True,
            highlighted=[3],
            y_range=(0, 0.4),
            y_format="0.0%",
            height=240,
        )
        if not best:
            said = "看一眼比它能省下的损失还贵，放手更省。"
        else:
            said = f"人看 {len(best)} 处最省：{''.join(f'「{STEPS[step]}」' for step in best)}之后。"
        open_ = f"没有人看时，约每 {1 / ways['没有人看'].faulty:.0f} 件有 1 件带着错出门。"
        return Frame([cost, faulty], f"在这个模型里，{said}{open_}")

    return Explorer(
        title="放手，还是有人看着",
        alt="两张横条图比较没有人看、只看最后、每步都看和最省的看法：每件的花费，以及带着错出门的机会。",
        controls=[
            Slider("error", "每一步出错", errors, labels=[f"{e:.0%}" for e in errors], start=2),
            Slider("damage", "错了损失", damages, labels=[f"{d:,.0f} 元" for d in damages], start=1),
            Slider("check", "看一次", checks, start=1, unit="元"),
        ],
        results=results,
        key="supervision_dial",
        theme=THEME,
    )


def outreach_dial(scores: Sequence[float], needs: Sequence[bool]) -> Explorer:
    """From which score on to speak first; people reached rightly, people disturbed, and what it brings."""
    cuts, annoyances = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0), (2.0, 5.0, 10.0, 20.0)
    contacted = {cut: outreach(scores, needs, cut) for cut in cuts}

    def value(cut: float, annoyance: float) -> float:
        right, wrong = contacted[cut]
        return right * GAIN - wrong * annoyance

    def results(cut: float, annoyance: float) -> Frame:
        right, wrong = contacted[cut]
        gains = [value(each, annoyance) for each in cuts]
        best = max(cuts, key=lambda each: value(each, annoyance))
        tiles = Tiles(
            [
                Tile("先开口的人", right + wrong, "人"),
                Tile("说中的", right, "人", colour="gain"),
                Tile("白打扰的", wrong, "人", colour="rival"),
                Tile("合起来", value(cut, annoyance), "元", "0", colour="main"),
            ]
        )
        chart = Lines(
            [Line("合起来值多少", cuts, gains, "main", points=True)],
            "几分以上才开口（分）",
            "合起来值多少（元）",
            references=[Reference(0, ""), Reference(cut, "", axis="x")],
            markers=[Marker(best, value(best, annoyance), "最好", "gain")],
            y_range=(min(-200.0, 1.1 * min(gains)), max(400.0, 1.3 * max(gains))),
            y_format="0",
            height=280,
        )
        share = right / (right + wrong)
        least = outreach_threshold(GAIN, annoyance)
        said = f"{cut:g} 分以上的 {right + wrong} 人里，说中 {share:.0%}；打扰一次亏 {annoyance:g} 元时，要说中 {least:.0%} 才回本。"
        worth = value(cut, annoyance)
        said += "值得先开口。" if worth > 0 else "不如不说。" if worth < 0 else "刚好不赚不亏。"
        if right + wrong < FEW:
            said += f"不过只有 {right + wrong} 个人，换一周，比例可能大变。"
        return Frame([tiles, chart], f"在这份日志里，{said}")

    return Explorer(
        title="多有把握才先开口",
        alt="四个数是先开口的人、说中的、白打扰的和合起来的得失；曲线是得失随分数线的变化，有一个最高点。",
        controls=[
            Slider("cut", "几分以上才开口", cuts, start=1, unit="分"),
            Slider("annoyance", "白打扰一次亏", annoyances, start=1, unit="元"),
        ],
        results=results,
        key="outreach_dial",
        theme=THEME,
    )
