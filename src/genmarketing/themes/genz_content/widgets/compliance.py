"""Views on compliance: one's own text with its terms judged, and three checkers examined on a set apart."""

from __future__ import annotations

import pandas as pd

from genmarketing.ui import Choice, Explorer, Frame, Mark, Marked, Table, TextField, Tile, Tiles, Writer

from ..models.compliance import GRAVEST, NAMES, ai_label, alarms, by_keywords, check, verdict
from ..models.compliance_rules import KEYWORDS, STATUTE
from .unbroken import unbroken

THEME = "genz_content"

LEGEND = {
    "forbidden": ("禁用", "rival"),
    "needs_person": ("需人工", "accent"),
    "needs_proof": ("待证", "warm"),
    "exempt": ("豁免，也要真", "gain"),
}
EXAMPLE = "全城第一好喝的柚子茶！2025 年双十一茶饮类目销量第一。最佳饮用时间为开封后两小时，第一次喝的朋友绝对会爱上。"


def compliance_checker() -> Writer:
    """Write an advertisement; terms are marked by what follows from law and guideline, with the place."""

    def respond(text: str, made: str) -> Frame:
        if not text.strip():
            raise ValueError("先写一句广告文案。")
        findings = check(text)
        parts: list[Mark | str] = []
        at = 0
        for finding in findings:
            parts += [text[at : finding.start], Mark(finding.text, finding.verdict, f"{finding.place}：{finding.why}")]
            at = finding.end
        parts.append(text[at:])
        label = {"present": "有", "missing": "缺", "not_needed": "不用"}[ai_label(text, made == "ai")]
        counts = [finding.verdict for finding in findings]
        tiles = Tiles(
            [
                *(Tile(NAMES[kind], counts.count(kind), "处", "0", colour=LEGEND[kind][1]) for kind in GRAVEST),
                Tile("AI 标识", label, colour="rival" if label == "缺" else ""),
            ]
        )
        rows = [
            [unbroken(finding.text), unbroken(NAMES[finding.verdict]), finding.place, finding.why]
            for finding in findings
        ]
        panels = [tiles, Marked([part for part in parts if part] or [" "], LEGEND)]
        if rows:
            panels.append(Table(["词", unbroken("程序说"), "依据", "为什么"], rows))
        return Frame(panels, _said(text, label))

    return Writer(
        title="合规检查：四种回答，没有「合法」",
        alt="一段广告，绝对化用语标了底色：禁用、需人工、待证、豁免；上面是各有几处，下面的表写着依据。",
        fields=[TextField("text", "广告文案（换成你的）", value=EXAMPLE, rows=3, limit=400)],
        controls=[Choice("made", "谁写的", [("人写的", "person"), ("AI 生成的", "ai")])],
        respond=respond,
        key="compliance_checker",
        theme=THEME,
    )


def _said(text: str, label: str) -> str:
    found = verdict(text)
    said = {
        None: "没有找到词表里的词。这不等于合法：图片、证据、页面和别的条文，程序都没有看。",
        "forbidden": "有指向商品的绝对化用语，没有看到豁免的情形：改掉再说。",
        "needs_person": "有的词要看语境，交给懂广告法的人。",
        "needs_proof": "写的是限定时间或地域的事实：附上证明和出处，再交人看。",
        "exempt": "落在指南的豁免情形里，仍要真实，要留证据。",
    }[found]
    return said + ("AI 生成的文字要有看得见的标识，开头或结尾没有找到。" if label == "缺" else "")


CHECKERS = ("法条三个词", "长词表", "规则")


PAPERS = {"practice": "练习卷（规则照它改过）", "exam": "考卷（规则没有见过）"}


def compliance_exam(sentences: pd.DataFrame) -> Explorer:
    """Paper, checker and kind of error: precision and recall on sentences written by hand, and examples.

    Args:
        sentences: columns ``paper``, ``text`` and ``label``, one of the four verdicts; see ``compliance_set.csv``.
    """
    papers = {paper: sentences[sentences["paper"] == paper] for paper in PAPERS}

    def results(paper: str, checker: str, wrong: str) -> Frame:
        texts, labels = list(papers[paper]["text"]), list(papers[paper]["label"])
        flagged = [flags(text)[checker] for text in texts]
        bad = [label == "forbidden" for label in labels]
        precision, recall = alarms(flagged, bad)
        false = [at for at in range(len(texts)) if flagged[at] and not bad[at]]
        missed = [at for at in range(len(texts)) if bad[at] and not flagged[at]]
        tiles = Tiles(
            [
                Tile("报警里真禁用的", precision, format="0%", colour="gain", note="精确率"),
                Tile("禁用的里报出来的", recall, format="0%", colour="main", note="召回率"),
                Tile("冤枉", len(false), "句", "0", colour="warm"),
                Tile("漏掉", len(missed), "句", "0", colour="rival"),
            ]
        )
        chosen = false if wrong == "false" else missed
        rows = [[texts[at], unbroken(NAMES[labels[at]]), unbroken(_said_by_rules(texts[at]))] for at in chosen[:5]]
        headings = ["冤枉的句子" if wrong == "false" else "漏掉的句子", unbroken("人标的"), unbroken("规则说")]
        table = Table(headings, rows or [["（没有）", "", ""]])
        said = f"{len(texts)} 句里 {sum(bad)} 句该禁用。{checker}报了 {sum(flagged)} 句，冤枉 {len(false)} 句，漏掉 {len(missed)} 句。"
        if checker == "规则":
            said += "规则照着这张卷子改过，这个分数不算数。" if paper == "practice" else "能信的是这个分数。"
        return Frame([tiles, table], said)

    return Explorer(
        title="三种检查，两张卷子",
        alt="四个数是精确率、召回率、冤枉和漏掉的句数；表里是冤枉或漏掉的例子。",
        controls=[
            Choice("paper", "考哪张卷子", [(text, name) for name, text in PAPERS.items()], start=1),
            Choice("checker", "用什么查", list(CHECKERS), start=2),
            Choice("wrong", "看哪种错", [("冤枉的", "false"), ("漏掉的", "missed")]),
        ],
        results=results,
        key="compliance_exam",
        theme=THEME,
    )


def _said_by_rules(text: str) -> str:
    found = verdict(text)
    return NAMES[found] if found else "没有报"


def flags(text: str) -> dict[str, bool]:
    """Whether each checker calls a text forbidden."""
    found = (bool(by_keywords(text, STATUTE)), bool(by_keywords(text, KEYWORDS)), verdict(text) == "forbidden")
    return dict(zip(CHECKERS, found, strict=True))
