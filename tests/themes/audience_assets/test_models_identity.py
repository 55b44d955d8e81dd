"""Matching by hashed keys: published test vector, brute force over all pairs, and what hashing does not hide."""

import numpy as np
import pandas as pd
import pytest

from genmarketing.themes.audience_assets.models import identity
from genmarketing.themes.audience_assets.models.identity import Record, World


@pytest.mark.parametrize(
    "written",
    [
        "12345678901",
        "+86 123 4567 8901",
        "123-4567-8901",
        "１２３４５６７８９０１",
        "86-12345678901",
        "0086 123 4567 8901",
    ],
)
def test_one_number_however_written(written: str) -> None:
    assert identity.normal_phone(written) == "12345678901"


@pytest.mark.parametrize("written", ["", "1234567890", "123456789012", "8512345678901", "八六"])
def test_no_number_stays_empty(written: str) -> None:
    assert identity.normal_phone(written) == ""


def test_hash_is_hmac_sha256() -> None:
    # RFC 4231, test case 2.
    expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert identity.hashed("what do ya want for nothing?", "Jefe") == expected
    assert identity.hashed("", "Jefe") == ""


def test_a_hash_is_found_again_by_trying_all_numbers_unless_the_secret_is_kept() -> None:
    candidates = [f"1200000{tail:04d}" for tail in range(10_000)]
    assert identity.crack(identity.hashed("12000004321", ""), candidates) == "12000004321"
    assert identity.crack(identity.hashed("12000004321", "secret"), candidates) is None
    assert identity.crack(identity.hashed("12000004321", "secret"), candidates, "secret") == "12000004321"


def pairs_by_brute_force(left: list[Record], right: list[Record], key: str) -> set[tuple[int, int]]:
    found = set()
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            phone = identity.normal_phone(a.phone) == identity.normal_phone(b.phone)
            device = a.device == b.device
            same = {"手机号": phone, "设备": device, "手机号或设备": phone or device, "手机号和设备": phone and device}[
                key
            ]
            if same and a.consented and b.consented:
                found.add((i, j))
    return found


@pytest.mark.parametrize("key", identity.KEYS)
def test_match_equals_comparing_every_pair(key: str) -> None:
    left, right = World(people=80).accounts(np.random.default_rng(4))
    found = identity.match(left, right, key)
    assert found == pairs_by_brute_force(left, right, key)
    good = identity.quality(found, left, right)
    truth = {(i, j) for i, a in enumerate(left) for j, b in enumerate(right) if a.person == b.person}
    assert (good.found, good.right, good.wanted) == (len(found), len(found & truth), len(truth))
    assert len(truth) == 80


def test_stricter_keys_are_surer_and_find_less() -> None:
    for seed in range(3):
        left, right = World().accounts(np.random.default_rng(seed))

        def judged(
            key: str,
            normalise: bool = True,
            consent: bool = False,
            left: list[Record] = left,
            right: list[Record] = right,
        ) -> identity.Quality:
            return identity.quality(identity.match(left, right, key, normalise, consent), left, right)

        phone, both, either = judged("手机号"), judged("手机号和设备"), judged("手机号或设备")
        assert both.precision > phone.precision > either.precision
        assert both.recall < phone.recall < either.recall
        assert judged("手机号", normalise=False).recall < phone.recall - 0.2
        assert judged("手机号", consent=True).recall == pytest.approx(phone.recall * 0.7**2, abs=0.06)


def test_unknown_keys_are_refused_and_nothing_found_has_no_precision() -> None:
    with pytest.raises(ValueError, match="key"):
        identity.match([], [], "姓名")
    empty = identity.quality(set(), [], [])
    assert np.isnan(empty.precision)
    assert np.isnan(empty.recall)


def test_k_anonymity_is_the_smallest_group() -> None:
    table = pd.DataFrame({"age": [20, 20, 31, 31, 31], "store": list("XXYYY")})
    assert identity.group_sizes(table, ["age", "store"]).tolist() == [2, 2, 3, 3, 3]
    assert identity.k_anonymity(table, ["age", "store"]) == 2
    assert identity.k_anonymity(pd.concat([table, table.iloc[:1].assign(age=99)]), ["age", "store"]) == 1
