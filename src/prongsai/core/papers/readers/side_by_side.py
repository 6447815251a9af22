"""Text that stands in columns without rules (signatures side by side) → reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.core.papers.readers.visual_lines import Glyph, VisualLine, make_line

# Lines that leave a gap of so many type sizes in their middle are written in columns.
_GUTTER = 2.0


def untangled(lines: Sequence[VisualLine]) -> list[list[VisualLine]]:
    """Runs of lines in reading order: text that stands in columns over several lines (signatures) is read column by column."""
    runs: list[list[VisualLine]] = []
    plain: list[VisualLine] = []
    number = 0
    while number < len(lines):
        band = _band(lines, number)
        if len(band) < 2 or _is_tabular(band):
            plain += lines[number : number + max(1, len(band))]
            number += max(1, len(band))
            continue
        if plain:
            runs.append(plain)
            plain = []
        runs += [[pieces[place] for pieces in band] for place in range(len(band[0]))]
        number += len(band)
    if plain:
        runs.append(plain)
    return runs


def _band(lines: Sequence[VisualLine], start: int) -> list[list[VisualLine]]:
    """The lines from `start` on that are broken by the same gutters, each in its pieces."""
    band: list[list[VisualLine]] = []
    for line in lines[start:]:
        pieces = split_at_gaps(line)
        if len(pieces) < 2 or (band and not _shares_gutters(band[-1], pieces)):
            break
        if band and pieces[0].y - band[-1][0].y > 3.5 * pieces[0].size:
            break
        band.append(pieces)
    return band


def _shares_gutters(above: list[VisualLine], below: list[VisualLine]) -> bool:
    if len(above) != len(below):
        return False
    return all(max(above[n].x1, below[n].x1) < min(above[n + 1].x0, below[n + 1].x0) for n in range(len(above) - 1))


def _is_tabular(band: list[list[VisualLine]]) -> bool:
    """Rows of a list with figures at the end belong together from left to right."""
    ends = [pieces[-1].text for pieces in band]
    return sum(1 for text in ends if re.search(r"[\d๐-๙]", text)) * 2 >= len(ends)


def split_at_gaps(line: VisualLine) -> list[VisualLine]:
    """The pieces of a line that stand apart by more than a gutter."""
    pieces: list[list[Glyph]] = [[]]
    end = line.x0
    for glyph in line.glyphs:
        if glyph.text.isspace():
            if pieces[-1]:
                pieces[-1].append(glyph)
            continue
        if glyph.x0 - end > _GUTTER * line.size and not glyph.is_mark:
            pieces.append([])
        pieces[-1].append(glyph)
        end = max(end, glyph.x1)
    made = [make_line(piece) for piece in pieces]
    return [piece for piece in made if piece is not None]
