"""The course map: six cards that say what each theme teaches, how far the learner is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from genmarketing.course.progress_summary import ThemeProgress, next_theme, summarise
from genmarketing.theme import Theme

MAP = "课程地图.ipynb"

WELCOME = """# 生成式 AI 营销

这门课有六个主题，课里讲到的每一种机制，都是一个可以拨动的小模型。先读章节、动手试，再做练习册；每答一题，卡片会告诉你哪里对、哪里还差一点。
"""
CALL = "from genmarketing.course import course_map\n\ncourse_map()"

# One hue for each theme, told apart also by its number. Hues colour strokes and fills only, never text.
_HUES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#7a6ff0")

_STYLE = """<style>
.gm-map { --gm-line: var(--jp-border-color2, #d5d9de); --gm-paper: var(--jp-layout-color1, #fff);
  --gm-shade: var(--jp-layout-color2, #f2f4f6); --gm-ink: var(--jp-content-font-color1, #1f2328);
  --gm-soft: var(--jp-content-font-color2, #57606a); --gm-link: var(--jp-content-link-color, #0b5cad);
  color: var(--gm-ink); max-width: 76rem; font-size: 14px; line-height: 1.65;
  font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.gm-map a { color: var(--gm-link); }
.gm-map a:focus-visible { outline: 2px solid var(--gm-link); outline-offset: 2px; }
.gm-map .gm-next { border-left: 4px solid #0072b2; background: var(--gm-shade); padding: .6rem 1rem; margin: 0 0 1rem; }
.gm-map ol.gm-cards.gm-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem;
  list-style: none; margin: 0; padding: 0; }
.gm-map .gm-card { display: flex; flex-direction: column; background: var(--gm-paper); border: 1px solid var(--gm-line);
  border-top: 4px solid var(--gm-hue); border-radius: 6px; margin: 0; padding: .9rem 1.1rem 1rem; }
.gm-map .gm-head { display: flex; align-items: center; gap: .8rem; }
.gm-map .gm-number { flex: none; width: 2.4rem; height: 2.4rem; }
.gm-map .gm-title { font-size: 1.15em; font-weight: 650; margin: 0; line-height: 1.35; }
.gm-map .gm-title small { display: block; font-size: .75em; font-weight: 400; color: var(--gm-soft); }
.gm-map .gm-teaches { flex: 1; margin: .7rem 0; }
.gm-map .gm-bar { height: .5rem; border-radius: .25rem; background: var(--gm-shade); border: 1px solid var(--gm-line);
  overflow: hidden; }
.gm-map .gm-bar span { display: block; height: 100%; background: var(--gm-hue); }
.gm-map .gm-count { color: var(--gm-soft); margin: .3rem 0 .5rem; }
.gm-map .gm-step { margin: 0 0 .6rem; }
.gm-map .gm-links { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; margin: 0; font-weight: 600; }
.gm-map .gm-writing { border-top-style: dashed; }
</style>"""


@dataclass(frozen=True)
class CourseMap:
    """The map of one learner's course; Jupyter shows it as cards, a terminal as lines.

    Args:
        themes: progress in each theme, in the order of the course.
        trouble: a Chinese sentence when the progress file could not be read, else empty.
    """

    themes: list[ThemeProgress]
    trouble: str = ""

    @classmethod
    def read(cls, folder: Path | None = None) -> CourseMap:
        """Return the map with the progress kept in `folder`, by default that of the running notebook."""
        return cls(*summarise(folder))

    def __repr__(self) -> str:
        lines = [f"{_place(summary.theme)} {summary.theme.title}：{_count(summary)}" for summary in self.themes]
        return "\n".join([*lines, f"下一步：{self._next_words()}"])

    def _repr_html_(self) -> str:
        trouble = f'<p role="alert">{escape(self.trouble)}</p>' if self.trouble else ""
        cards = "".join(_card(summary) for summary in self.themes)
        return (
            f'{_STYLE}<div class="gm-map" lang="zh-CN">{trouble}'
            f'<p class="gm-next"><strong>下一步</strong> {self._next_html()}</p>'
            f'<ol class="gm-cards" aria-label="六个主题">{cards}</ol></div>'
        )

    def _next_words(self) -> str:
        summary = next_theme(self.themes)
        if summary is None:
            return "已经写好的主题都做完了。可以回头看看哪些题还能拿到更多的分。"
        return f"《{summary.theme.title}》，{summary.next_step}"

    def _next_html(self) -> str:
        summary = next_theme(self.themes)
        words = escape(self._next_words())
        if summary is None or not summary.next_link:
            return words
        return f'<a href="{summary.next_link}">{words}</a>'


def _place(theme: Theme) -> str:
    return f"{theme.number:02d}"


def _count(summary: ThemeProgress) -> str:
    if not summary.ready:
        return "还在编写"
    return f"{_points(summary.points)} / {summary.full} 分，做完 {summary.done} / {summary.total} 题"


def _points(points: float) -> str:
    return f"{points:.1f}".removesuffix(".0")


def _card(summary: ThemeProgress) -> str:
    theme = summary.theme
    hue = _HUES[(theme.number - 1) % len(_HUES)]
    number = (
        '<svg class="gm-number" viewBox="0 0 40 40" aria-hidden="true">'
        f'<circle cx="20" cy="20" r="18" fill="none" stroke="{hue}" stroke-width="3"/>'
        f'<text x="20" y="26" text-anchor="middle" font-size="16" font-weight="700" fill="currentColor">{theme.number}</text></svg>'
    )
    head = (
        f'<div class="gm-head">{number}<h3 class="gm-title">{escape(theme.title)}'
        f'<small lang="en">{escape(theme.title_en)}</small></h3></div>'
    )
    body = _progress(summary) if summary.ready else '<p class="gm-count">还在编写</p>'
    kind = "gm-card" if summary.ready else "gm-card gm-writing"
    return (
        f'<li class="{kind}" style="--gm-hue: {hue}">{head}<p class="gm-teaches">{escape(theme.teaches)}</p>{body}</li>'
    )


def _progress(summary: ThemeProgress) -> str:
    theme = summary.theme
    share = 100 * summary.points / summary.full
    bar = (
        f'<div class="gm-bar" role="progressbar" aria-label="{escape(theme.title)}的得分" aria-valuemin="0"'
        f' aria-valuemax="{summary.full}" aria-valuenow="{_points(summary.points)}"><span style="width: {share:.1f}%"></span></div>'
    )
    links = (
        f'<p class="gm-links"><a href="chapters/{theme.notebook}.ipynb">读章节</a>'
        f'<a href="exercises/{theme.notebook}.ipynb">做练习册</a></p>'
    )
    return (
        f'{bar}<p class="gm-count">{_count(summary)} · 章节约 {theme.minutes} 分钟</p>'
        f'<p class="gm-step">{escape(summary.next_step)}</p>{links}'
    )
