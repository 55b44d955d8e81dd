"""From who a learner is to the seeds of what they see and of what they are marked on.

A class's public code and the learner's id choose one of `VARIANTS` variants: data and parameters. The class's secret key
seeds the hidden cases of each variant. Nothing here needs a server, and nothing secret is on the learner's side.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

VARIANTS = 20
HIDDEN_SETS = 2


def normal_id(text: str) -> str:
    """Return an id as it is compared: without what is not shown, single blanks, full-width as half-width, lower case."""
    shown = "".join(each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    return " ".join(shown.split()).casefold()


def variant_of(learner_id: str, class_code: str = "") -> int:
    """Return the variant, 0 … VARIANTS − 1, of a learner in a class. The empty id is variant 0."""
    learner = normal_id(learner_id)
    if not learner:
        return 0
    digest = hashlib.sha256(f"{normal_id(class_code)}\n{learner}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % VARIANTS


def visible_seed(variant: int) -> int:
    """Return the seed of the data and cases that a learner of this variant sees."""
    return variant


def hidden_seeds(class_key: bytes, question: str, variant: int, count: int) -> list[int]:
    """Return the seeds of the hidden case sets of one question and variant (HMAC-SHA256 of the class key)."""
    return [
        int.from_bytes(hmac.digest(class_key, f"{question}\n{variant}\n{k}".encode(), "sha256")[:8], "big")
        for k in range(count)
    ]
