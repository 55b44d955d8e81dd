"""The ledger: its rules, its cross references, its look-ups and how its rows read."""

import math
import re
from collections import Counter
from collections.abc import Callable

import pytest

from genmarketing import data
from genmarketing.data import UnknownId, claim, claim_ids, datasets_folder, load, source_check
from genmarketing.data.wording import NoFigure
from genmarketing.theme import themes

CLAIMS = [claim(id) for id in claim_ids()]
CHECKS = [source_check(id) for id in data.source_check_ids()]
DECIDED = ("confirmed", "contradicted")


def test_counts() -> None:
    assert len(CLAIMS) == len(load("claims")) == 764
    assert Counter(row.theme for row in CLAIMS) == {
        "trend_report": 240,
        "genz_content": 174,
        "gen_vs_digital": 151,
        "audience_assets": 94,
        "moe_reasoning": 60,
        "hallucination": 45,
    }
    assert data.source_check_ids() == [f"C{number:02d}" for number in range(1, 62)]
    assert data.concept_ids() == [f"K{number:03d}" for number in range(1, 171)]


def test_core_concepts() -> None:
    core = Counter(concept.theme for concept in map(data.concept, data.concept_ids()) if concept.core)
    assert 115 <= core.total() <= 125
    assert set(core) == {theme.name for theme in themes()}
    first = {id for id in data.concept_ids()[:27] if data.concept(id).core}
    assert first == {f"K{number:03d}" for number in (*range(1, 8), *range(9, 19), *range(21, 25))}


def test_only_what_was_compared_is_confirmed_or_contradicted() -> None:
    assert [row.id for row in CLAIMS if (row.verdict in DECIDED) != bool(row.primary_source)] == []
    unexplained = [row.id for row in CLAIMS if row.verdict == "contradicted" and not row.note]
    assert unexplained == []


def test_frameworks_and_recommendations_are_opinions() -> None:
    assert {row.verdict for row in CLAIMS if row.kind in ("framework", "recommendation")} == {"opinion"}


def _rules() -> dict[tuple[str, str], set[str]]:
    return {
        (rule.label, level): {rule.verdict, *rule.also.split(";")}
        for rule in load("verdict_rules").itertuples()
        for level in rule.evidence_levels.split(";")
    }


def test_rules_cover_every_label_at_every_level() -> None:
    rules = _rules()
    assert len(rules) == 6 * 4
    assert {(label, level) for check in CHECKS for label in check.labels for level in check.evidence_levels} <= set(
        rules
    )
    assert all(rules[label, level].isdisjoint(DECIDED) for label, level in rules if level in "CD")


@pytest.mark.parametrize("row", [row for row in CLAIMS if row.checks], ids=lambda row: row.id)
def test_verdict_keeps_to_the_labels_of_its_checks(row: data.Claim) -> None:
    rules = _rules()
    checks = map(source_check, row.checks)
    pairs = [(label, level) for check in checks for label in check.labels for level in check.evidence_levels]
    assert row.verdict in set.union(*(rules[pair] for pair in pairs))


def test_the_card_prints_the_same_rules() -> None:
    card = (datasets_folder() / "claims.md").read_text(encoding="utf-8")
    printed = set(re.findall(r"^\| (\S\S) \| ([A-D、]+) \| `(\w+)` \| (.+?) \| (.+) \|$", card, re.MULTILINE))
    kept = {
        (
            rule.label,
            rule.evidence_levels.replace(";", "、"),
            rule.verdict,
            "、".join(f"`{verdict}`" for verdict in rule.also.split(";")),
            rule.why,
        )
        for rule in load("verdict_rules").itertuples()
    }
    assert printed == kept


def test_claims_and_checks_name_each_other() -> None:
    forward = {(row.id, check) for row in CLAIMS for check in row.checks}
    backward = {(id, check.id) for check in CHECKS for id in check.claims}
    assert forward == backward
    assert {check for _, check in forward} == set(data.source_check_ids())


@pytest.mark.parametrize(
    ("id", "verdict"),
    [
        ("E42-02", "contradicted"),
        ("E42-14", "contradicted"),
        ("E38-18", "unverified"),
        ("E38-17", "unverified"),
        ("E40-06", "unverified"),
        ("E39-11", "unverified"),
        ("E34-12", "confirmed"),
        ("ZH-077", "confirmed"),
        ("QR-02", "confirmed"),
        ("E35-10", "unverified"),
        ("E42-19", "opinion"),
    ],
)
def test_verdicts_that_chapters_lean_on(id: str, verdict: str) -> None:
    assert claim(id).verdict == verdict


def test_every_digit_published_lies_within_its_tolerance() -> None:
    for row in map(data.published, data.published_ids()):
        assert math.isclose(float(row.printed), row.value)
        assert row.tolerance < abs(row.value) or row.value == 0, row.id


def test_references_are_used_or_belong_to_a_theme() -> None:
    names = {theme.name for theme in themes()}
    for reference in map(data.reference, data.reference_keys()):
        assert reference.themes
        assert set(reference.themes) <= names, reference.key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (data.figure_text("E42-02"), "60 万条"),
        (data.figure_text("E35-14"), "54%"),
        (data.figure_text("CMO-031"), "40% 以上"),
        (data.figure_text("E35-10"), "53:47"),
        (data.figure_text("ZH-002"), "453,956 次"),
        (data.figure_text("ZH-077"), "6,934.625 万美元"),
        (data.figure_text("E38-18"), "1/10"),
        (data.cite_text("E42-02"), "〔EP42 · SHOWNOTES 7:58〕"),
        (data.concept_text("K001"), "**混合专家模型**（Mixture of Experts, MoE）"),
        (data.published_text("v3_total_parameters"), "671 B"),
        (data.published_text("r1_zero_aime_after"), "71.0%"),
        (data.published_text("v3_pretrain_hours_k"), "2,664 千 H800 卡时"),
        (data.published_text("bg_nbd_log_likelihood"), "-9582.4"),
        (data.reference_text("deepseek_v3"), "DeepSeek-AI 2024"),
        (data.reference_text("calibrated_hallucinate"), "Kalai 与 Vempala 2024"),
        (data.reference_text("chinchilla"), "Hoffmann 等 2022"),
    ],
)
def test_wording(text: str, expected: str) -> None:
    assert text == expected


def test_every_row_can_be_worded() -> None:
    figures = [data.figure_text(row.id) for row in CLAIMS if row.figure]
    cited = [data.cite_text(row.id) for row in CLAIMS]
    named = [data.concept_text(id) for id in data.concept_ids()]
    printed = [data.published_text(id) for id in data.published_ids()]
    assert len(figures) > 200
    glued = re.compile(r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]")
    assert [text for text in (*figures, *cited, *named, *printed) if glued.search(text)] == []


@pytest.mark.parametrize(
    ("look_up", "wrong", "sentence"),
    [
        (data.claim, "E42_02", "claims.csv 里没有编号「E42_02」；相近的有 E42-02、"),
        (data.concept, "K0001", "glossary.csv 里没有编号「K0001」；相近的有 K001、"),
        (data.reference, "deepseekv3", "references.csv 里没有编号「deepseekv3」；相近的有 deepseek_v3、"),
        (data.published, "zzz", "published.csv 里没有编号「zzz」；写法像 v3_total_parameters。"),
        (data.source_check, "C62", "source_checks.csv 里没有编号「C62」；相近的有 C6"),
    ],
)
def test_unknown_ids_name_near_ones(look_up: Callable[[str], object], wrong: str, sentence: str) -> None:
    with pytest.raises(UnknownId) as failure:
        look_up(wrong)
    assert str(failure.value).startswith(sentence)


def test_a_claim_without_a_figure_says_so() -> None:
    with pytest.raises(NoFigure, match="「E42-01」没有数字"):
        data.figure_text("E42-01")
