"""Views on tags: the four levels with what flows through them, and topics found from use alone."""

from __future__ import annotations

import pandas as pd

from genmarketing.ui import Choice, Explorer, Flow, Frame, Heat, Link, Node, Slider, Tile, Tiles

from ..models.diversity import effective_number
from ..models.tag_graph import agreement, communities, modularity, pairs

THEME = "genz_content"

MEASURES = {"帖子": "posts", "互动": "interactions", "订单": "sales"}


def topics_of(posts: pd.DataFrame) -> list[str]:
    """The topics, those of one area together."""
    return list(posts[["area", "topic"]].drop_duplicates().sort_values(["area", "topic"])["topic"])


def tag_explorer(posts: pd.DataFrame) -> Explorer:
    """Topic, measure and the tag to open: from area to topic to tags to scripts, with what each holds."""
    counted = posts.assign(posts=1)

    def results(topic: str, measure: str, opened: int) -> Frame:
        here = counted[counted["topic"] == topic]
        column = MEASURES[measure]
        area = str(here["area"].iloc[0])
        by_tag = here.groupby("tag")[column].sum().sort_values(ascending=False)
        whole, own = float(by_tag.sum()), float(counted[counted["area"] == area][column].sum())
        nodes = [Node(area, own, 0, 1, "领域", "quiet"), Node(topic, whole, 1, 1, "主题")]
        links = [Link(area, topic, whole)]
        for row, (tag, value) in enumerate(by_tag.items()):
            nodes.append(Node(str(tag), float(value), 2, row, "标签", "gain"))
            links.append(Link(topic, str(tag), float(value)))
        chosen = str(by_tag.index[opened])
        scripts = here[here["tag"] == chosen].groupby("script")[column].sum().sort_values(ascending=False)
        for row, (script, part) in enumerate(scripts.items()):
            nodes.append(Node(str(script), float(part), 3, row, "脚本", "warm"))
            links.append(Link(chosen, str(script), float(part)))
        unit = {"帖子": "条", "互动": "次", "订单": "单"}[measure]
        flow = Flow(nodes, links, format="万", node_format="万", unit=unit, title=f"{area} → {topic}，按{measure}算")
        effective = effective_number(by_tag.to_numpy())
        tiles = Tiles(
            [
                Tile("名义上的标签", len(by_tag), "个", "0"),
                Tile("有效的标签", effective, "个", "0.00", colour="main", note="按份额折算"),
                Tile("最大的标签", str(by_tag.index[0]), note=f"占 {by_tag.iloc[0] / whole:.0%}"),
            ]
        )
        said = f"「{topic}」的{measure}里，{by_tag.iloc[0] / whole:.0%} 落在「{by_tag.index[0]}」；"
        said += f"三个标签{'只顶' if effective < 2.9 else '分得匀，顶'} {effective:.2f} 个。"
        return Frame([tiles, flow], said)

    return Explorer(
        title="四级标签：领域、主题、标签、脚本",
        alt="从左到右四列方框：一个领域、一个主题、三个标签、打开的那个标签的三个脚本；箭头的粗细是帖子、互动或订单的多少。",
        controls=[
            Choice("topic", "主题", topics_of(posts)),
            Choice("measure", "按什么算", list(MEASURES)),
            Choice("opened", "打开哪个标签", [("最大的", 0), ("第二大的", 1), ("最小的", 2)]),
        ],
        results=results,
        key="tag_explorer",
        theme=THEME,
    )


def community_explorer(posts: pd.DataFrame) -> Explorer:
    """Number of posts and resolution: groups of tags found by Louvain beside the topics that were planted."""
    topic_of = dict(zip(posts["tag"], posts["topic"], strict=True))
    topics = topics_of(posts)
    lists = [tags.split("|") for tags in posts["tags"]]
    sizes = [30, 60, 200, 1000, len(posts)]

    def results(number: int, resolution: float) -> Frame:
        together = pairs(lists[:number])
        groups = communities(together, resolution=resolution)
        place = {tag: at for at, group in enumerate(groups) for tag in group}
        fit = agreement(list(place.values()), [topic_of[tag] for tag in place])
        counts = [[sum(topic_of[tag] == topic for tag in group) for group in groups] for topic in topics]
        # Columns stand where most of their tags belong, so that agreement shows as a diagonal.
        order = sorted(
            range(len(groups)), key=lambda at: max(range(len(topics)), key=lambda row: (counts[row][at], -row))
        )
        width = 14
        values = [[row[at] for at in order[:width]] + [0] * (width - len(order[:width])) for row in counts]
        heat = Heat(
            values,
            topics,
            [str(at + 1) for at in range(width)],
            "标签（个）",
            format="0",
            limits=(0, 3),
            title="行是种下的主题，列是找到的第几群",
        )
        tiles = Tiles(
            [
                Tile("找到", len(groups), "群", "0", colour="main"),
                Tile("种下", len(topics), "个主题", "0"),
                Tile("和种下的一致", fit, format="0.00", colour="gain", note="1 是完全一致"),
                Tile("模块度", modularity(together, groups), format="0.00"),
            ]
        )
        if fit > 0.999:
            said = f"只看「谁和谁一起用」，{number:,} 条帖子就把种下的 {len(topics)} 个主题全部找回来了。"
        elif len(groups) < len(topics):
            said = f"看得太粗，或者帖子太少：{len(topics)} 个主题并成了 {len(groups)} 群。"
        else:
            said = f"看得太细，帖子又少：{len(topics)} 个主题拆成了 {len(groups)} 群，其中有的并不存在。"
        return Frame([tiles, heat], said)

    return Explorer(
        title="不看名字，也能找到主题",
        alt="一张格子图：行是种下的主题，列是找到的群，格子里是标签的个数；完全一致时排成一条对角线。",
        controls=[
            Slider("number", "用多少条帖子", sizes, start=4, unit="条"),
            Slider("resolution", "看得多细", [0.3, 1.0, 2.0, 8.0], labels=["很粗", "平常", "细", "很细"], start=1),
        ],
        results=results,
        key="community_explorer",
        theme=THEME,
    )
