"""Variants: everybody gets one, ids are read kindly, and hidden seeds need the key."""

from collections import Counter

from genmarketing.workbook.variants import VARIANTS, hidden_seeds, normal_id, variant_of


def test_ids_are_read_kindly() -> None:
    assert normal_id(" ２０２６０１　Ａ ") == normal_id("202601 a") == normal_id("\ufeff2026\u200b01 A\u202e")
    assert variant_of("ＺＨＡＮＧ", "c1") == variant_of("zhang ", "C1")
    assert variant_of("") == variant_of("   ", "any") == 0


def test_a_class_spreads_over_all_variants() -> None:
    spread = Counter(variant_of(f"2026{k:04d}", "spring") for k in range(2000))
    assert set(spread) == set(range(VARIANTS))
    assert max(spread.values()) < 2 * 2000 / VARIANTS


def test_the_class_code_deals_anew() -> None:
    ids = [f"2026{k:04d}" for k in range(200)]
    moved = sum(variant_of(i, "spring") != variant_of(i, "autumn") for i in ids)
    assert moved > 150


def test_hidden_seeds_depend_on_everything() -> None:
    base = hidden_seeds(b"key", "q", 3, 3)
    assert base == hidden_seeds(b"key", "q", 3, 3)
    assert len(set(base)) == 3
    others = (hidden_seeds(b"other", "q", 3, 3), hidden_seeds(b"key", "r", 3, 3), hidden_seeds(b"key", "q", 4, 3))
    assert all(not set(base) & set(other) for other in others)
