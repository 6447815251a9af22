"""Rows of a measures table → one draft per measure: which row begins a measure, which is a sub-step of its own, which goes on
mid-phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from prongsai.core.papers.understanding.cuts import is_cut_row
from prongsai.core.papers.understanding.markers import D, match_marker
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow
from prongsai.core.thai.numerals import to_arabic_digits

NAMED_NUMBER = re.compile(rf"^(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง|ข้อ|ลำดับ)?(?:ที่)\s*([{D}]{{1,3}}(?:\.[{D}]{{1,2}})?)\s*[.):\-–]*\s*")
PLAIN_NUMBER = re.compile(rf"^([{D}]{{1,3}}(?:\.[{D}]{{1,2}})*)\W*$")
GROUP_HEADING = re.compile(r"^(?:ด้าน|มิติ|ส่วน|ยุทธศาสตร์|ประเด็น|แบบวัด|หมวด|ตัวชี้วัด|เครื่องมือ|กลยุทธ์|องค์ประกอบ)(?:ที่)?\s*[0-9๐-๙:(]?")
INDEX = re.compile(rf"\(?\s*[{D}]{{1,2}}\s*\)?")
LONGEST_HEADING = 200
OWN_FIELDS = ("units", "period", "monitoring")
STATUS_FIELDS = ("status", "status:not_started", "status:in_progress", "status:completed")


@dataclass(slots=True)
class Part:
    """A row with steps, units and dates of its own, and the rows that go on with its text."""

    rows: list[TableRow]


@dataclass(slots=True)
class Draft:
    """The rows of one measure. `number` as printed in Arabic digits, None where none is printed."""

    number: str | None
    title: list[str]
    parts: list[Part]
    group: str | None = None
    title_rows: list[TableRow] = field(default_factory=list)

    def rows(self) -> list[TableRow]:
        """The rows of all parts, in order."""
        return [row for part in self.parts for row in part.rows]


def split_number(title: str) -> tuple[str | None, str]:
    """Number and rest of a title: "มาตรการที่ ๑ การ…", "1. การ…", "- การ…"; None where no number is printed."""
    text = title.strip()
    if named := NAMED_NUMBER.match(text):
        if named.end() < len(text):
            return to_arabic_digits(named[1]), text[named.end() :].strip()
        return to_arabic_digits(named[1]), ""
    marker = match_marker(text)
    if marker is None:
        return None, text
    rest = text[marker.end :].strip()
    if marker.family in ("number", "paren", "bracket"):
        return str(marker.number), rest
    if marker.family == "dotted":
        return f"{marker.prefix}{marker.number}", rest
    if marker.family in ("dash", "bullet"):
        return None, rest
    return None, text


def group_rows(table: JoinedTable) -> tuple[list[Draft], list[TableRow]]:
    """Drafts in order, and the rows that belong to none (before the first measure).

    A row begins a measure when its number (or, in a table whose titles carry numbers or that has none at all, its title) says so. Between
    two printed numbers that follow on each other, a row without one goes on with the measure before, also where it has words of a title.
    A row with units or dates of its own and a text that does not go on mid-phrase is a sub-step; every other row goes on.
    """
    is_numbered = _titles_are_numbered(table)
    numbers = [_number_and_title(row)[0] for row in table.rows]
    drafts: list[Draft] = []
    orphans: list[TableRow] = []
    group: str | None = None
    page = -1
    for index, row in enumerate(table.rows):
        is_first_on_page = row.page != page
        page = row.page
        if _is_index_row(row):
            continue
        heading = _group_heading(row)
        if heading is not None:
            group = heading
            continue
        number, title = _number_and_title(row)
        is_cut = is_first_on_page and bool(drafts) and number is None and is_cut_row(drafts[-1].parts[-1].rows, row)
        goes_on = is_cut or (number is None and bool(drafts) and _follow_on(drafts[-1].number, numbers[index + 1 :]))
        if not goes_on and _begins_measure(row, number, title, is_numbered, is_first_on_page, bool(drafts)):
            drafts.append(Draft(number, [title] if title else [], [Part([row])], group, [row]))
        elif not drafts:
            orphans.append(row)
        else:
            _add_to(drafts[-1], row, title, is_cut=is_cut)
    return drafts, orphans


def _follow_on(number: str | None, later: Sequence[str | None]) -> bool:
    """Tell whether the next printed number is the one right after `number`."""
    following = next((other for other in later if other is not None), None)
    if number is None or following is None or not (number.isdecimal() and following.isdecimal()):
        return False
    return int(following) == int(number) + 1


def _number_and_title(row: TableRow) -> tuple[str | None, str]:
    title = " ".join(line.text for line in row.values["title"].lines if line.text.strip(" .")) if "title" in row.values else ""
    plain = PLAIN_NUMBER.match(row.text("number").strip())
    if plain:
        number = to_arabic_digits(plain[1])
        inner, rest = split_number(title)
        return number, rest if inner in (None, number) else title
    found, rest = split_number(title)
    if found is None and "number" in row.values and (named := split_number(row.text("number")))[0]:
        return named[0], rest
    return found, rest


def _titles_are_numbered(table: JoinedTable) -> bool:
    found = [_number_and_title(row)[0] for row in table.rows if row.text("title").strip()]
    return bool(found) and sum(number is not None for number in found) * 2 >= len(found)


def _is_index_row(row: TableRow) -> bool:
    """A row that only numbers the columns: (1) (2) (3) …"""
    texts = [value.text.strip() for value in row.values.values() if value.lines]
    return len(texts) >= 3 and len(texts) == len(row.values) and all(INDEX.fullmatch(text) for text in texts)


def _group_heading(row: TableRow) -> str | None:
    """The text of a row that only names a group of measures: alone over the full width, or alone in the first cell."""
    filled = [(name, value) for name, value in row.values.items() if value.lines]
    if len(filled) != 1:
        return None
    name, value = filled[0]
    text = value.text.strip()
    is_first = value is next(iter(row.values.values())) or name == "title"
    if not is_first or len(text) > LONGEST_HEADING or (any(other.is_covered for other in row.values.values()) and not row.spans_all):
        return None
    if row.spans_all or (name == "number" and not PLAIN_NUMBER.match(text)):
        return text
    return text if GROUP_HEADING.match(text) else None


def _begins_measure(row: TableRow, number: str | None, title: str, is_numbered: bool, is_first_on_page: bool, has_measure: bool) -> bool:
    if number is not None:
        return bool(title) or not has_measure or bool(row.text("steps").strip() and not row.values["title"].is_covered)
    if not title:
        return False
    if not has_measure:
        return True
    own = [name for name in (*OWN_FIELDS, *STATUS_FIELDS) if name in row.values]
    has_own = any(row.text(name).strip() for name in own)
    if is_numbered:
        return has_own and not is_first_on_page and "number" in row.values
    return has_own or not is_first_on_page or (not own and bool(row.text("steps").strip()))


def _add_to(draft: Draft, row: TableRow, title: str, *, is_cut: bool) -> None:
    if title:
        draft.title.append(title)
        draft.title_rows.append(row)
    if not is_cut and _is_sub_step(draft, row, is_titled=bool(title)):
        draft.parts.append(Part([row]))
    else:
        draft.parts[-1].rows.append(row)


def _is_sub_step(draft: Draft, row: TableRow, *, is_titled: bool) -> bool:
    """A row with units or dates of its own, whose steps begin with a label or, without words of a title, stand in a merged measure."""
    steps = row.text("steps").strip()
    if not steps or not any(row.text(name).strip() for name in OWN_FIELDS):
        return False
    marker = match_marker(steps)
    is_merged = "title" in row.values and row.values["title"].is_covered
    if marker is not None and marker.family in ("dotted", "number", "paren"):
        return True
    has_all = all(row.text(name).strip() for name in OWN_FIELDS if name in row.values)
    return not is_titled and (is_merged or has_all)
