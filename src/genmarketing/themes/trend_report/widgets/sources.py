"""Views for checking sources: statements on one axis of years, and cards to sort by what a number is a share of."""

from __future__ import annotations

from genmarketing.data import claim, published
from genmarketing.ui import Bars, Board, Cell, Choice, Explorer, Frame, Item, Series, Sorter, Table

from ..models.timeline import Entry, of_topic

THEME = "trend_report"

TOPICS = {
    "看减的比例": ("信心：看减",),
    "看增的比例": ("信心：看增",),
    "预算增幅": ("自家预算增幅", "社媒投入增幅"),
    "电视与 PC": ("会投直播电视", "直播电视加码", "增投智能电视", "PC 回调", "增投 PC 端"),
    "竞争、搜索与短剧": ("「竞争加剧」的名次", "站内搜索", "短剧的规模", "「趋势年」"),
}

KINDS = {"实际": "actual", "预测": "forecast", "意愿": "plan", "看法": "view"}
UNKNOWN = "年份不明"
"""Column of what has no year."""

YEARS = ["2022", "2023", "2024", "2025", "2026"]


def timeline_axis() -> Explorer:
    """Put what the episodes said on one axis of years: as it was said, and as it stands after checking."""

    def results(topic: str, year: str) -> Frame:
        entries = [entry for prefix in TOPICS[topic] for entry in of_topic(prefix)]
        checked = year == "checked"
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            year_of = entry.about if checked else entry.said
            found.setdefault((entry.topic, f"{year_of or UNKNOWN}"), []).append(entry)
        cells = [
            Cell(what, when, "\n".join(_short(entry) for entry in here), KINDS[here[0].kind])
            for (what, when), here in found.items()
        ]
        axis = Board(
            list(dict.fromkeys(entry.topic for entry in entries)),
            [*YEARS, UNKNOWN],
            cells,
            kinds={
                "actual": ("实际", "gain"),
                "forecast": ("预测", "main"),
                "plan": ("意愿", "warm"),
                "view": ("看法", "rival"),
            },
            x="年",
        )
        rows = [
            [
                entry.source,
                f"{entry.topic} {entry.figure}",
                f"{entry.said or '没有写'}",
                f"{entry.about or '定不下'}",
                entry.why,
            ]
            for entry in entries
        ]
        moved = sum(entry.drifted for entry in entries)
        table = Table(
            ["出处", "说的是", "写的年", "核对后", "怎样定的"],
            rows,
            highlighted=[i for i, entry in enumerate(entries) if entry.drifted],
        )
        if checked:
            said = "核对以后，同一个数回到同一年；定不下的放在最右一格。" if moved else "年份没有要改的。"
        else:
            said = f"照节目的写法，有 {moved} 处年份对不上。" if moved else "照节目的写法，年份没有出错。"
        return Frame([_growth(entries) if topic == "预算增幅" else axis, table], f"{topic}：{said}")

    return Explorer(
        title="几期节目放到一条时间轴上",
        alt="一张格子表，每一列是一年；照节目的写法同一个数散在几年里，核对以后归到一处。",
        controls=[
            Choice("topic", "看哪一类", list(TOPICS)),
            Choice("year", "年份用", [("节目里说的", "said"), ("核对以后的", "checked")]),
        ],
        results=results,
        key="timeline_axis",
        theme=THEME,
    )


def _growth(entries: list[Entry]) -> Bars:
    """Forecast and actual growth, each in the year that it is about: these differ in kind, not in year."""

    def series(name: str, topic: str, kind: str, colour: str) -> Series:
        growth = {e.about: float(e.figure.rstrip("%")) for e in entries if (e.topic, e.kind) == (topic, kind)}
        return Series(name, [growth.get(int(year)) for year in YEARS], colour)

    return Bars(
        [f"{year} 年" for year in YEARS],
        [
            series("自家预算：预测", "自家预算增幅", "预测", "main"),
            series("自家预算：实际", "自家预算增幅", "实际", "gain"),
            series("社媒投入：预测", "社媒投入增幅", "预测", "warm"),
        ],
        "平均增幅（%）",
        labelled=True,
        y_range=(0, 12),
        y_format="0",
        height=240,
    )


def _short(entry: Entry) -> str:
    return f"{entry.figure} {entry.source}".strip()


def same_number() -> Sorter:
    """Five sentences with 53 in them, to be sorted by what was asked of whom."""
    return Sorter(
        title="同是 53，问的是什么",
        alt="五张卡片，都写着 53，要按题目分进五栏。",
        question="每张卡片上的 53，分母是谁、问的是什么？",
        bins=[
            ("done", "2024 年做的"),
            ("squeezed", "吃紧时打算"),
            ("more", "2025 年增投"),
            ("money", "钱的分法"),
            ("other", "另一次调查"),
        ],
        items=[
            Item(
                "rapid",
                f"{claim('E35-31').figure}% 的广告主建快速响应机制",
                "done",
                "多选题，问 2024 年的应对办法；121 人勾了它。",
                hints={"squeezed": "这一题问的是已经做的事，不是打算。"},
            ),
            Item(
                "shift",
                f"{claim('E35-34').figure}% 的广告主减品牌、加效果",
                "squeezed",
                "多选题，问预算吃紧时的做法；也是 121 人，却不一定是同一批人。",
                hints={
                    "done": "这一题问的是钱不够时会怎么办，不是已经做了什么。",
                    "more": "它问的是钱不够的时候砍什么，不是增投什么。",
                    "money": "这是人的比例，不是钱的比例。",
                },
            ),
            Item(
                "performance",
                f"{claim('E36-29').figure}% 的广告主增投效果广告",
                "more",
                "问的是 2025 年各种广告形式里增投哪些。",
                hints={
                    "done": "这一题问的是 2025 年的打算，不是 2024 年做过的。",
                    "squeezed": "这一题没有「预算吃紧」的前提。",
                    "money": "增投的人占 53%，不是钱占 53%。",
                },
            ),
            Item(
                "split",
                f"品牌与效果的最佳配比 {claim('E35-10').figure}",
                "money",
                "分的是钱：100 元里 53 元给品牌。节目没有说是哪项研究。",
                hints={
                    "done": "这里没有人被问做过什么，分的是钱。",
                    "squeezed": "数一样，可是这里分的是钱，不是数人头。",
                    "more": "这里没有问谁要增投。",
                },
            ),
            Item(
                "aigc",
                f"{published('ctr_aigc_creative').printed}% 的广告主在创意里用了 AIGC",
                "other",
                "这是另一家机构的调查，问的人、题目都不同。",
                hints={"done": "像是同一类问题，可是问的是另一批人。"},
            ),
        ],
        key="same_number",
        theme=THEME,
    )


def usable_claims() -> Sorter:
    """Six sentences as people repeat them, to be sorted into usable, usable when repaired, and not usable."""
    return Sorter(
        title="能写进汇报吗",
        alt="六句常被转述的话，分进三栏：可以写，改了可以写，不能写。",
        bins=[("use", "可以照写"), ("repair", "改了可以写"), ("leave", "不能写")],
        items=[
            Item(
                "gap",
                "2024 年底的调查里，看减的（54%）远多于看增的（22%）",
                "use",
                "差 32 个百分点，标准误 5.4，时间、对象都写明了。",
                hints={"leave": "差距是标准误的六倍，可以写。", "repair": "年份、两个数、说谁，都写明了，不用改。"},
            ),
            Item(
                "majority",
                "多数广告主看减明年的行业投入",
                "leave",
                "区间从 47.5% 到 60.3%，跨过一半；「明年」也没有写是哪一年。",
                hints={"repair": "要改的是结论本身：「多数」没有依据。", "use": "看看 54% 的区间左端。"},
            ),
            Item(
                "vendors",
                "AI 营销供应商已有 200 家",
                "repair",
                "数字有出处，单位错了：是 200 个提报，一家公司可以报几个。",
                hints={"use": "200 数的是提报。", "leave": "把单位改对就可以写。"},
            ),
            Item(
                "kos",
                "KOS 是关键意见员工",
                "leave",
                "通行的意思是关键意见销售（Key Opinion Sales）。",
                hints={"repair": "这是释义，改掉就成了另一句话。", "use": "查一查最后那个 S 是哪个词。"},
            ),
            Item(
                "drama",
                "短剧规模超过电影，逼近电视广告",
                "repair",
                "前半句可以写成「预估超过票房预计」；后半句把用户付费同广告花费相比，要删。",
                hints={"use": "市场规模和广告花费不是一类数。", "leave": "有一半是比得的：当时的两个预估。"},
            ),
            Item(
                "beauty",
                "2023 年国货美妆的份额过半",
                "use",
                "报道给出 50.4%，另有口径作 52.2%，都过半；「把日韩牌挤出市场」才是过头的话。",
                hints={"leave": "过半有据，过头的是「挤出」。", "repair": "年份、品类、过半，一样不缺，不用改。"},
            ),
        ],
        key="usable_claims",
        theme=THEME,
    )
