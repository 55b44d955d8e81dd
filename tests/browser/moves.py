"""Moves every control of course widgets, by keyboard and by mouse, and says what changed and how fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Locator, Page

ANSWERS_WITHIN = 5000
"""Milliseconds after which a control counts as dead. Speed is measured, not asserted, here: cores are shared."""

TRIES = 4
"""Steps of a slider that may change nothing, before the control counts as dead."""

# Remembers when a move began and when the first thing outside the controls changed.
_WATCH = """(area) => {
  const own = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".gm-control, [data-watch-not]");
  const watch = { begun: null, changed: null };
  window.courseWatch = watch;
  const begin = (event) => (watch.begun ??= event.timeStamp);
  for (const kind of ["keydown", "pointerdown"]) area.addEventListener(kind, begin, { capture: true, once: true });
  const observer = new MutationObserver((records) => {
    if (watch.begun === null || watch.changed !== null) return;
    if (!records.some((record) => !own(record.target) && record.attributeName !== "aria-live")) return;
    watch.changed = performance.now();
    observer.disconnect();
  });
  observer.observe(area, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-revision", "d", "data-phase"] });
}"""

_SEEN = """(area) => {
  const copy = area.cloneNode(true);
  copy.querySelectorAll(".gm-control, .gm-readout").forEach((node) => node.remove());
  for (const name of ["id", "clip-path", "aria-live", "aria-busy", "disabled"])
    copy.querySelectorAll(`[${name}]`).forEach((node) => node.removeAttribute(name));
  return copy.innerHTML;
}"""


@dataclass(frozen=True)
class Change:
    """One move that changed what is shown.

    Attributes:
        control: name of the control.
        kind: slider, choice, film, duel, text, conversation, press, commit or run.
        by: keyboard or mouse.
        milliseconds: from the event to the first changed element.
    """

    control: str
    kind: str
    by: Literal["keyboard", "mouse"]
    milliseconds: float


def move_every_control(page: Page, area: Locator) -> list[Change]:
    """Move each control of each course widget in an output area, and return what changed.

    A control counts as moved when something outside its own row changed: picture, sentence or Plotly figure. The guess of a prediction is
    moved and then committed, which must change the sentence.

    Raises:
        AssertionError: a control that changes nothing; its name is in the message.
    """
    changes: list[Change] = []
    for number in range(area.locator("[data-control]").count()):
        control = area.locator("[data-control]").nth(number)
        control.scroll_into_view_if_needed()
        name, kind = control.get_attribute("data-control") or "", control.get_attribute("data-kind") or ""
        if control.locator("xpath=ancestor::*[contains(@class, 'gm-guess')]").count():
            changes += _commit_guess(page, area, control, name)
        elif control.locator("xpath=ancestor::*[contains(@class, 'gm-widget')]").locator("[data-run]").count():
            _set(page, control)  # a task's controls take effect with its button
        elif kind == "choice":
            changes += _move_choice(page, area, control, name)
        elif kind == "duel":
            changes += _pick(page, area, control, name)
        elif kind == "text":
            changes += _write(page, area, control, name)
        elif kind == "conversation":
            changes += _talk(page, area, control, name)
        elif kind == "press":
            changes += _press(page, area, control, name)
        else:
            changes += _move_slider(page, area, control, name, kind)
    for number in range(area.locator("[data-run]").count()):
        changes += _run(page, area, area.locator("[data-run]").nth(number))
    return changes


class _Move:
    """Watches one move; `change` waits for what it changed."""

    def __init__(self, page: Page, area: Locator) -> None:
        self.page, self.area = page, area
        self.before = area.evaluate(_SEEN)
        area.evaluate(_WATCH)

    def changed(self, within: int = ANSWERS_WITHIN) -> bool:
        """Whether something changed within these milliseconds."""
        waited = 0
        while waited <= within:
            if self.area.evaluate(_SEEN) != self.before:
                return True
            self.page.wait_for_timeout(25)
            waited += 25
        return False

    def change(self, name: str, kind: str, by: Literal["keyboard", "mouse"]) -> Change:
        """Return the change, or fail."""
        assert self.changed(), f"{name} ({kind}) was moved by {by}, and nothing changed"
        watch = self.page.evaluate("() => window.courseWatch")
        took = (watch["changed"] or 0) - (watch["begun"] or 0)
        return Change(name, kind, by, round(took, 1))


def _slide(page: Page, control: Locator) -> None:
    slider = control.locator("input[type=range]")
    slider.focus()
    at_end = slider.evaluate("(input) => Number(input.value) === Number(input.max)")
    before = slider.input_value()
    page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
    assert slider.input_value() != before, f"{control.get_attribute('data-control')} does not follow the arrow keys"


def _set(page: Page, control: Locator) -> None:
    """Move a control of a task by keyboard."""
    if control.get_attribute("data-kind") != "choice":
        _slide(page, control)
        return
    before = control.locator("input:checked").input_value()
    control.locator("input:checked").focus()
    page.keyboard.press("ArrowRight")
    assert control.locator("input:checked").input_value() != before


def _click_far(control: Locator) -> None:
    """Click the end of a slider that is farther from its thumb."""
    slider = control.locator("input[type=range]")
    share = slider.evaluate("(input) => (input.value - input.min) / (input.max - input.min)")
    box = slider.bounding_box()
    assert box is not None
    slider.click(position={"x": 4 if share > 0.5 else box["width"] - 4, "y": box["height"] / 2})


def _move_slider(page: Page, area: Locator, control: Locator, name: str, kind: str) -> list[Change]:
    move = _Move(page, area)
    for _ in range(TRIES):
        _slide(page, control)
        if move.changed(400):
            break
    changes = [move.change(name, kind, "keyboard")]
    move = _Move(page, area)
    _click_far(control)
    changes.append(move.change(name, kind, "mouse"))
    if kind == "film":
        button = control.locator("button")
        control.locator("input[type=range]").press("Home")
        button.focus()
        move = _Move(page, area)
        page.keyboard.press("Enter")
        changes.append(move.change(name, "play", "keyboard"))
        if "暂停" in (button.get_attribute("aria-label") or ""):
            button.click()
    return changes


def _move_choice(page: Page, area: Locator, control: Locator, name: str) -> list[Change]:
    checked = control.locator("input:checked")
    (checked if checked.count() else control.locator("input")).first.focus()
    move = _Move(page, area)
    page.keyboard.press("ArrowRight" if checked.count() else "Space")
    changes = [move.change(name, "choice", "keyboard")]
    # Later options first: the first one is where most widgets begin.
    other = control.locator("label:not(:has(:checked))").last
    move = _Move(page, area)
    other.click()
    return [*changes, move.change(name, "choice", "mouse")]


def _pick(page: Page, area: Locator, control: Locator, name: str) -> list[Change]:
    control.locator("button").first.focus()
    move = _Move(page, area)
    page.keyboard.press("1")
    changes = [move.change(name, "duel", "keyboard")]
    _answered(page, area)
    move = _Move(page, area)
    control.locator("button").last.click()
    return [*changes, move.change(name, "duel", "mouse")]


def _write(page: Page, area: Locator, control: Locator, name: str) -> list[Change]:
    """Write one sign at the end of a text field, and take it back with the button that restores the text."""
    field = control.locator("input, textarea")
    field.focus()
    page.keyboard.press("Control+End")
    full = field.evaluate("(field) => field.value.length >= field.maxLength")
    move = _Move(page, area)
    if full:
        page.keyboard.press("Backspace")
    else:
        page.keyboard.type("好")
    changes = [move.change(name, "text", "keyboard")]
    _answered(page, area)
    move = _Move(page, area)
    control.locator("xpath=ancestor::*[contains(@class, 'gm-widget')]").locator("[data-reset]").click()
    changes.append(move.change(name, "text", "mouse"))
    _answered(page, area)
    return changes


def _talk(page: Page, area: Locator, control: Locator, name: str) -> list[Change]:
    control.locator("button").first.focus()
    move = _Move(page, area)
    page.keyboard.press("1")
    changes = [move.change(name, "conversation", "keyboard")]
    _answered(page, area)
    if not control.locator("button").count():
        area.get_by_role("button", name="退一步").click()
        control.locator("button").first.wait_for(timeout=ANSWERS_WITHIN)
        _answered(page, area)
    move = _Move(page, area)
    control.locator("button").last.click()
    changes.append(move.change(name, "conversation", "mouse"))
    _answered(page, area)
    return changes


def _press(page: Page, area: Locator, control: Locator, name: str) -> list[Change]:
    control.focus()
    move = _Move(page, area)
    page.keyboard.press("Enter")
    return [move.change(name, "press", "keyboard")]


def _answered(page: Page, area: Locator) -> None:
    """Wait until Python has answered."""
    page.wait_for_function("(area) => !area.querySelector('[aria-busy]')", arg=area.element_handle())


def _commit_guess(page: Page, area: Locator, control: Locator, name: str) -> list[Change]:
    commit = control.locator("xpath=ancestor::*[contains(@class, 'gm-guess')]").locator("[data-commit]")
    changes = []
    for by in ("keyboard", "mouse"):
        if control.locator("input:disabled").count():
            commit.click()
        if control.get_attribute("data-kind") == "choice":
            control.locator("input:checked").focus()
            if by == "keyboard":
                page.keyboard.press("ArrowRight")
            else:
                control.locator("label:not(:has(:checked))").last.click()
        elif by == "keyboard":
            _slide(page, control)
        else:
            _click_far(control)
        move = _Move(page, area)
        if by == "keyboard":
            commit.focus()
            page.keyboard.press("Enter")
        else:
            commit.click()
        changes.append(move.change(name, "commit", "keyboard" if by == "keyboard" else "mouse"))
    return changes


def _run(page: Page, area: Locator, button: Locator) -> list[Change]:
    button.focus()
    move = _Move(page, area)
    page.keyboard.press("Enter")
    changes = [move.change("run", "run", "keyboard")]
    page.wait_for_function(
        "(button) => ['done', 'failed', 'stopped'].includes(button.closest('[data-phase]').dataset.phase)",
        arg=button.element_handle(),
        timeout=120_000,
    )
    phase = button.evaluate("(button) => button.closest('[data-phase]').dataset.phase")
    assert phase == "done", f"the task ended as {phase}"
    return changes
