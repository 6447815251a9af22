#!/usr/bin/env python3
"""Make the fonts of the web pages out of Sarabun as published: two weights, each split into Thai and Latin, as WOFF2.

    npm pack @expo-google-fonts/sarabun@0.4.1 && tar xf expo-google-fonts-sarabun-0.4.1.tgz
    python tools/web_fonts.py package src/prongsai/interfaces/staff/static/prongsai/fonts

A browser loads only the files whose `unicode-range` a page needs; the ranges here are the ones in `tokens.css`. Hinting is dropped and the
outlines are kept, so text looks as the family's makers drew it.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SOURCES = {
    "400Regular/Sarabun_400Regular.ttf": ("sarabun-400", "b8150084e25734e6"),
    "600SemiBold/Sarabun_600SemiBold.ttf": ("sarabun-600", "27d543a98ac92003"),
}
"""Published file: stem of the files made from it, and how the SHA-256 of the published file begins."""

LICENCE = ("LICENSE_FONT", "LICENSE-Sarabun.txt")

RANGES = {
    "thai": "U+0E01-0E3A, U+0E3F-0E5B, U+200B-200D",
    "latin": "U+0020-007E, U+00A0-00FF, U+2013-2014, U+2018-201A, U+201C-201E, U+2022, U+2026, U+2039-203A, U+20AC, U+2122, "
    "U+2212, U+2260, U+2264-2265",
}
"""Part of the alphabet: the characters of its file, as CSS writes them."""


def characters(unicode_range: str) -> set[int]:
    """The code points of a CSS `unicode-range`."""
    found: set[int] = set()
    for part in unicode_range.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def subset(source: Path, unicodes: set[int]) -> TTFont:
    """The part of a published font that draws the given characters, with the features that place Thai marks."""
    options = Options()
    options.hinting = False
    options.flavor = "woff2"
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main() -> int:
    """Write the WOFF2 files of SOURCE and their licence into TARGET; exit status 1 where a published file is not the one that is known."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="unpacked package @expo-google-fonts/sarabun")
    parser.add_argument("target", type=Path, help="directory for the fonts of the pages")
    args = parser.parse_args()
    for name, (stem, digest) in SOURCES.items():
        if not hashlib.sha256((args.source / name).read_bytes()).hexdigest().startswith(digest):
            print(f"{name} is not the published file that this script knows", file=sys.stderr)
            return 1
        for part, unicode_range in RANGES.items():
            subset(args.source / name, characters(unicode_range)).save(args.target / f"{stem}-{part}.woff2")
    published, kept = LICENCE
    shutil.copyfile(args.source / published, args.target / kept)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
