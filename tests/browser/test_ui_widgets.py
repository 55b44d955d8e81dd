"""Every kind of course widget in a real JupyterLab: each control moved, state kept, both themes, two widths."""

from __future__ import annotations

from collections.abc import Iterator

import nbclient
import pytest
from lab import Lab, Notebook, new_page
from moves import move_every_control
from playwright.sync_api import Browser
from ui_notebook import NAMES, ui_notebook

from genmarketing.build.pictures import INVITATION, replace_widget_views

pytestmark = pytest.mark.browser

CONTROLS = {
    "explorer": {"experts", "law", "step"},
    "prediction": {"share"},
    "interval": {"range-0", "range-1"},
    "recall": set(),
    "question": {"chosen"},
    "duel": {"pick"},
    "task": {"run"},
    "panels": {"cut", "stay"},
    "writer": {"text", "words", "strict"},
    "conversation": {"answer"},
    "sorter": {"bin", "check"},
    "figure": {"power"},
}

# Contrast of each text of a widget against the nearest opaque surface behind it, by WCAG's formula.
_CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const surface = (node) => {
    for (let up = node; up; up = up.parentElement) {
      const found = rgba(getComputedStyle(up).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255, 255];
  };
  const texts = [...document.querySelectorAll(".gm-widget *")].filter((node) =>
    node.checkVisibility() && [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) && !node.closest("[data-kind=heat], .gm-piece"));
  return texts.map((node) => {
    const style = getComputedStyle(node);
    const [one, other] = [light(rgba(node.namespaceURI.endsWith("svg") ? style.fill : style.color)), light(surface(node))].sort((a, b) => b - a);
    return [node.textContent.slice(0, 20), (one + 0.05) / (other + 0.05), node.closest(":disabled") !== null];
  });
}"""

# Texts and boxes that stick out of their widget.
_OVERFLOWING = """() => [...document.querySelectorAll(".gm-widget")].flatMap((widget) => {
  const frame = widget.getBoundingClientRect();
  return [...widget.querySelectorAll("*")].filter((node) => node.checkVisibility()).filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && (box.right > frame.right + 1 || box.left < frame.left - 1);
  }).map((node) => `${widget.dataset.key}: <${node.tagName}> ${node.textContent.slice(0, 30)}`);
})"""

_UNNAMED = """() => [...document.querySelectorAll(".gm-widget :is(input, textarea, button, [role=img], [role=radiogroup], [role=group], progress)")]
  .filter((node) => !(node.labels?.length || node.getAttribute("aria-label") || node.textContent.trim()
    || document.getElementById(node.getAttribute("aria-labelledby"))))
  .map((node) => node.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def opened(lab: Lab, browser: Browser) -> Iterator[Notebook]:
    with new_page(lab, browser) as page:
        page.open(ui_notebook(), "widgets.ipynb")
        page.run_all()
        yield page


def test_every_widget_is_shown(opened: Notebook) -> None:
    assert [NAMES[cell] for cell in opened.cells_with_widgets()] == list(NAMES)
    unguessed = opened.outputs(NAMES.index("recall")).locator(".gm-sentence")
    assert "你还没有下注" in unguessed.inner_text()


@pytest.mark.parametrize("name", NAMES)
def test_each_control_changes_what_is_shown(opened: Notebook, name: str) -> None:
    changes = move_every_control(opened.page, opened.outputs(NAMES.index(name)))
    assert {change.control for change in changes} == CONTROLS[name]
    assert {change.by for change in changes} >= ({"keyboard"} if CONTROLS[name] else set())


def test_recall_follows_the_guess(opened: Notebook) -> None:
    guess = opened.outputs(NAMES.index("prediction")).locator("output").inner_text()
    recalled = opened.outputs(NAMES.index("recall"))
    recalled.get_by_text(f"你猜 {guess}，").wait_for(timeout=5000)


def test_duel_takes_picks_back(opened: Notebook) -> None:
    duel = opened.outputs(NAMES.index("duel"))
    duel.get_by_role("button", name="撤销").click()
    duel.get_by_text("你选了 1 次。").wait_for(timeout=5000)
    duel.get_by_role("button", name="重新开始").click()
    duel.get_by_text("你选了 0 次。").wait_for(timeout=5000)
    duel.locator(".gm-duel-card").first.press("2")
    duel.get_by_text("你选了 1 次。").wait_for(timeout=5000)


def test_task_can_be_stopped(opened: Notebook) -> None:
    task = opened.outputs(NAMES.index("task"))
    task.locator("input[type=range]").press("End")
    task.locator("[data-run]").click()
    task.get_by_role("button", name="停下").click(timeout=5000)
    task.locator('[data-phase="stopped"]').wait_for(timeout=5000)
    assert "停在这一步" in task.locator("[role=status]").inner_text()


def test_arrow_keys_read_the_chart(opened: Notebook) -> None:
    plot = opened.outputs(NAMES.index("explorer")).locator(".gm-plot").first
    plot.focus()
    for _ in range(2):
        opened.page.keyboard.press("ArrowRight")
    assert "训练算力" in plot.locator(".gm-readout").inner_text()
    opened.page.keyboard.press("Escape")
    assert plot.locator(".gm-readout").is_hidden()


def test_arrow_keys_read_points_flows_boards_and_marks(opened: Notebook) -> None:
    panels = opened.outputs(NAMES.index("panels"))
    said = {}
    for kind in ("scatter", "flow", "board", "marked"):
        plot = panels.locator(f'[data-kind="{kind}"] .gm-plot').first
        plot.focus()
        opened.page.keyboard.press("ArrowRight")
        opened.page.keyboard.press("ArrowRight")
        said[kind] = plot.locator(".gm-readout").inner_text()
        opened.page.keyboard.press("Escape")
        assert plot.locator(".gm-readout").is_hidden()
    assert "复购率" in said["scatter"]
    assert "认知" in said["flow"]
    assert said["board"].startswith("b2")  # the second cell, row after row; the first is d4
    assert "报告编号查得到。" in said["marked"]


def test_the_pointer_reads_points_and_marks(opened: Notebook) -> None:
    panels = opened.outputs(NAMES.index("panels"))
    panels.locator('[data-kind="scatter"] path[fill]').first.hover()
    assert "客单价（元）" in panels.locator('[data-kind="scatter"] .gm-readout').inner_text()
    panels.locator('[data-kind="marked"] mark[data-noted]').first.hover()
    assert "普通食品不得宣称功效。" in panels.locator('[data-kind="marked"] .gm-readout').inner_text()
    opened.page.mouse.move(0, 0)


def test_writer_answers_the_last_text_and_says_that_it_computes(opened: Notebook) -> None:
    writer = opened.outputs(NAMES.index("writer"))
    field = writer.locator("textarea")
    field.fill("很慢")
    writer.get_by_text("计算中……").wait_for(timeout=5000)
    field.press("Control+End")
    field.press_sequentially("的大杯茶，很慢", delay=150)
    writer.get_by_text("9 个字里有 0 个要改。").wait_for(timeout=15_000)
    field.fill("快的茶")
    writer.get_by_text("3 个字里有 0 个要改。").wait_for(timeout=10_000)
    opened.page.wait_for_timeout(2500)
    assert "3 个字里" in writer.locator(".gm-sentence").inner_text()
    assert writer.locator(".gm-writer-status").inner_text() == ""


def test_writer_survives_what_its_answer_raises(opened: Notebook) -> None:
    writer = opened.outputs(NAMES.index("writer"))
    field = writer.locator("textarea")
    field.fill("写错了")
    writer.get_by_text("这样写没能算出来（ZeroDivisionError").wait_for(timeout=5000)
    assert field.input_value() == "写错了"
    assert writer.locator(".gm-marked").count() == 1
    field.fill("")
    writer.get_by_text("先写一句文案。").wait_for(timeout=5000)
    field.fill("第一的茶")
    writer.get_by_text("4 个字里有 2 个要改。").wait_for(timeout=5000)


def test_writer_waits_for_the_input_method(opened: Notebook) -> None:
    writer = opened.outputs(NAMES.index("writer"))
    sentence = writer.locator(".gm-sentence")
    writer.locator("textarea").fill("茶")
    writer.get_by_text("1 个字里有 0 个要改。").wait_for(timeout=5000)
    keyboard = opened.page.context.new_cdp_session(opened.page)
    keyboard.send("Input.imeSetComposition", {"text": "ding", "selectionStart": 4, "selectionEnd": 4})
    opened.page.wait_for_timeout(900)
    assert writer.locator("textarea").input_value() == "茶ding"
    assert "1 个字里" in sentence.inner_text()
    keyboard.send("Input.insertText", {"text": "顶级"})
    writer.get_by_text("3 个字里有 2 个要改。").wait_for(timeout=5000)


def test_keys_of_a_field_stay_in_it(opened: Notebook) -> None:
    cells = opened.page.locator(".jp-Notebook .jp-Cell").count()
    field = opened.outputs(NAMES.index("writer")).locator("textarea")
    field.focus()
    opened.page.keyboard.press("Control+End")
    for key in ("a", "b", "d", "d", "1", "Enter", "ArrowUp", "Backspace"):
        opened.page.keyboard.press(key)
    assert field.input_value().startswith("茶顶级")
    assert opened.page.locator(".jp-Notebook .jp-Cell").count() == cells


def test_conversation_goes_back_and_begins_anew(opened: Notebook) -> None:
    talk = opened.outputs(NAMES.index("conversation"))
    talk.get_by_role("button", name="重新开始").click()
    talk.get_by_text("问了 0 问。").wait_for(timeout=5000)
    talk.get_by_role("button", name="解渴").click()
    talk.get_by_text("问了 1 问。").wait_for(timeout=5000)
    for count in (2, 3):
        opened.page.keyboard.press("2")  # the focus has come to the new buttons
        talk.get_by_text(f"问了 {count} 问。").wait_for(timeout=5000)
    assert talk.locator(".gm-picked").all_inner_texts() == ["解渴", "不要", "家里"]
    assert "那就来一瓶果汁。" in talk.locator(".gm-prompt").inner_text()
    talk.get_by_role("button", name="退一步").click()
    talk.get_by_text("问了 2 问。").wait_for(timeout=5000)


def test_sorter_says_what_is_wrong_and_keeps_what_is_right(opened: Notebook) -> None:
    sorter = opened.outputs(NAMES.index("sorter"))
    sorter.get_by_role("button", name="重新开始").click()
    report, study, paper = (sorter.locator(f'[data-item="{name}"]') for name in ("report", "study", "paper"))
    report.get_by_text("查得到").click()
    study.drag_to(sorter.locator('[data-bin="seen"]'))
    paper.drag_to(sorter.locator('[data-bin="seen"]'))
    assert sorter.locator('[data-bin="seen"]').inner_text().split() == ["查得到", "3", "条"]
    assert sorter.locator("[data-verdict]").count() == 0
    sorter.get_by_role("button", name="对一对").click()
    assert "翻到这一页" in report.inner_text()
    assert "「研究表明」不是出处。" in study.inner_text()
    assert "不在「查得到」这一栏" in paper.inner_text()
    assert "对了 1 条，错了 2 条。" in sorter.locator(".gm-sentence").inner_text()
    sorter.get_by_role("button", name="再试错的几条").click()
    assert report.locator("input:checked").count() == 1
    assert study.locator("input:checked").count() == paper.locator("input:checked").count() == 0
    for key in ("Space", "ArrowRight"):  # the focus is on the first item that is open
        opened.page.keyboard.press(key)
    paper.get_by_text("编造的").click()
    sorter.get_by_role("button", name="对一对").click()
    assert "3 条全放对了。" in sorter.locator(".gm-sentence").inner_text()


def test_everything_has_a_name_for_screen_readers(opened: Notebook) -> None:
    assert opened.page.evaluate(_UNNAMED) == []


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_texts_can_be_read_in_both_themes(opened: Notebook, theme: str) -> None:
    opened.use_theme(theme)
    contrasts = opened.page.evaluate(_CONTRASTS)
    assert len(contrasts) > 60
    faint = [(text, round(ratio, 2)) for text, ratio, disabled in contrasts if ratio < (3 if disabled else 4.5)]
    assert faint == []


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_sticks_out(opened: Notebook, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 900})
    opened.page.wait_for_timeout(500)
    assert opened.page.evaluate(_OVERFLOWING) == []


def test_state_survives_a_new_kernel(opened: Notebook) -> None:
    opened.page.wait_for_timeout(600)  # longer than a state takes to settle
    before = [_positions(opened, cell) for cell in range(len(NAMES))]
    assert any(position != start for position, start in zip(before[0], ["1", "true", "false", "5"], strict=True))
    opened.restart_and_run_all()
    opened.page.wait_for_timeout(1000)
    assert [_positions(opened, cell) for cell in range(len(NAMES))] == before
    assert "你猜" in opened.outputs(NAMES.index("recall")).locator(".gm-sentence").inner_text()
    assert "你选了 1 次。" in opened.outputs(NAMES.index("duel")).inner_text()
    assert "步后，损失是" in opened.outputs(NAMES.index("task")).inner_text()
    assert "问了 2 问。" in opened.outputs(NAMES.index("conversation")).inner_text()
    assert "3 条全放对了。" in opened.outputs(NAMES.index("sorter")).inner_text()
    assert "要改。" in opened.outputs(NAMES.index("writer")).locator(".gm-sentence").inner_text()


def _positions(opened: Notebook, cell: int) -> list[str]:
    positions: list[str] = opened.outputs(cell).evaluate(
        "(area) => [...area.querySelectorAll('input, textarea')].map((input) => input.type === 'radio' ? String(input.checked) : input.value)"
    )
    return positions


def test_pictures_stand_in_for_widgets_without_a_kernel(notebook: Notebook, tmp_path: object) -> None:
    built = ui_notebook()
    drawn = ("explorer", "panels", "writer", "conversation", "sorter", "figure")
    built.cells = [cell for cell in built.cells if cell.id in drawn]
    nbclient.NotebookClient(built, resources={"metadata": {"path": str(tmp_path)}}).execute()
    again = built.copy()
    replace_widget_views(built)
    replace_widget_views(again, built)
    assert again == built
    notebook.open(built, "pictures.ipynb")
    for cell in range(len(drawn)):
        picture = notebook.outputs(cell).locator("img")
        assert picture.count() == 1
        assert picture.evaluate("(image) => image.naturalWidth") == 1290
        assert INVITATION in notebook.outputs(cell).inner_text()
