#!/usr/bin/env python3
"""Make the fonts that Prongsai prints with out of Sarabun as published: clean extraction, official size, own name.

    npm pack @expo-google-fonts/sarabun@0.4.1 && tar xf expo-google-fonts-sarabun-0.4.1.tgz
    python tools/patch_font.py package src/prongsai/core/papers/writers/fonts

Four changes, each without touching an outline:

1. Anchors of stacked marks whose heights differ by up to 90 thousandths of the drawing em are snapped to the same height. Text whose marks
   are shifted up or down by so little is written to a PDF in pieces, and copying it out gives doubled letters.
2. The em grows from 1000 to 1400 units, so that 16 point looks as large as 16 point of the TH Sarabun family that official papers are
   written in; Sarabun as published is 1.4 times as large at the same point size.
3. The space is made wider: 330 of the 1400 units, in proportion to the letters as in the TH Sarabun family. Thai sets off phrases by
   spaces, and programs that read a PDF take a narrow one for none.
4. The family is called "Prongsai Sarabun", because it is not the font that others know as Sarabun.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

FAMILY = "Prongsai Sarabun"
UNITS_PER_EM = 1400
SPACE = 330
SNAP = 90
MARK_TO_MARK = 6
SOURCES = {
    "400Regular/Sarabun_400Regular.ttf": ("ProngsaiSarabun-Regular.ttf", "b8150084e25734e6"),
    "700Bold/Sarabun_700Bold.ttf": ("ProngsaiSarabun-Bold.ttf", "5d1fc1ee63ab861f"),
}
"""Published file: file made from it, and how the SHA-256 of the published file begins."""


def mark_to_mark(font: TTFont) -> Iterator[otTables.MarkMarkPos]:
    """The mark-to-mark subtables of a font."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            inner = getattr(subtable, "ExtSubTable", subtable)
            if inner.LookupType == MARK_TO_MARK:
                yield inner


def small_shifts(font: TTFont) -> list[int]:
    """The vertical shifts, other than zero and up to `SNAP` units, that a mark on another mark can get."""
    return [
        below.YCoordinate - record.MarkAnchor.YCoordinate
        for table in mark_to_mark(font)
        for record in table.Mark1Array.MarkRecord
        for lower in table.Mark2Array.Mark2Record
        if (below := lower.Mark2Anchor[record.Class]) is not None and 0 < abs(below.YCoordinate - record.MarkAnchor.YCoordinate) <= SNAP
    ]


def snap_anchors(font: TTFont) -> None:
    """Give anchors of marks and of the marks that they stand on the same height where they nearly have it."""
    for table in mark_to_mark(font):
        heights: list[int] = []
        for record in sorted(table.Mark1Array.MarkRecord, key=lambda record: -record.MarkAnchor.YCoordinate):
            near = [height for height in heights if abs(height - record.MarkAnchor.YCoordinate) <= SNAP]
            if near:
                record.MarkAnchor.YCoordinate = near[0]
            else:
                heights.append(record.MarkAnchor.YCoordinate)
        for lower in table.Mark2Array.Mark2Record:
            for anchor in filter(None, lower.Mark2Anchor):
                nearest = min(heights, key=lambda height: abs(height - anchor.YCoordinate))
                if abs(nearest - anchor.YCoordinate) <= SNAP:
                    anchor.YCoordinate = nearest


def rename(font: TTFont) -> None:
    """Call the family by its own name in all name records."""
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in (1, 3, 4, 6, 16) and "Sarabun" in text and "Prongsai" not in text:
            record.string = text.replace("Sarabun", FAMILY.replace(" ", "") if record.nameID in (3, 6) else FAMILY)


def patch(source: Path) -> TTFont:
    """The patched font of a published file."""
    font = TTFont(source, recalcTimestamp=False)
    snap_anchors(font)
    font["head"].unitsPerEm = UNITS_PER_EM
    for space in ("space", "uni00A0"):
        font["hmtx"][space] = (SPACE, 0)
    rename(font)
    return font


def main() -> int:
    """Patch the published fonts in SOURCE into TARGET; exit status 1 where a published file is not the one that is known."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="unpacked package @expo-google-fonts/sarabun")
    parser.add_argument("target", type=Path, help="directory for the patched fonts")
    args = parser.parse_args()
    for name, (made, digest) in SOURCES.items():
        if not hashlib.sha256((args.source / name).read_bytes()).hexdigest().startswith(digest):
            print(f"{name} is not the published file that this script knows", file=sys.stderr)
            return 1
        patch(args.source / name).save(args.target / made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
