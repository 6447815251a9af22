"""Tells a wrap of the layout from a line that the author began: geometry of visual lines → `Line.hard`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.readers.visual_lines import VisualLine
from prongsai.core.thai.repair import repair
from prongsai.core.thai.words import break_units

# Markers that open a list entry, also one behind another ("• - ", "1. ๑."): dashes and bullets before text, "๑." "1)" "(๑)" "๑.๒".
_MARKER = re.compile(
    r"""
    (?: [•➢➤✓✔√▪■□☐☑◦●○❖*]+ \s*
      | \d{1,2} [.)] \s+ (?= [\d๐-๙]{1,2} [.)] )
    )*
    (?: [-–—•➢➤✓✔√▪■□☐☑◦●○❖*]+ \s* (?=[^\s\d๐-๙-])
      | \( (?:[\d๐-๙]{1,2}|[ก-ฮ]) \) \s* (?=\S)
      | (?:[\d๐-๙]{1,2}) (?: \. [\d๐-๙]{1,2} ){0,3} [.)] \s* (?=[^\s\d๐-๙.)])
      | (?:[\d๐-๙]{1,2}) (?: \. [\d๐-๙]{1,2} ){1,3} \s+ (?=[ก-๙A-Za-z])
    )""",
    re.VERBOSE,
)
_DECIMAL = re.compile(r"[\d๐-๙]{1,2}\.[\d๐-๙]{1,2}\s")
_FIRST_DECIMALS = tuple(f"{number}.1 " for number in range(1, 10)) + tuple(f"{number}.๑ " for number in "๑๒๓๔๕๖๗๘๙")
_RANGE_OPEN = re.compile(r"[\d๐-๙.][\s]*$")
# Words that want another after them: no entry ends with one.
_LINKING = frozenset(("และ", "หรือ", "ของ", "ใน", "โดย", "เพื่อ", "แก่", "กับ", "จาก", "ต่อ", "ซึ่ง", "ว่า", "(", "“", "–", "-"))
# A date that goes on: "๓๐" and then "ก.ย. ๖๘".
_DAY = re.compile(r"(?:^|\D)[\d๐-๙]{1,2}\s*$")
_MONTH = re.compile(r"[ก-ฮ]{1,2}ิ?\.\s?[ก-ฮ]{1,2}\.|[ก-ฮ][ก-๎]+(?:คม|ยน|พันธ์)")
# Extra space between lines, as a part of the usual distance, that shows a new paragraph.
_PARAGRAPH_GAP = 1.28
# Lines that begin this much (in type sizes) further in or out are set in on purpose.
_INDENT = 0.55
# What a word needs beyond the boxes of its glyphs (in type sizes): side bearings, and a little more to be sure.
_SLACK = 0.5
# A word of fewer letters may be only the beginning of one.
_SHORT_WORD = 6


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines may run: `left` and `right` edge of the text, and the usual `pitch` between baselines as a multiple of the type size.

    `is_spaced`: paragraphs stand apart by extra space, so that lines without such space most likely belong together.
    `size` is the usual type size, None where unknown.
    """

    left: float
    right: float
    pitch: float | None = None
    is_spaced: bool = False
    size: float | None = None


def begins_entry(text: str) -> bool:
    """Whether a line begins with the marker of a list entry."""
    return _MARKER.match(text) is not None


def usual_pitch(groups: Sequence[Sequence[VisualLine]]) -> float | None:
    """The usual distance of baselines as a multiple of the type size, over all given groups; None where no group has two lines."""
    steps = [
        (below.y - above.y) / above.size for lines in groups for above, below in pairwise(lines) if 0 < below.y - above.y < 4 * above.size
    ]
    if not steps:
        return None
    steps.sort()
    # Paragraph gaps only make steps longer: the short steps are those of plain lines.
    return steps[len(steps) * 15 // 100]


def has_spaced_paragraphs(groups: Sequence[Sequence[VisualLine]], pitch: float | None) -> bool:
    """Whether extra space between lines shows the paragraphs of these groups: some steps are clearly longer than the usual one, not all."""
    if pitch is None:
        return False
    steps = [(below.y - above.y) / above.size for lines in groups for above, below in pairwise(lines)]
    wide = sum(1 for step in steps if _PARAGRAPH_GAP * pitch < step < 3 * pitch)
    return wide >= 3 and wide * 20 >= len(steps)


def is_centred(lines: Sequence[VisualLine], column: Column) -> bool:
    """Whether all lines leave the same room on both sides, and some of them clearly so. Entries of a list are never centred."""
    if lines and begins_entry(lines[0].text):
        return False
    gaps = [(line.x0 - column.left, column.right - line.x1) for line in lines]
    return (
        bool(gaps)
        and all(abs(a - b) <= max(2.5, 0.35 * line.size) for (a, b), line in zip(gaps, lines, strict=True))
        and any(min(gap) > 0.5 * line.size for gap, line in zip(gaps, lines, strict=True))
    )


def hard_flags(lines: Sequence[VisualLine], column: Column) -> list[bool]:
    """For each line whether the author began it (True) or the layout merely went on (False). The first is always True."""
    centred = is_centred(lines, column)
    right = _right_edge(lines, column)
    flags = [True]
    for number in range(1, len(lines)):
        above, line = lines[number - 1], lines[number]
        start = max(index for index in range(number) if flags[index])
        flags.append(_is_hard(above, line, column, right, centred=centred, first=lines[start], is_second=start == number - 1))
    return flags[: len(lines)]


def _right_edge(lines: Sequence[VisualLine], column: Column) -> float:
    """Where full lines end: the common right end of justified lines, else the edge of the column."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    if len(ends) >= 3 and ends[0] - ends[1] <= 1.0 and ends[0] > column.right - 1.5 * lines[0].size:
        return ends[0]
    return max(column.right, ends[0]) if ends else column.right


def is_wrap(above: VisualLine, line: VisualLine, column: Column) -> bool:
    """Whether a line at the top of a page merely goes on from the last line of the page before, whose column is given."""
    if begins_entry(line.text) or abs(above.size - line.size) > 0.2 * line.size or above.is_bold != line.is_bold:
        return False
    return max(column.right, above.x1) - above.x1 <= _least_room(above, line, column)


def _is_hard(
    above: VisualLine, line: VisualLine, column: Column, right: float, *, centred: bool, first: VisualLine, is_second: bool
) -> bool:
    size = max(above.size, line.size)
    if begins_entry(line.text) and not _is_range_or_decimal(above.text, line.text, first.text):
        return True
    if line.y <= above.y or abs(above.size - line.size) > 0.2 * size:
        return True
    if column.pitch is not None and line.y - above.y > _PARAGRAPH_GAP * column.pitch * size:
        return True
    room = column.right - column.left - (above.x1 - above.x0) if centred else right - above.x1
    least = _least_room(above, line, column)
    if room > least and (room > 3 * least or not _goes_on(above.text, line.text)):
        return True
    if centred:
        return False
    step = line.x0 - above.x0
    if step > _INDENT * size:
        # Text hanging under its own marker goes on; any other step inwards begins a paragraph.
        return not (is_second and begins_entry(first.text))
    # The second line of a paragraph falls back from the first one's indent; later lines that fall back begin something new.
    return step < -_INDENT * size and not is_second


def _is_range_or_decimal(above: str, line: str, first: str) -> bool:
    """Whether what looks like a marker goes on with the line above: the dash of a range, or a decimal in a text of no such numbering."""
    if line[0] in "-–—":
        return _RANGE_OPEN.search(above) is not None
    return _DECIMAL.match(line) is not None and _DECIMAL.match(first) is None and not line.startswith(_FIRST_DECIMALS)


def _least_room(above: VisualLine, line: VisualLine, column: Column) -> float:
    """The room from which on a layout engine would have put the next word on the line above."""
    room = first_unit_width(line) + _SLACK * max(above.size, line.size)
    return 1.5 * room if column.is_spaced else room


def _goes_on(above: str, line: str) -> bool:
    """Whether the wording cannot end where the line above ends."""
    if _DAY.search(above) is not None and _MONTH.match(line) is not None:
        return True
    return break_units(above)[-1] in _LINKING


def first_unit_width(line: VisualLine) -> float:
    """Width of what a layout engine would have had to put at the end of the line above: up to the first place where a line may break.

    Engines know longer words than our dictionary (แนวทาง, เป็นการ), so a short first word takes the next one with it.
    """
    units = break_units(line.text)
    length, letters = 0, 0
    for number, unit in enumerate(units):
        # Between a digit or sign and a letter no engine breaks ("พ.ศ.๒๕๖๘", "(ITA)").
        if unit.isspace() or (length and letters >= _SHORT_WORD and _may_break(line.text[length - 1], unit[0])):
            break
        if number == 0 or letters < _SHORT_WORD or not _may_break(line.text[length - 1], unit[0]):
            length += len(unit)
            letters += sum(1 for sign in unit if not unicodedata.combining(sign))
    seen = 0
    end = line.x0
    wanted = len(line.text[:length].replace(" ", ""))
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if seen >= wanted:
            break
        seen += len(glyph.text.replace(" ", ""))
        end = max(end, glyph.x1)
    return end - line.x0


def _may_break(before: str, after: str) -> bool:
    return _is_thai_letter(before) and _is_thai_letter(after)


def _is_thai_letter(sign: str) -> bool:
    return "\u0e01" <= sign <= "\u0e4e" and sign not in "ฯๆ"


def text_lines(lines: Sequence[VisualLine], column: Column) -> tuple[Line, ...]:
    """Visual lines as `Line`s with repaired text; lines that are empty after repair are left out."""
    if not lines:
        return ()
    flags = hard_flags(lines, column)
    made = (Line(repair(line.text).strip(), hard, as_read=line.as_read) for line, hard in zip(lines, flags, strict=True))
    return tuple(line for line in made if line.text)
