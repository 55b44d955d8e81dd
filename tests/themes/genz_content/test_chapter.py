"""The chapter of theme 06 has the shape that every chapter has, leaves no widget, concept or source check out, and quotes its own numbers rightly."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from genmarketing.build.chapter import Chapter, read_chapter
from genmarketing.data import concept as concept_of
from genmarketing.data import concept_ids, load
from genmarketing.theme import theme
from genmarketing.themes.genz_content import widgets
from genmarketing.themes.genz_content.generators import content_world
from genmarketing.themes.genz_content.models import (
    cleaning,
    compliance,
    compliance_rules,
    creators,
    diversity,
    experiments,
    matrices,
    production_line,
    segmentation,
    sentiment,
    tag_graph,
)
from genmarketing.themes.genz_content.widgets import predictions, quick_questions

THEME = theme("genz_content")
PATH = THEME.folder / "chapter.md"
TEXT = PATH.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chapter() -> Chapter:
    return read_chapter(THEME, PATH)


@pytest.fixture(scope="module")
def sections() -> dict[str, str]:
    """Title -> text of each section, with its teacher's notes and code."""
    parts = re.split(r"^## (.+)$", TEXT, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_concept_of_the_theme_is_taught_once(chapter: Chapter) -> None:
    taught = [use.id for use in chapter.uses if use.role == "concept"]
    of_theme = [id for id in concept_ids() if concept_of(id).theme == THEME.name]
    assert sorted(taught) == sorted(of_theme) == [f"K{number}" for number in range(146, 171)]


def test_every_section_has_notes_for_the_teacher_that_fill_the_announced_time(
    chapter: Chapter, sections: dict[str, str]
) -> None:
    noted = {note.section: note.text for note in chapter.notes}
    assert set(noted) == set(sections)
    for title, note in noted.items():
        for part in ("**时间**", "**可以问**", "**常见误会**"):
            assert part in note, title
    minutes = sum(int(re.search(r"\*\*时间\*\*：(\d+) 分钟", note)[1]) for note in noted.values())  # type: ignore[index]
    assert minutes == chapter.front.minutes == THEME.minutes
    assert 60 <= minutes <= 90


def test_every_teaching_section_asks_and_ends_in_a_decision(sections: dict[str, str]) -> None:
    teaching = [title for title in sections if re.match(r"[1-8] · ", title)]
    assert len(teaching) == 8
    for title in teaching:
        assert sections[title].count("widgets.quick_question(") == 1, title
        assert sections[title].count("**你会怎么做决定。**") == 1, title


def test_all_source_checks_say_claim_evidence_verdict_and_what_to_write(sections: dict[str, str]) -> None:
    text = next(text for title, text in sections.items() if "查到源头" in title)
    parts = re.split(r"^### (C\d\d) · ", text, flags=re.M)
    assert parts[1::2] == ["C34", "C36", "C47", "C50", "C51"]
    for name, part in zip(parts[1::2], parts[2::2], strict=True):
        for heading in (
            "**来源说**",
            "**证据**",
            "**结论**",
            "**可以这样写**",
            "{cite}`",
            "{reference}`",
            "{code-cell}",
        ):
            assert heading in part, name


def test_every_widget_prediction_and_quick_question_is_used(chapter: Chapter) -> None:
    code = "\n".join(cell.source for cell in chapter.cells if cell.kind == "code")
    for name in widgets.__all__:
        assert f"widgets.{name}(" in code, name
    for name in predictions.QUESTIONS:
        assert f'widgets.prediction("{name}")' in code
        assert f'widgets.recall("{name}"' in code
    for name in quick_questions.QUESTIONS:
        assert f'widgets.quick_question("{name}")' in code


def test_a_widget_stands_in_a_cell_that_nbval_does_not_compare(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.kind == "code" and "widgets." in cell.source:
            assert "nbval-ignore-output" in cell.tags, cell.source


def test_code_cells_are_short_enough_to_be_read_at_a_glance(chapter: Chapter) -> None:
    for cell in chapter.cells:
        if cell.kind == "code":
            assert len(cell.source.splitlines()) <= 15, cell.source
            assert max(map(len, cell.source.splitlines())) <= 130, cell.source


def test_jieba_is_loaded_where_it_says_so_before_anything_needs_it(chapter: Chapter) -> None:
    code = [cell.source for cell in chapter.cells if cell.kind == "code"]
    first = next(at for at, source in enumerate(code) if "segmentation." in source)
    assert code[first] == "segmenter = segmentation.load()"
    assert not any(re.search(r"known_words|Segmenter\(|jieba_idf|_bench\(", source) for source in code[:first])


# What the prose says of the made posts, of the exams and of the models


def test_what_is_said_of_the_made_data(sections: dict[str, str]) -> None:
    posts, people = load("posts"), load("creators")
    assert "**合成**的：3,600 条，半年，四百位虚构的创作者" in TEXT
    assert (len(posts), len(people)) == (3600, 400)
    assert (posts["date"].max(), posts["date"].min()) == ("2026-07-05", "2026-01-05")
    indices = matrices.tag_indices(posts, "tag", posts["date"] >= "2026-04-06")
    stream = indices.loc["溯溪"]
    assert (
        f"互动指数 {stream['interaction_index']:.0f}，比平均高四成，只有 {stream['posts']:.0f} 条"
        in quick_questions.QUESTIONS["matrix"][0]
    )
    assert 35 < stream["interaction_index"] - 100 < 45
    share = posts.merge(people, on="creator_id").groupby("kind")["exposures"].sum() / posts["exposures"].sum()
    koc = (posts.merge(people, on="creator_id")["kind"] == "KOC").mean()
    assert koc > 0.5 > 0.2 > share["KOC"], "«条数过半，曝光不到两成»"
    assert "条数过半，曝光不到两成" in next(text for title, text in sections.items() if title.startswith("5"))


def test_cleaning_harms_as_many_posts_as_the_prose_says() -> None:
    words = segmentation.known_words()
    hurt = [text for text in load("posts")["clean"] if cleaning.unscanned(text, words) != text]
    assert 200 < len(hurt) < 300
    assert "一错就是两百多条" in TEXT
    assert "评论区间" in cleaning.unscanned(hurt[0], words)


def test_the_recap_repeats_what_was_computed() -> None:
    posts, written = load("posts"), load("sentiment_set")
    model = sentiment.NaiveBayes(posts["clean"].iloc[:2800], posts["mood"].iloc[:2800])
    made = sentiment.examine(model, list(posts["clean"].iloc[2800:]), list(posts["mood"].iloc[2800:]))
    exam = sentiment.examine(model, list(written["text"]), list(written["mood"]))
    assert f"| {made.accuracy:.0%} 与 {100 * exam.accuracy:.1f}% | 同一个情感模型" in TEXT
    low, high = exam.interval()
    assert low < exam.always < high, "«就和瞎猜差不多»"
    sentences = load("compliance_set")
    scores = []
    for paper in ("practice", "exam"):
        part = sentences[sentences["paper"] == paper]
        flagged = [compliance.verdict(text) == "forbidden" for text in part["text"]]
        scores.append(compliance.alarms(flagged, list(part["label"] == "forbidden")))
    assert f"| {scores[0][0]:.0%} 与 {scores[1][0]:.0%} | 同一套合规规则" in TEXT
    assert scores[1][1] == pytest.approx(0.7), "«该禁的还漏了三成»"
    assert f"| {diversity.effective_number([4, 2, 1, 1]):.2f} 个 |" in TEXT
    assert f"| {experiments.sample_size(0.02, 0.022):,} 人 |" in TEXT
    assert f"| {experiments.error_rate(experiments.pocock(10, 1.959964)):.1%} | 偷看十次的误报" in TEXT


def test_the_prose_counts_the_rules_and_calls_the_law_s_answers_by_their_four_names() -> None:
    assert len(compliance_rules.RULES) == 10
    assert "十条规则一条条往下试" in TEXT
    assert "四种回答：**禁用、待证、豁免、需人工**" in TEXT
    assert set(compliance.NAMES.values()) == {"禁用", "待证", "豁免", "需人工"}


def test_few_posts_and_another_resolution_give_the_groups_of_the_prose() -> None:
    lists = [tags.split("|") for tags in load("posts")["tags"]]
    few, all_ = tag_graph.pairs(lists[:60]), tag_graph.pairs(lists)
    assert [len(tag_graph.communities(few, resolution=r)) for r in (1.0, 8.0)] == [6, 11]
    assert [len(tag_graph.communities(all_, resolution=r)) for r in (1.0, 2.0, 8.0)] == [9, 9, 9]
    assert "平常的粗细把九个主题并成 6 群，拨到「很细」又拆成 11 群" in TEXT


def test_the_production_line_of_the_prose() -> None:
    line = production_line.Line(production_line.LINE, rework=0.2)
    helped = production_line.with_ai(line, faster=3, rework=0.2)
    assert helped.pieces / line.pieces == pytest.approx(4 / 3), "«产量只多三分之一»"
    assert helped.bottleneck.name == "审核"
    assert production_line.with_ai(line, faster=3, rework=0.5).pieces < line.pieces
    more = production_line.balanced(line, line.weekly_cost).pieces - line.pieces
    assert 3 < more < 4
    assert "照现在的分工每周 16 篇，按活儿分多三篇多" in TEXT


def test_what_the_picker_s_prose_says_of_start_and_ends() -> None:
    posts, people = load("posts"), load("creators")
    for weeks in (2, 6, 13):
        table = creators.worth(posts, people, weeks)
        cheap = creators.booked(table, -table["cost"], 30_000)
        known = creators.booked(table, table["followers"], 30_000)
        assert 65 <= len(cheap) < 100, "«七十到近百位»"
        real = [30_000 / (each["true_rate"] * each["usual"]).sum() for each in (cheap, known)]
        assert real[1] > 4 * real[0], "«贵好几倍»"
        for _, kind in table.groupby("kind"):
            prior = creators.fit_prior(kind["interactions"].to_numpy(float), kind["exposures"].to_numpy(float))
            assert 40 < prior.weight < 170, "«一百来次»"


def test_what_the_picker_promises_too_much_is_luck_with_exposures_and_then_the_tags() -> None:
    """Promised / real = exposures seen / usual × factor of tag and mood × what is left, which is nothing."""
    posts, people = load("posts"), load("creators")
    late = posts["date"] >= "2026-04-06"
    planted = posts["tag"].map(lambda tag: content_world.effect(tag).appeal) * posts["mood"].map(
        content_world.MOOD_INTERACTION
    )
    growth = posts["tag"].map(lambda tag: content_world.effect(tag).growth)
    posts = posts.assign(likely=posts["exposures"] * planted * growth ** np.where(late, 0.5, -0.5))
    days = pd.to_datetime(posts["date"])
    for weeks in (2, 6, 13):
        table = creators.worth(posts, people, weeks)
        early = (
            posts[days < days.min() + pd.Timedelta(weeks=weeks)].groupby("creator_id")[["likely", "exposures"]].sum()
        )
        factor = table["creator_id"].map(early["likely"] / early["exposures"])
        cheap = creators.booked(table.assign(factor=factor), -table["cost"], 30_000)
        real = (cheap["true_rate"] * cheap["usual"]).sum()
        seen = cheap["exposures"] / cheap["posts"]
        assert (cheap["true_rate"] * seen).sum() / real > 1.15, "«主要是曝光»"
        assert 1.02 < (cheap["true_rate"] * cheap["usual"] * cheap["factor"]).sum() / real < 1.1, "«几个百分点是标签»"
        left = (cheap["shrunken"] * seen).sum() / (cheap["true_rate"] * seen * cheap["factor"]).sum()
        assert left == pytest.approx(1, abs=0.05), "«互动率已经收缩过»"


def test_posts_drawn_again_move_an_index_as_far_as_the_prose_says() -> None:
    posts = load("posts")
    rng = np.random.default_rng(6)
    ends = {tag: matrices.resampled_interval(posts, posts["tag"] == tag, rng) for tag in ("溯溪", "碱水面包", "木质调")}
    assert ends["溯溪"] == pytest.approx((110, 173), abs=4), "«高一成还是高七成»"
    width = {tag: high - low for tag, (low, high) in ends.items()}
    assert width["木质调"] > 1.3 * width["碱水面包"], "«区间反而宽»"
    counts = posts["tag"].value_counts()
    assert 20 < counts["木质调"] - counts["碱水面包"] < 30, "«多二十来条»"
