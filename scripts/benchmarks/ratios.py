"""Ratios: two figures of one run, and the goal that their quotient is to reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LINE, MARGIN = 860, 20, 12
LABEL, BARS = 330, 440
"""Where labels end, and how wide the longest bar is."""
OPEN = 4.0
"""Bars end at this many times their goal."""


_MARKS = {True: "", False: "missed"}


@dataclass(frozen=True, slots=True)
class Ratio:
    """One quotient. `goal` is its most, or its least where more is better; without one it is told only."""

    what: str
    where: str
    value: float
    goal: float | None = None
    more_is_better: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it reaches its goal."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    @property
    def bound(self) -> str:
        """The goal as people write it."""
        if self.goal is None:
            return ""
        return f"{'≥' if self.more_is_better else '≤'} {self.goal:g}"


def ratio_table(ratios: Sequence[Ratio]) -> str:
    """The ratios as a table of Markdown, one line for each."""
    lines = ["| what | of | ratio | goal | |", "|---|---|---:|---:|---|"]
    lines += [
        f"| {each.what} | {each.where} | {each.value:.2f} | {each.bound} | {_MARKS[each.is_met]} |"
        for each in ratios
    ]
    return "\n".join(lines)


def bars(title: str, ratios: Sequence[Ratio]) -> str:
    """The ratios as a picture (SVG): a bar for each, and a mark where its goal is."""
    drawn: list[str] = []
    top, what = MARGIN + LINE, ""
    for each in ratios:
        if each.what != what:
            what = each.what
            top += LINE
            drawn.append(_text(MARGIN, top, what, "bold"))
            top += LINE
        drawn += _bar(top, each)
        top += LINE
    height = top + MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" font-family="sans-serif" font-size="12" role="img">'
    )
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, f"<title>{escape(title)}</title>", ground, *drawn, "</svg>", ""])


def _bar(top: int, ratio: Ratio) -> list[str]:
    """One bar: full width is OPEN times the goal, or times 1 without one."""
    unit = BARS / (OPEN * (ratio.goal or 1))
    width = min(BARS, ratio.value * unit)
    colour = "#8a8f98" if ratio.goal is None else "#2f7d5b" if ratio.is_met else "#b3423a"
    drawn = [
        _text(LABEL - 8, top, ratio.where, "normal", "end"),
        f'<rect x="{LABEL}" y="{top - 11}" width="{width:.1f}" height="14" fill="{colour}"/>',
        _text(LABEL + round(width) + 6, top, f"{ratio.value:.2f}"),
    ]
    if ratio.goal is not None:
        at = LABEL + BARS / OPEN
        drawn.append(f'<path d="M{at:.1f} {top - 14}v20" stroke="#1c1e21" stroke-width="1.5"/>')
        drawn.append(_text(WIDTH - MARGIN, top, f"goal {ratio.bound}", "normal", "end"))
    return drawn


def _text(left: int, top: int, words: str, weight: str = "normal", anchor: str = "start") -> str:
    look = f'font-weight="{weight}" text-anchor="{anchor}" fill="#1c1e21"'
    return f'<text x="{left}" y="{top}" {look}>{escape(words)}</text>'
