"""Views on words: a segmenter with a dictionary that can be written in, and three ways to find keywords."""

from __future__ import annotations

import re

import pandas as pd

from genmarketing.ui import (
    Bars,
    Choice,
    Explorer,
    Frame,
    Mark,
    Marked,
    Series,
    Table,
    TextField,
    Tile,
    Tiles,
    Writer,
)

from ..models.keywords import document_idf, jieba_idf, text_rank, tf_idf, top
from ..models.segmentation import Segmenter, known_words

THEME = "genz_content"

SAMPLE = "周末City Walk，路过一家茶饮店，主打一个松弛感。低糖茶饮三分糖刚好，显眼包本包。"
SIGNS = re.compile(r"[\s，。、！？：；,.!?~…（）()「」]+")


PARTS_SHOWN = {"名词 n": "n", "动词 v": "v", "形容词 a": "a"}
"""Parts of speech in the table, by the first letter of jieba's tag."""


def own_words(written: str) -> list[str]:
    """Words of a field, set apart by commas; a blank inside a word is kept, so that its fate can be seen."""
    return list(dict.fromkeys(word.strip() for word in re.split(r"[，,、；;\n]+", written) if word.strip()))


def segment_bench() -> Writer:
    """Write a text and a dictionary of one's own; see the words, where they come from, and their parts of speech."""

    def respond(text: str, words: str, mode: str, hmm: bool) -> Frame:
        if not text.strip():
            raise ValueError("先写一句话。")
        own = own_words(words)
        segmenter = Segmenter(own)
        cut = {
            "precise": segmenter.cut(text, hmm),
            "search": segmenter.cut_for_search(text, hmm),
            "full": segmenter.cut_all(text),
        }[mode]
        parts: list[Mark | str] = []
        kinds = []
        for word in cut:
            kind = _kind(word, own)
            kinds.append(kind)
            if word.strip():
                parts += [Mark(word, kind), "／"]
        used = [word for word in own if word in cut]
        tiles = Tiles(
            [
                Tile("切成", sum(bool(SIGNS.sub("", word)) for word in cut), "个词", "0"),
                Tile("用上自己的词", len(used), "个", "0", colour="gain"),
                Tile("词典里没有", kinds.count("unknown"), "个", "0", colour="rival"),
            ]
        )
        legend = {
            "own": ("自己的词", "gain"),
            "known": ("词典里的词", "main"),
            "unknown": ("词典里没有", "rival"),
        }
        tagged = [word for word in segmenter.tagged(text, hmm) if SIGNS.sub("", word.text)]
        rows = []
        for name, letter in PARTS_SHOWN.items():
            found = dict.fromkeys(word.text for word in tagged if word.part.startswith(letter))
            rows.append([name, "、".join(list(found)[:12]) or "（没有）"])
        parts_of_speech = Table(["词性（精确模式）", "词"], rows)
        return Frame([tiles, Marked(parts[:-1] or [" "], legend), parts_of_speech], _said(own, used, mode))

    return Writer(
        title="分词台：写一本自己的词典",
        alt="一句话切成一个个词，用斜线隔开：自己的词、词典里的词、靠猜的词各有底色；上面是词数。",
        fields=[
            TextField("text", "一句话", value=SAMPLE, rows=2, limit=200),
            TextField("words", "自己的词典（用逗号隔开）", value="", limit=200, hint="茶饮，松弛感，显眼包，City Walk"),
        ],
        controls=[
            Choice("mode", "模式", [("精确", "precise"), ("全", "full"), ("搜索", "search")]),
            Choice("hmm", "不认识的字", [("猜一猜（HMM）", True), ("不猜", False)]),
        ],
        respond=respond,
        key="segment_bench",
        theme=THEME,
    )


def _kind(word: str, own: list[str]) -> str:
    if word in own:
        return "own"
    if len(SIGNS.sub("", word)) < 2:
        return ""
    return "known" if word in known_words() else "unknown"


def _said(own: list[str], used: list[str], mode: str) -> str:
    spaced = [word for word in own if " " in word]
    if spaced:
        return f"「{spaced[0]}」进了词典也切不成一个词：查词典以前，句子已经在空格处断开了。写成「{spaced[0].replace(' ', '').lower()}」，清洗时把原文也改过来。"
    if mode == "full":
        return "全模式把能成词的都列出来，互相重叠：用来检索，不用来数词。"
    unused = [word for word in own if word not in used]
    if unused:
        return f"「{unused[0]}」没有切出来：句子里没有它，或者字没有连着。"
    if used:
        return f"自己的词用上了 {len(used)} 个。一个词切对了，后面的数才数得对。"
    return "词典是旧的，新词要靠猜，或者被切碎。把它们写进自己的词典，看看哪里变了。"


EACH = 40
"""Posts of each topic that are counted; TextRank, which is slower, takes a quarter of them."""
WAYS = {"jieba": "TF-IDF，jieba 的表", "own": "TF-IDF，自己的帖子", "rank": "TextRank"}


def keyword_bench(posts: pd.DataFrame, segmenter: Segmenter) -> Explorer:
    """Topic and method: the ten strongest words of a topic's posts, and how many of them tie."""
    texts = {str(topic): list(group["clean"].iloc[:EACH]) for (_, topic), group in posts.groupby(["area", "topic"])}
    cut = {topic: [segmenter.cut(text) for text in found] for topic, found in texts.items()}
    own = document_idf(words for found in cut.values() for words in found)
    listed, unknown = jieba_idf()

    def weights(topic: str, way: str) -> dict[str, float]:
        words = [word for found in cut[topic] for word in found if not SIGNS.fullmatch(word) and not word.isdigit()]
        if way == "jieba":
            return tf_idf(words, listed, unknown)
        if way == "own":
            return tf_idf(words, own, max(own.values()))
        return text_rank([word for text in texts[topic][: EACH // 4] for word in segmenter.tagged(text)])

    def results(topic: str, way: str) -> Frame:
        found = weights(topic, way)
        best = top(found, 10)
        bars = Bars(
            best,
            [Series("权重", [found[word] / found[best[0]] for word in best])],
            "和第一名的比",
            horizontal=True,
            y_range=(0, 1),
            y_format="0.00",
            height=330,
        )
        absent = [word for word in best if word not in listed]
        if way == "jieba":
            if absent:
                said = f"前十个词里，{len(absent)} 个不在 jieba 的表里（{'、'.join(absent[:3])}），一律按中位数 {unknown:.2f} 算：谁多谁靠前，分不出谁更特别。"
            else:
                said = "前十个词都在 jieba 的表里。表说的是它那批语料里的少见，不是帖子里的少见。"
        elif way == "own":
            said = "只在这个主题里常见的词靠前，到处都有的词靠后。换一批帖子，权重就要重算。"
        else:
            said = "TextRank 不看别的帖子，只看词和词挨不挨着：和很多词做邻居的靠前。"
        return Frame([bars], said)

    return Explorer(
        title="这个主题在说什么",
        alt="一排横柱：所选主题的帖子里权重最大的十个词。",
        controls=[
            Choice("topic", "主题", list(texts)),
            Choice("way", "办法", [(text, name) for name, text in WAYS.items()]),
        ],
        results=results,
        key="keyword_bench",
        theme=THEME,
    )
