"""Cleaning, words, keywords, sentiment and compliance against the documentation, jieba itself, scikit-learn and by hand."""

from __future__ import annotations

import math
import sys

import jieba.analyse
import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.naive_bayes import MultinomialNB

from genmarketing.data import published
from genmarketing.themes.genz_content.models import cleaning, compliance, keywords, segmentation, sentiment
from genmarketing.themes.genz_content.models.segmentation import Segmenter

TEXT = (
    "周末去杭州喝了一杯龙井奶茶，茶饮店的包装设计很有松弛感，店员推荐的联名杯套也好看。"
    "联名款的包装我想收藏，奶茶味道清爽，下次还要带朋友来杭州喝奶茶。"
)


@pytest.fixture(scope="module")
def plain() -> Segmenter:
    return Segmenter()


def test_width_of_letters_but_not_of_punctuation() -> None:
    assert cleaning.narrow("ＡＢＣ１２３\u3000，！（好）％") == "ABC123 ，！（好）％"


@pytest.mark.parametrize(
    ("letters", "is_one"),
    [("zhong", True), ("zhongcao", True), ("zhǒng cǎo", True), ("vlog", False), ("citywalk", False), ("", False)],
)
def test_what_can_be_read_as_pinyin(letters: str, is_one: bool) -> None:
    assert cleaning.is_pinyin(letters) is is_one


def test_pinyin_between_characters_goes_and_words_stay() -> None:
    assert cleaning.without_pinyin("种zhong草一支口红cǎo，好用") == "种草一支口红，好用"
    assert cleaning.without_pinyin("今天emo了，用vlog记录") == "今天emo了，用vlog记录"
    assert cleaning.without_pinyin("今天emo了", kept=()) == "今天了", "a step can do harm of its own"


def test_traditional_characters_by_phrase() -> None:
    assert cleaning.simplified("種草愛用物，皮膚乾燥，後來") == "种草爱用物，皮肤干燥，后来"


def test_a_look_alike_is_put_back_where_only_one_reading_makes_a_word() -> None:
    words = {"未来", "日常", "人", "土地"}
    assert cleaning.unscanned("末来的曰常", words) == "未来的日常"
    assert cleaning.unscanned("土地和士地", words) == "土地和土地"
    assert cleaning.unscanned("自已", {"自已", "自己"}) == "自已", "both readings are words: the step cannot know"


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [("", "", 0), ("种草", "种草", 0), ("种zhong草", "种草", 5), ("末来", "未来了", 2), ("", "早八", 2)],
)
def test_edit_distance(one: str, other: str, away: int) -> None:
    assert cleaning.distance(one, other) == cleaning.distance(other, one) == away


def test_error_after_each_step() -> None:
    steps = {"宽度": cleaning.narrow, "拼音": cleaning.without_pinyin}
    rates = cleaning.after_each_step(["Ａ种zhong草"], ["A种草"], steps)
    assert rates == pytest.approx({"原样": 6 / 3, "宽度": 5 / 3, "拼音": 0})


@pytest.mark.parametrize(
    ("mode", "text", "words"),
    [
        ("cut_all", "我来到北京清华大学", "我/来到/北京/清华/清华大学/华大/大学"),
        ("cut", "我来到北京清华大学", "我/来到/北京/清华大学"),
        ("cut", "他来到了网易杭研大厦", "他/来到/了/网易/杭研/大厦"),
        (
            "cut_for_search",
            "小明硕士毕业于中国科学院计算所，后在日本京都大学深造",
            "小明/硕士/毕业/于/中国/科学/学院/科学院/中国科学院/计算/计算所/，/后/在/日本/京都/大学/日本京都大学/深造",
        ),
    ],
)
def test_documented_examples_of_jieba(plain: Segmenter, mode: str, text: str, words: str) -> None:
    assert "/".join(getattr(plain, mode)(text)) == words


def test_without_the_hidden_markov_model_an_unknown_name_falls_apart(plain: Segmenter) -> None:
    assert plain.cut("他来到了网易杭研大厦", hmm=False) == ["他", "来到", "了", "网易", "杭", "研", "大厦"]


def test_own_words_are_seen_by_their_own_segmenter_alone(plain: Segmenter) -> None:
    own = Segmenter(["茶饮", "松弛感"])
    assert "茶饮" in own.cut("喝了一杯茶饮")
    assert "茶饮" not in plain.cut("喝了一杯茶饮")
    assert segmentation.Word("茶饮", "n") in own.tagged("喝了一杯茶饮")
    assert "茶饮" not in segmentation.known_words()


def test_own_words_win_against_their_neighbours(plain: Segmenter) -> None:
    for text, pieces in (("路过一家茶饮店", "饮店"), ("低糖茶饮三分糖", "糖茶")):
        assert pieces in plain.cut(text), "without the word its characters go to the neighbours"
        assert "茶饮" in Segmenter(["茶饮"]).cut(text)


def test_a_word_with_a_blank_cannot_become_one(plain: Segmenter) -> None:
    own = Segmenter(["City Walk", "citywalk"])
    assert own.cut("City Walk") == ["City", " ", "Walk"]
    assert "citywalk" in own.cut("citywalk去")


def test_cuts_equal_those_of_jieba_itself(plain: Segmenter) -> None:
    assert plain.cut(TEXT) == jieba.lcut(TEXT)
    assert [tuple(word) for word in plain.tagged(TEXT)] == [(p.word, p.flag) for p in jieba.posseg.lcut(TEXT)]


def test_the_dictionary_is_read_in_steps_and_once() -> None:
    assert list(segmentation.read_dictionary()) == [1.0]
    assert len(segmentation.known_words()) == 349_045


def test_loading_says_so_and_leaves_nothing_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    segmentation.load()
    said = capsys.readouterr()
    assert "好了，349,045 个词" in said.out
    assert said.err == ""


def test_the_models_load_without_jieba() -> None:
    import subprocess

    code = "import sys, genmarketing.themes.genz_content.models.keywords; print('jieba' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_tf_idf_equals_jieba_s(plain: Segmenter) -> None:
    table, unknown = keywords.jieba_idf()
    figure = published("jieba_unknown_idf")
    assert unknown == pytest.approx(figure.value, abs=figure.tolerance)
    own = keywords.tf_idf(plain.cut(TEXT), table, unknown)
    theirs = dict(jieba.analyse.extract_tags(TEXT, topK=None, withWeight=True))
    assert own == pytest.approx(theirs)
    assert keywords.top(own, 5) == jieba.analyse.extract_tags(TEXT, topK=5)


def test_own_idf_equals_scikit_learn_s(plain: Segmenter) -> None:
    documents = [plain.cut(part) for part in TEXT.split("。")]
    learned = TfidfVectorizer(analyzer=lambda words: words).fit(documents)
    theirs = dict(zip(learned.get_feature_names_out(), learned.idf_, strict=True))
    assert keywords.document_idf(documents) == pytest.approx(theirs)


def test_unknown_slang_ties_until_there_is_an_idf_of_ones_own() -> None:
    table, unknown = keywords.jieba_idf()
    slang = ["松弛感", "显眼包", "班味"]
    assert not set(slang) & set(table)
    weights = keywords.tf_idf(slang, table, unknown)
    assert len(set(weights.values())) == 1
    own = keywords.document_idf([["松弛感", "班味"], ["松弛感"], ["松弛感", "显眼包"], ["班味"]])
    assert len({own[word] for word in slang}) == 3


def test_text_rank_equals_jieba_s(plain: Segmenter) -> None:
    for name, value in (("window", keywords.WINDOW), ("damping", keywords.DAMPING), ("iterations", keywords.ROUNDS)):
        assert published(f"text_rank_{name}").value == value
    for text in (TEXT, TEXT[:40], "喝奶茶"):
        theirs = dict(jieba.analyse.textrank(text, topK=None, withWeight=True))
        assert keywords.text_rank(plain.tagged(text)) == pytest.approx(theirs, abs=1e-12)
    assert keywords.text_rank([]) == {}


def test_bayes_equals_scikit_learn_s() -> None:
    texts = ["味道很好下次还来", "很好喝包装也好", "味道一般排队太久", "太难喝不会再来", "等了很久难喝", "好看又好喝"]
    labels = ["正", "正", "负", "负", "负", "正"]
    own = sentiment.NaiveBayes(texts, labels)
    order = sorted(own.vocabulary)

    def table(lines: list[str]) -> np.ndarray:
        return np.array([[feature in sentiment.features(line) for feature in order] for line in lines], dtype=float)

    theirs = MultinomialNB(alpha=1.0).fit(table(texts), labels)
    for text in ("味道好喝", "排队难喝太久", "完全不同的话"):
        expected = dict(zip(theirs.classes_, theirs.predict_proba(table([text]))[0], strict=True))
        assert own.probabilities(text) == pytest.approx(expected)
        assert own.label(text) == theirs.predict(table([text]))[0]
    strongest, added = own.evidence("太难喝", "负", "正")[0]
    assert strongest == "难喝"
    assert added == pytest.approx(own.weight("难喝", "负") - own.weight("难喝", "正"))
    with pytest.raises(ValueError, match="at least two labels"):
        sentiment.NaiveBayes(["好"], ["正"])


def test_features_do_not_cross_punctuation() -> None:
    assert sentiment.features("好喝，再来 一杯") == {"好喝", "再来", "一杯"}


def test_an_examination_by_hand_and_by_scikit_learn() -> None:
    right, given = ("正", "正", "正", "负", "中"), ("正", "负", "正", "负", "正")
    exam = sentiment.Examination(given, right)
    assert exam.accuracy == 0.6
    assert exam.always == 0.6
    assert exam.recall("正") == pytest.approx(2 / 3)
    assert exam.precision("负") == 0.5
    assert math.isnan(exam.precision("中"))
    assert exam.macro_f1 == pytest.approx(f1_score(right, given, average="macro", zero_division=0))
    assert exam.table(["正", "负", "中"]) == [[2, 1, 0], [0, 1, 0], [1, 0, 0]]
    low, high = exam.interval()
    assert 0.2 < low < 0.6 < high < 0.9


@pytest.mark.parametrize(
    ("text", "verdict", "place"),
    [
        ("本品采用国家级保密配方", "forbidden", "第九条"),
        ("全城第一好喝的奶茶", "forbidden", "第九条"),
        ("最佳食用时间为开盖后三天", "exempt", "第六条"),
        ("按国家标准评定的最高级绿茶", "exempt", "第六条"),
        ("这是本系列最轻的一款", "exempt", "第六条"),
        ("我们一直追求最好的品质", "exempt", "第五条"),
        ("2024 年双十一防晒类目销量第一", "needs_proof", "第七条"),
        ("绝对好喝", "needs_person", "语境"),
        ("治愈率最高的牙膏", "forbidden", "第十一条"),
        ("加入我们，保本保收益", "needs_person", "其他条文"),
        ("用最好的原料", "forbidden", "第九条"),
    ],
)
def test_a_term_is_judged_by_what_stands_beside_it(text: str, verdict: str, place: str) -> None:
    findings = compliance.check(text)
    assert compliance.verdict(text) == verdict
    assert any(place in finding.place for finding in findings)
    for finding in findings:
        assert text[finding.start : finding.end] == finding.text


def test_ordinary_words_alarm_a_list_and_not_the_rules() -> None:
    for text in ("最近很忙", "第一步先洗脸", "最后加一勺糖", "第一次来这家店"):
        assert compliance.by_keywords(text)
        assert compliance.check(text) == []
        assert compliance.verdict(text) is None


def test_a_text_is_as_grave_as_its_gravest_finding() -> None:
    assert compliance.verdict("最佳赏味期三天。全城唯一。") == "forbidden"
    assert compliance.verdict("2024 年上半年全省销量第一，绝对好喝。") == "needs_person"
    assert [finding.text for finding in compliance.check("唯一。最佳。")] == ["唯一", "最佳"]


def test_precision_and_recall_of_alarms() -> None:
    assert compliance.alarms([True, True, False], [True, False, True]) == (0.5, 0.5)
    precision, recall = compliance.alarms([False], [False])
    assert math.isnan(precision)
    assert math.isnan(recall)


def test_the_label_of_a_machine_s_text_stands_where_readers_look() -> None:
    assert compliance.ai_label("本文由 AI 生成。" + "好" * 50, made_by_ai=True) == "present"
    assert compliance.ai_label("好" * 50 + "（人工智能生成）", made_by_ai=True) == "present"
    assert compliance.ai_label("好" * 50 + "AI 生成" + "好" * 50, made_by_ai=True) == "missing"
    assert compliance.ai_label("好喝", made_by_ai=False) == "not_needed"
