"""Chinese words: jieba's three modes, a dictionary of one's own, and parts of speech.

jieba (Sun 2013–2020) takes all dictionary words in a sentence as arrows from character to character and picks the most
probable way through; characters that no word covers are joined by a hidden Markov model. Its dictionary of 349 045 words
is read once, block by block; a segmenter with words of its own works on a copy.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable
from functools import cache
from typing import Any, NamedTuple

_BLOCK = 25_000
"""Lines of the dictionary that are read between two signs of progress."""


OWN_FREQUENCY = 1000
"""How often a word of one's own is said to occur, at least; common words of the dictionary have some thousands."""


class Word(NamedTuple):
    """A word with its part of speech: n noun, v verb, a adjective, ns place, nr person, m numeral, x anything else …"""

    text: str
    part: str


class _Dictionary(NamedTuple):
    frequency: dict[str, int]
    part: dict[str, str]
    total: int


_read: list[_Dictionary] = []


def read_dictionary() -> Generator[float, None, None]:
    """Read jieba's dictionary and yield how far it is, 0 to 1; at once when it has been read before."""
    if _read:
        yield 1.0
        return
    jieba = quiet_jieba()
    frequency: dict[str, int] = {}
    parts: dict[str, str] = {}
    total = 0
    with jieba.get_module_res("dict.txt") as file:
        lines = file.read().decode("utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        word, count, part = line.split(" ")
        frequency[word] = int(count)
        parts[word] = part
        total += int(count)
        # A beginning of a word must be known too, or the search for longer words would stop there.
        for end in range(1, len(word)):
            frequency.setdefault(word[:end], 0)
        if number % _BLOCK == 0:
            yield number / len(lines)
    _read.append(_Dictionary(frequency, parts, total))
    yield 1.0


@cache
def quiet_jieba() -> Any:
    """jieba, without the lines that it writes while it loads."""
    import jieba

    jieba.setLogLevel(logging.CRITICAL)  # the course says itself what is loading, on stdout
    return jieba


def shared_dictionary() -> _Dictionary:
    """jieba's dictionary, read now if it has not been."""
    for _ in read_dictionary():
        pass
    return _read[0]


@cache
def known_words() -> frozenset[str]:
    """The words of jieba's dictionary, without the beginnings that are no words themselves."""
    return frozenset(shared_dictionary().part)


class Segmenter:
    """jieba with words of one's own, which no other segmenter sees."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Add ``words`` with a frequency that lets them win against their neighbours. One with a blank inside cannot be a word."""
        base = shared_dictionary()
        self.tokenizer = quiet_jieba().Tokenizer()
        own = list(words)
        # Without words of its own a segmenter changes nothing, so it can share the tables.
        self.tokenizer.FREQ = dict(base.frequency) if own else base.frequency
        self.tokenizer.total = base.total
        self.tokenizer.initialized = True
        self.parts = dict(base.part) if own else base.part
        for word in own:
            # jieba's own suggestion keeps a word whole that stands alone; beside others it loses: 茶饮店 → 茶/饮店.
            self.tokenizer.add_word(word, max(OWN_FREQUENCY, self.tokenizer.suggest_freq(word)), tag="n")
            self.parts[word] = "n"

    def cut(self, text: str, hmm: bool = True) -> list[str]:
        """Precise mode: each character in one word."""
        return list(self.tokenizer.cut(text, HMM=hmm))

    def cut_all(self, text: str) -> list[str]:
        """Full mode: every dictionary word, overlapping ones too."""
        return list(self.tokenizer.cut(text, cut_all=True))

    def cut_for_search(self, text: str, hmm: bool = True) -> list[str]:
        """Search mode: precise mode, with the short words inside long ones besides."""
        return list(self.tokenizer.cut_for_search(text, HMM=hmm))

    def tagged(self, text: str, hmm: bool = True) -> list[Word]:
        """Precise mode with parts of speech."""
        return [Word(pair.word, pair.flag) for pair in self._tagger().cut(text, HMM=hmm)]

    def _tagger(self) -> Any:
        from jieba.posseg import POSTokenizer

        # The constructor would read the whole dictionary again for its parts of speech.
        tagger = POSTokenizer.__new__(POSTokenizer)
        tagger.tokenizer, tagger.word_tag_tab = self.tokenizer, self.parts
        return tagger


def load() -> Segmenter:
    """Read dictionary and tagger, saying so on the way, and return a segmenter without words of its own."""
    print("正在读 jieba 的词典，一般要 1 到 5 秒 ", end="", flush=True)
    for _ in read_dictionary():
        print("·", end="", flush=True)
    segmenter = Segmenter()
    segmenter.tagged("热")  # brings in the tagger's tables
    print(f" 好了，{len(known_words()):,} 个词。")
    return segmenter
