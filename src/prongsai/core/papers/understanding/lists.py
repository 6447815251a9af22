"""Lists in cells and under headings → entries with their markers. Sub-items stay inside their entry on lines of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.understanding.markers import NUMBERED, Marker, announces, inline_markers, is_list_dash, match_marker

LOOK_BACK = 1000
LOOK_AHEAD = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the marker as printed (None without one), its first line, and the lines of its sub-items."""

    label: str | None
    text: str
    sub_items: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        return "\n".join((self.text, *self.sub_items))


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of a cell. `lead` holds the unmarked paragraphs before the first marker, empty where nothing is marked."""

    lead: tuple[str, ...]
    entries: tuple[Entry, ...]

    def with_lead(self) -> tuple[Entry, ...]:
        """All entries, those of the lead first and without marker."""
        return (*(Entry(None, text) for text in self.lead), *self.entries)


@dataclass(slots=True)
class _Open:
    """An entry under construction."""

    label: str | None
    lines: list[str]
    marked: list[bool] = field(default_factory=lambda: [False])


def split_entries(fragments: Sequence[Sequence[Line]], *, under: str | None = None) -> Entries:
    """Take apart the text of a cell that may go on over several pages, one fragment a page.

    The first marker decides the family of the top level; other families are sub-items. Numbers must go on (1, 2, 3 …; a repeated or skipped
    number is taken where it begins a line). A list that starts again at 1 after an announcing word is a sub-list. The first line of a later
    fragment, when it has no marker, goes on mid-phrase. `under` is the number of the heading above: entries "3.1", "3.2" under 3 count
    as 1, 2.
    """
    splitter = _Splitter(under)
    fragments = _undoubled(fragments)
    for fragment in fragments:
        is_first = True
        for line in fragment:
            if line.text.strip(" .\u200b"):
                splitter.take_line(line, goes_on=is_first and fragment is not fragments[0])
                is_first = False
    return splitter.finish()


def _undoubled(fragments: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    """Drop the automatic marker of lines that carry a typed one as well ("1.

    1) …"), where most lines of the list do, or its first under bullets.
    """
    outer = [marker for fragment in fragments for line in fragment if (marker := match_marker(line.text)) is not None]
    inner = [found for fragment in fragments for line in fragment if (found := _inner(line.text)) is not None]
    is_led = bool(outer) and outer[0].family in ("dash", "bullet") and _inner(_first_marked(fragments)) is not None
    if not inner or (len(inner) * 2 < len(outer) and not is_led):
        return fragments
    return [[_without_outer(line) for line in fragment] for fragment in fragments]


def _first_marked(fragments: Sequence[Sequence[Line]]) -> str:
    return next((line.text for fragment in fragments for line in fragment if match_marker(line.text) is not None), "")


def _inner(text: str) -> Marker | None:
    """A second marker right behind the first, of a kind that people type."""
    outer = match_marker(text)
    if outer is None or outer.end >= len(text) or outer.family not in ("number", "dash", "bullet", "paren"):
        return None
    inner = match_marker(text, outer.end)
    return inner if inner is not None and inner.start == outer.end else None


def _without_outer(line: Line) -> Line:
    outer = match_marker(line.text)
    if outer is None or outer.family not in ("number", "dash", "bullet", "paren"):
        return line
    return Line(line.text[outer.end :], line.hard, line.indent)


class _Splitter:
    def __init__(self, under: str | None) -> None:
        self.under = under
        self.lead: list[str] = []
        self.entries: list[_Open] = []
        self.family: str | None = None
        self.prefix = ""
        self.last = 0
        self.indent = 0
        self.sub_family: str | None = None
        self.sub_last = 0
        self.nested = False

    def take_line(self, line: Line, *, goes_on: bool) -> None:
        text = line.text.strip()
        found = match_marker(text)
        marker = self.normal(found) if found is not None else None
        if marker is not None and self.is_decimal(marker):
            self.take_plain(text, goes_on=True)
            self.split_rest(text, 0, line.indent)
        elif marker is not None:
            self.take_marked(text, marker, line.indent, at_line_start=True)
            self.split_rest(text, marker.end, line.indent)
        else:
            self.take_plain(text, goes_on=goes_on)
            self.split_rest(text, 0, line.indent)

    def normal(self, marker: Marker) -> Marker:
        """ "3.1" under heading 3 counts as 1 of a plain numbered list."""
        if marker.family == "dotted" and self.under and marker.prefix == f"{self.under}.":
            return Marker("number", marker.label, marker.start, marker.end, marker.number)
        return marker

    def is_decimal(self, marker: Marker) -> bool:
        """Tell whether "4.5" is a number that a wrap brought to the start of a line: a list of that form begins with .1, or the cell."""
        has_before = bool(self.lead or self.entries)
        is_next = self.family == "dotted" and self.prefix == marker.prefix
        return marker.family == "dotted" and has_before and not is_next and marker.number != 1

    def take_plain(self, text: str, *, goes_on: bool) -> None:
        """Text without marker at its start; `split_rest` may cut it later."""
        if self.entries:
            self.append(text, is_marked=False, goes_on=goes_on)
        elif goes_on and self.lead:
            self.lead[-1] = f"{self.lead[-1]} {text}"
        else:
            self.lead.append(text)

    def take_marked(self, text: str, marker: Marker, indent: int, *, at_line_start: bool) -> None:
        if self.is_top(marker, indent, at_line_start):
            self.open_entry(marker, text[marker.end :], indent)
        else:
            self.sub_family, self.sub_last = marker.family, marker.number or 0
            kept = text[marker.end :] if marker.family == "bullet" else text[marker.start :]
            self.append(kept, is_marked=True, goes_on=False)

    def is_top(self, marker: Marker, indent: int, at_line_start: bool) -> bool:
        if self.family is None:
            return True
        if marker.family != self.family or (marker.family == "dotted" and marker.prefix != self.prefix):
            return False
        if marker.number is None:
            return not (
                at_line_start
                and indent > self.indent
                and self.indent >= 0
                and bool(self.entries)
                and self.indent != indent
                and self.indent > 0
            )
        if self.nested and marker.number == self.sub_last + 1 and marker.number != self.last + 1:
            self.sub_last = marker.number
            return False
        if marker.number == 1 and self.last >= 1 and self.entries and announces(self.entries[-1].lines[-1]):
            self.nested = True
            return False
        self.nested = False
        return True

    def open_entry(self, marker: Marker, text: str, indent: int) -> None:
        if self.family is None:
            self.family, self.prefix, self.indent = marker.family, marker.prefix, indent
        self.last = marker.number or 0
        self.sub_family, self.sub_last, self.nested = None, 0, False
        self.entries.append(_Open(marker.label, [text.strip()]))

    def append(self, text: str, *, is_marked: bool, goes_on: bool) -> None:
        last = self.entries[-1]
        if goes_on and not is_marked:
            last.lines[-1] = f"{last.lines[-1]} {text}"
        else:
            last.lines.append(text)
            last.marked.append(is_marked)

    def split_rest(self, text: str, start: int, indent: int) -> None:
        """Cut the text just taken at each marker inside it that goes on with a list."""
        found = [self.normal(marker) for marker in inline_markers(text, start)]
        seconds = {(marker.family, marker.prefix): marker.start for marker in found if marker.number == 2}
        for marker in found:
            if marker.start <= start or not self.goes_on_inline(text, start, marker, seconds):
                continue
            self.cut(len(text) - marker.start)
            self.take_marked(text, marker, indent, at_line_start=False)
            start = marker.end

    def cut(self, length: int) -> None:
        """Take the last `length` characters off what was taken last."""
        if self.entries:
            lines = self.entries[-1].lines
            lines[-1] = lines[-1][:-length].rstrip()
        else:
            self.lead[-1] = self.lead[-1][:-length].rstrip()

    def goes_on_inline(self, text: str, start: int, marker: Marker, seconds: Mapping[tuple[str, str], int]) -> bool:
        """Tell whether the marker begins an entry. `seconds` says where number 2 of each kind of list stands last in the text."""
        since = max(start, marker.start - LOOK_BACK)
        before = text[since : marker.start]
        is_followed = seconds.get((marker.family, marker.prefix), -1) > marker.end
        if marker.family == "bullet":
            return True
        if marker.family == "dash":
            established = self.family == "dash" or self.sub_family == "dash"
            return is_list_dash(text[since : marker.end + LOOK_AHEAD], _shifted(marker, since), is_established=established)
        if marker.family not in NUMBERED or before.count("(") > before.count(")"):
            return False
        if marker.family == self.family and marker.prefix == self.prefix:
            if marker.number == self.last + 1 or (self.nested and marker.number == self.sub_last + 1):
                return True
            return marker.number == 1 and announces(before) and is_followed
        if marker.family == self.sub_family and marker.number == self.sub_last + 1:
            return True
        return marker.number == 1 and (announces(before) or is_followed)

    def finish(self) -> Entries:
        if not self.entries:
            return Entries((), tuple(Entry(None, text) for text in self.lead if text))
        done = tuple(Entry(entry.label, *_lines(entry)) for entry in self.entries)
        return Entries(tuple(text for text in self.lead if text), tuple(entry for entry in done if entry.text or entry.sub_items))


def _lines(entry: _Open) -> tuple[str, tuple[str, ...]]:
    lines = [line for line in entry.lines if line]
    return (lines[0], tuple(lines[1:])) if lines else ("", ())


def _shifted(marker: Marker, by: int) -> Marker:
    return Marker(marker.family, marker.label, marker.start - by, marker.end - by, marker.number, marker.prefix)
