"""View on chains and voting: when more votes help, and when they make it worse."""

from __future__ import annotations

from genmarketing.ui import Bars, Explorer, Frame, Line, Lines, Reference, Series, Slider

from ..models.chains import DIGITS, TRAP_ANSWER, answer_distribution, vote_accuracy, voting_limit

VOTES = (1, 3, 5, 9, 17, 33)


def chain_voting() -> Explorer:
    """Length, error per step and tempting wrong path of a chain; the chance that a vote over chains is right."""
    names = ["正确"] + [f"差 {i}" for i in range(1, DIGITS)]
    names[TRAP_ANSWER] = "歪路"

    def results(length: int, error: float, trap: float) -> Frame:
        answers = answer_distribution(length, error, trap)
        chances = [vote_accuracy(answers, votes) for votes in VOTES]
        limit = voting_limit(answers)
        spread = Bars(
            names,
            [Series("一条链给出它的机会", answers, "main")],
            "机会",
            title="一条链会答成什么",
            highlighted=[0, TRAP_ANSWER] if trap else [0],
            y_range=(0, 1),
            y_format="0%",
        )
        curve = Lines(
            [Line("投票后答对", VOTES, chances, "gain" if limit == 1 else "rival", points=True)],
            "票数",
            "答对的机会",
            title="多投几票会怎样",
            x_scale="log",
            y_range=(0, 1),
            y_format="0%",
            references=[Reference(limit, "票数无限多时")] if limit in (0, 1) else [],
        )
        sentence = f"在这个模型里，一条链答对 {chances[0]:.1%}，{VOTES[-1]} 票答对 {chances[-1]:.1%}。"
        if limit == 1:
            sentence += "正确答案仍是最常见的一个，票越多越好。"
        else:
            sentence += f"走歪路的（{answers[TRAP_ANSWER]:.1%}）比答对的还多，票越多越错。"
        return Frame([spread, curve], sentence)

    return Explorer(
        title="多条链投票：什么时候救得回来",
        alt="左图是一条链给出各个答案的机会；右图是投票后答对的机会随票数的变化，歪路太多时曲线向下。",
        controls=[
            Slider("length", "推几步", [5, 10, 20], start=1, unit="步"),
            Slider("error", "每步出错", [0.05, 0.1, 0.15, 0.2], labels=["5%", "10%", "15%", "20%"], start=1),
            Slider("trap", "出错时走上歪路", [0.0, 0.3, 0.6, 1.0], labels=["0%", "30%", "60%", "100%"], start=0),
        ],
        results=results,
        key="chain_voting",
        theme="moe_reasoning",
    )
