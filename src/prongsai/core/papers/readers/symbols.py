"""Characters of symbol fonts (Wingdings, Symbol, Webdings) → the Unicode characters that they show."""

from __future__ import annotations

import re

_PRIVATE = range(0xF000, 0xF100)
_PRIVATE_CHARACTER = re.compile("[\uf000-\uf0ff]")

# Source: the mapping tables of Unicode L2/12-368; dingbats that few fonts carry are given as their common look-alikes (✓ for U+1F5F8).
_WINGDINGS = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□",
    0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x80 + number: "⓪①②③④⑤⑥⑦⑧⑨⑩"[number] for number in range(11)},
    **{0x8C + number: "❶❷❸❹❺❻❼❽❾❿"[number] for number in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "□",
}  # fmt: skip
_WINGDINGS_3 = {0x5B: "→", 0x70: "▲", 0x71: "▼", 0x74: "◄", 0x75: "►", 0x7D: "►", 0x84: "►"}
_WEBDINGS = {0x34: "►", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0xA3: "≤", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xD7: "⋅", 0xDE: "⇒", 0xE0: "◊",
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "opensymbol": _SYMBOL,
    "starsymbol": _SYMBOL,
}


def shown(text: str, font: str | None = None) -> str:
    """The text as the font shows it.

    In a symbol font every character is mapped; in any other font only those of the private area U+F000..U+F0FF, which can only have come
    from a symbol font. What has no known counterpart stays as it is in the ASCII range and becomes "•" in the private area.
    """
    table = _FONTS.get((font or "").strip().lower())
    if table is None and not _PRIVATE_CHARACTER.search(text):
        return text
    return "".join(_shown(character, table) for character in text)


def _shown(character: str, table: dict[int, str] | None) -> str:
    code = ord(character)
    if code in _PRIVATE:
        code &= 0xFF
        # Without a font: U+F0B7 is the bullet that Word itself writes in Symbol, all others are most often Wingdings.
        known = (table or {0xB7: "•"} | _WINGDINGS).get(code)
        return known or (chr(code) if table is _SYMBOL and 0x20 <= code < 0x40 else "•")
    return table.get(code, character) if table is not None and code < 0x100 else character
