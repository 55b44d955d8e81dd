"""One person on two platforms: matching by hashed keys, how good the match is, and what hashing does not do.

Both sides bring the key (a phone number, a device) into one form, hash it with a secret (HMAC-SHA-256) and compare the
hashes. Whoever knows the secret, or needs none, can try all numbers: a hash of a phone number stays personal
information. Made people only.
"""

import hmac
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

MOBILE_DIGITS = 11
"""Digits of a mobile number in mainland China."""


def normal_phone(written: str) -> str:
    """Bring a phone number into one form: half-width digits alone, without +86 or 0086; empty unless 11 digits remain."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", written) if sign.isdecimal())
    if digits[:-MOBILE_DIGITS] in ("86", "0086"):
        digits = digits[-MOBILE_DIGITS:]
    return digits if len(digits) == MOBILE_DIGITS else ""


def hashed(key: str, secret: str) -> str:
    """Return HMAC-SHA-256 of ``key`` under ``secret`` as 64 hexadecimal digits; an empty key gives an empty text."""
    return hmac.new(secret.encode(), key.encode(), sha256).hexdigest() if key else ""


def crack(wanted: str, candidates: Iterable[str], secret: str = "") -> str | None:
    """Try ``candidates`` until one has the wanted hash; None if none has."""
    return next((key for key in candidates if hashed(key, secret) == wanted), None)


@dataclass(frozen=True)
class Record:
    """One account on one platform. ``person`` is the truth, which no platform knows."""

    person: int
    phone: str
    device: str
    consented: bool


@dataclass(frozen=True)
class World:
    """How the accounts of one person differ between two platforms; all but ``people`` are chances.

    Attributes:
        people: who have an account on both platforms; as many more are on one of them only.
        same_phone: the person gave both platforms the same number.
        written_otherwise: a number is written with blanks, +86 or full-width digits.
        family_phone: the person uses the number of somebody else in the family.
        family_device: the person shares the device with somebody else.
        same_device: the person uses the same device on both platforms.
        consents: the person agreed to be matched, on one platform.
    """

    people: int = 1000
    same_phone: float = 0.85
    written_otherwise: float = 0.3
    family_phone: float = 0.08
    family_device: float = 0.2
    same_device: float = 0.75
    consents: float = 0.7

    def accounts(self, rng: np.random.Generator) -> tuple[list[Record], list[Record]]:
        """Draw the accounts of the two platforms, in random order."""
        everybody = 3 * self.people // 2
        numbers = [f"12{tail:09d}" for tail in rng.choice(10**9, 2 * everybody, replace=False)]
        phones, newer = numbers[:everybody], numbers[everybody:]
        devices = [f"D{i:06d}" for i in range(everybody)]
        for mine, chance in ((phones, self.family_phone), (devices, self.family_device)):
            for i in np.flatnonzero(rng.random(everybody) < chance):
                mine[i] = mine[(i + 1) % everybody]
        quarter = self.people // 4
        here = list(range(everybody - quarter))
        there = [*range(self.people), *range(everybody - quarter, everybody)]
        other = [phone if rng.random() < self.same_phone else new for phone, new in zip(phones, newer, strict=True)]
        second = [device if rng.random() < self.same_device else f"{device}-2" for device in devices]
        return self._platform(here, phones, devices, rng), self._platform(there, other, second, rng)

    def _platform(
        self, members: Sequence[int], phones: Sequence[str], devices: Sequence[str], rng: np.random.Generator
    ) -> list[Record]:
        records = []
        for person in rng.permutation(members):
            phone = phones[person]
            if rng.random() < self.written_otherwise:
                spelling = int(rng.integers(3))
                grouped = f"{phone[:3]} {phone[3:7]} {phone[7:]}"
                phone = (grouped, f"+86{phone}", phone.translate(str.maketrans("0123456789", "０１２３４５６７８９")))[
                    spelling
                ]
            records.append(Record(int(person), phone, devices[person], bool(rng.random() < self.consents)))
        return records


KEYS = ("手机号", "设备", "手机号或设备", "手机号和设备")
"""By what two accounts may be taken for one person."""


def match(
    left: Sequence[Record], right: Sequence[Record], key: str, normalise: bool = True, consent: bool = True
) -> set[tuple[int, int]]:
    """Return pairs of positions (left, right) that the hashed keys take for one person.

    ``consent`` keeps to accounts whose owner agreed on *both* platforms. ValueError for a key that is not in ``KEYS``.
    """

    def pairs(field: str) -> set[tuple[int, int]]:
        def hash_of(record: Record) -> str:
            written = getattr(record, field)
            return hashed(normal_phone(written) if field == "phone" and normalise else written, "shared secret")

        places: dict[str, list[int]] = {}
        for at, record in enumerate(right):
            places.setdefault(hash_of(record), []).append(at)
        return {(i, j) for i, record in enumerate(left) for j in places.get(hash_of(record), ())}

    if key not in KEYS:
        raise ValueError(f"the key must be one of {KEYS}")
    by_phone = pairs("phone") if key != "设备" else set[tuple[int, int]]()
    by_device = pairs("device") if key != "手机号" else set[tuple[int, int]]()
    found = by_phone & by_device if key == "手机号和设备" else by_phone | by_device
    return {(i, j) for i, j in found if not consent or (left[i].consented and right[j].consented)}


@dataclass(frozen=True)
class Quality:
    """How good a match is: counts of pairs."""

    found: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        """Of the pairs found, the share that are one person; nan when nothing was found."""
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """Of the pairs that are one person, the share that was found; nan when there are none."""
        return self.right / self.wanted if self.wanted else float("nan")


def quality(found: set[tuple[int, int]], left: Sequence[Record], right: Sequence[Record]) -> Quality:
    """Compare found pairs with the truth."""
    where = {record.person: j for j, record in enumerate(right)}
    truth = {(i, where[record.person]) for i, record in enumerate(left) if record.person in where}
    return Quality(len(found), len(found & truth), len(truth))


def group_sizes(table: "pd.DataFrame", columns: Sequence[str]) -> "pd.Series[int]":
    """Return for each row how many rows look the same in ``columns`` (itself included): its k."""
    return table.groupby(list(columns))[columns[0]].transform("size").astype("int64")


def k_anonymity(table: "pd.DataFrame", columns: Sequence[str]) -> int:
    """Return the size of the smallest group that looks the same in ``columns`` (Sweeney 2002); 1 means somebody stands alone."""
    return int(group_sizes(table, columns).min())
