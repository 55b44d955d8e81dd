"""Roles in a chapter's text: `` {figure}`E42-02` `` becomes what the ledger says, so that text and ledger cannot disagree."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from genmarketing.build.refusal import BuildRefused, did_you_mean
from genmarketing.data import cite_text, concept_text, figure_text, published_text, reference_text

ROLES: dict[str, Callable[[str], str]] = {
    "concept": concept_text,
    "figure": figure_text,
    "cite": cite_text,
    "published": published_text,
    "reference": reference_text,
}

_ROLE = re.compile(r"\{([A-Za-z][\w-]*)\}`([^`\n]+)`")
_FENCE = re.compile(r"^\s*(```|~~~)")


@dataclass(frozen=True)
class Use:
    """One role as it stands in a chapter.

    Args:
        role: its name, such as `concept`.
        id: what it looks up.
        section: title of the section it stands in.
    """

    role: str
    id: str
    section: str


@dataclass
class RoleText:
    """Renders the roles of one file, and remembers them.

    Args:
        file: the file's name, for messages.
        uses: every role rendered so far, in order.
        problems: Chinese sentences, one for each role that cannot be rendered.
    """

    file: str
    uses: list[Use] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def render(self, text: str, line: int, section: str, remember: bool = True) -> str:
        """Return `text` with its roles replaced; fenced code in it is left alone.

        Args:
            text: Markdown.
            line: number in the file of its first line.
            section: title of the section that it stands in.
            remember: whether the roles count as used in the chapter (a teacher's note does not teach a concept).
        """
        rendered, fenced = [], False
        for number, source in enumerate(text.split("\n"), line):
            if _FENCE.match(source):
                fenced = not fenced
            rendered.append(source if fenced else self._line(source, number, section, remember))
        return "\n".join(rendered)

    def _line(self, text: str, number: int, section: str, remember: bool) -> str:
        def replaced(match: re.Match[str]) -> str:
            role, name = match.group(1), match.group(2).strip()
            try:
                shown = self._look_up(role, name)
            except LookupError as error:
                self.problems.append(f"{self.file} 第 {number} 行：{_sentence(error)}")
                return match.group(0)
            if remember:
                self.uses.append(Use(role, name, section))
            return shown

        return _ROLE.sub(replaced, text)

    def _look_up(self, role: str, name: str) -> str:
        if role not in ROLES:
            raise LookupError(f"没有叫「{role}」的角色，可以用的是 {'、'.join(ROLES)}。{did_you_mean(role, ROLES)}")
        return ROLES[role](name)

    def refuse(self) -> None:
        """Stop the build if any role could not be rendered.

        Raises:
            BuildRefused: with all problems.
        """
        if self.problems:
            raise BuildRefused(*self.problems)


def _sentence(error: LookupError) -> str:
    """Return the sentence of a failed look-up; `str` of a KeyError would quote it."""
    return str(error.args[0]) if error.args else str(error)
