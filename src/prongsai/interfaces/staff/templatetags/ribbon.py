"""The fiscal year as a ribbon from October to September: phases as blocks in rows, today and deadlines as marks under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.interfaces.staff.templatetags.thai_text import short_day, short_month

register = template.Library()

MONTHS_HEIGHT = 28
ROW_HEIGHT = 32
LINE_HEIGHT = 22
CLOSEST = 17.0
"""Percent of the width below which two labels under the ribbon turn away from each other, or get lines of their own."""


class Year:
    """The scale: where a day lies, in percent of the width."""

    def __init__(self, fiscal_year: int) -> None:
        self.first, self.last = fiscal_year_range(fiscal_year)
        self.days = (self.last - self.first).days + 1

    def at(self, day: date) -> float:
        """The beginning of a day; days outside the year lie at its ends."""
        return 100 * min(max((day - self.first).days, 0), self.days) / self.days

    def months(self) -> list[date]:
        """The first days of its months."""
        return [
            date(self.first.year + (self.first.month + step - 1) // 12, (self.first.month + step - 1) % 12 + 1, 1) for step in range(12)
        ]


@register.simple_tag
def year_ribbon(fiscal_year: int, blocks: Iterable[Mapping[str, Any]], marks: Iterable[Mapping[str, Any]], today: date) -> SafeString:
    """Draw a fiscal year.

    A block has `title`, `start`, `end` (last day), `tone` and `row` (from 0); a mark has `day`, `title` and `tone`. Today is drawn where it
    lies in the year. The same dates stand in a list on the page, because the ribbon is left out on a phone.
    """
    year, phases = Year(fiscal_year), list(blocks)
    floor = MONTHS_HEIGHT + ROW_HEIGHT * (1 + max((block["row"] for block in phases), default=0)) + 8
    is_now = year.first <= today <= year.last
    notes = [Note(year.at(mark["day"]), f"{short_day(mark['day'])} {mark['title']}", mark["tone"]) for mark in marks]
    if is_now:
        notes.append(Note(year.at(today), gettext("วันนี้ %(day)s") % {"day": short_day(today)}, "today"))
    notes = _placed(notes)
    height = floor + LINE_HEIGHT * (1 + max((note.line for note in notes), default=0)) + 4
    spoken = [f"{block['title']} {short_day(block['start'])} – {short_day(block['end'])}" for block in phases]
    return format_html(
        '<svg class="ribbon" width="100%" height="{}" role="img" aria-label="{}">{}{}{}</svg>',
        height,
        ", ".join([*spoken, *(note.words for note in notes)]),
        _months(year, floor, today if is_now else None),
        format_html_join("", "{}", ((_block(year, block),) for block in phases)),
        format_html_join("", "{}", ((_note(note, floor),) for note in notes)),
    )


class Note(NamedTuple):
    """A label under the ribbon: where it lies, what it says, on which line, and which of its ends is at its day."""

    at: float
    words: str
    tone: str
    line: int = 0
    anchor: str = "middle"


def _placed(notes: list[Note]) -> list[Note]:
    """Labels from left to right; of two close ones the left ends and the right begins at its day, any further one goes a line down."""
    placed: list[Note] = []
    for note in sorted(notes):
        note = note._replace(anchor="end" if note.at > 92 else "start" if note.at < 8 else "middle")
        before = placed[-1] if placed else None
        if before is None or note.at - before.at >= CLOSEST:
            placed.append(note)
        elif before.anchor == "middle" and note.anchor == "middle" and before.line == 0 and _has_room(placed):
            placed[-1] = before._replace(anchor="end")
            placed.append(note._replace(anchor="start"))
        else:
            placed.append(note._replace(line=before.line + 1))
    return placed


def _has_room(placed: list[Note]) -> bool:
    """Whether the last label may grow to the left."""
    return len(placed) < 2 or placed[-1].at - placed[-2].at >= 1.5 * CLOSEST


def _months(year: Year, floor: int, today: date | None) -> SafeString:
    firsts = year.months()
    rules = format_html_join(
        "",
        '<line class="rule" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>',
        ((f"{year.at(first):.2f}", MONTHS_HEIGHT, floor) for first in firsts[1:]),
    )
    names = format_html_join(
        "",
        '<text class="{}" x="{}%" y="15" text-anchor="middle">{}</text>',
        (
            (
                "today" if today and (today.year, today.month) == (first.year, first.month) else "month",
                f"{year.at(first + timedelta(days=14)):.2f}",
                short_month(first),
            )
            for first in firsts
        ),
    )
    return format_html('{}<g class="months">{}</g>', rules, names)


def _block(year: Year, block: Mapping[str, Any]) -> SafeString:
    start, end = year.at(block["start"]), year.at(block["end"] + timedelta(days=1))
    return format_html(
        '<svg x="{}%" y="{}" width="{}%" height="28"><rect class="block block-{tone}" x="1" width="99%" height="26" rx="6"/>'
        '<text class="word-{tone}" x="10" y="18">{}</text></svg>',
        f"{start:.2f}",
        MONTHS_HEIGHT + 6 + ROW_HEIGHT * block["row"],
        f"{end - start:.2f}",
        block["title"],
        tone=block["tone"],
    )


def _note(note: Note, floor: int) -> SafeString:
    """A line down to the label; today's begins at the months with a dot, any other in the lowest row."""
    is_today = note.tone == "today"
    dot = format_html('<circle class="today-dot" cx="{}%" cy="{}" r="4"/>', f"{note.at:.2f}", MONTHS_HEIGHT - 4) if is_today else ""
    return format_html(
        '<line class="{}" x1="{at}%" x2="{at}%" y1="{}" y2="{}"/>{}<text class="{}" x="{at}%" y="{}" dx="{}" text-anchor="{}">{}</text>',
        "today-line" if is_today else f"due-line due-{note.tone}",
        MONTHS_HEIGHT if is_today else floor - 8,
        floor + LINE_HEIGHT * note.line + 2,
        dot,
        "today" if is_today else f"word-{note.tone}",
        floor + LINE_HEIGHT * note.line + 17,
        {"start": -2, "end": 2}.get(note.anchor, 0),
        note.anchor,
        note.words,
        at=f"{note.at:.2f}",
    )
