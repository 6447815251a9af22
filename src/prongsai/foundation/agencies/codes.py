"""A code for a new agency, proposed from its Thai name: letters as one says them, good enough to be kept or written over.

The rules are a small part of the Royal Institute's romanisation; a name that breaks them only gives a code that somebody types anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from prongsai.core.thai.government import kind_of


def _each(sounds: dict[str, str]) -> dict[str, str]:
    """Letters of the same sound, taken apart."""
    return {letter: sound for letters, sound in sounds.items() for letter in letters}


_INITIAL = _each(
    {"ก": "k", "ขฃคฅฆ": "kh", "ง": "ng", "จฉชฌ": "ch", "ซสศษ": "s", "ญย": "y", "ฎด": "d", "ฏต": "t", "ฐฑฒถทธ": "th", "ณน": "n", "บ": "b"}
    | {"ป": "p", "ผพภ": "ph", "ฝฟ": "f", "ม": "m", "ร": "r", "ลฬ": "l", "ว": "w", "หฮ": "h", "อ": ""}
)
_FINAL = _each({"กขคฆ": "k", "ง": "ng", "จชซฎฏฐฑฒดตถทธศษส": "t", "ญณนรลฬ": "n", "บปพฟภ": "p", "ม": "m", "ย": "i", "ว": "o"})
_C = "((?:ห(?=[งญนมยรลว]))?[ก-ฮ])"
_CLUSTER = "((?:ห(?=[งญนมยรลว]))?[ก-ฮ](?:[รลว](?=[ก-ฮะาิีึืุูั็]))?)"
_END = "([ก-ฮ](?![ะาิีึืุูำัๅ]))?"
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_TONES = re.compile("[่้๊๋]")
# Written vowels around a consonant, the longest first; the sound, and whether a final consonant may follow.
_PATTERNS: tuple[tuple[str, str, bool], ...] = (
    (f"เ{_C}ียว", "iao", False),
    (f"เ{_C}ีย", "ia", True),
    (f"เ{_C}ือ", "uea", True),
    (f"เ{_C}าะ", "o", False),
    (f"เ{_C}า", "ao", False),
    (f"เ{_C}ิ", "oe", True),
    (f"เ{_C}็", "e", True),
    (f"เ{_C}ะ", "e", False),
    (f"เ{_C}ย", "oei", False),
    (f"เ{_C}อ", "oe", True),
    (f"เ{_CLUSTER}", "e", True),
    (f"แ{_C}ะ", "ae", False),
    (f"แ{_CLUSTER}็?", "ae", True),
    (f"โ{_C}ะ", "o", False),
    (f"โ{_CLUSTER}", "o", True),
    (f"[ใไ]{_C}", "ai", False),
    (f"{_C}ัว", "ua", False),
    (f"{_C}ัย", "ai", False),
    (f"{_CLUSTER}ั", "a", True),
    (f"{_CLUSTER}ะ", "a", False),
    (f"{_CLUSTER}า", "a", True),
    (f"{_CLUSTER}ำ", "am", False),
    (f"{_CLUSTER}[ิี]", "i", True),
    (f"{_CLUSTER}ื", "ue", True),
    (f"{_CLUSTER}ึ", "ue", True),
    (f"{_CLUSTER}[ุู]", "u", True),
    (f"{_C}รร", "a", True),
    (f"{_C}ว(?=[ก-ฮ](?![ะาิีึืุูำั]))", "ua", True),
    (f"{_C}อ", "o", True),
)
_COMPILED = tuple((re.compile(pattern + (_END if has_end else "()")), sound) for pattern, sound, has_end in _PATTERNS)
_BARE = re.compile(f"{_C}{_END}")
_OTHER = re.compile(r"[^a-z0-9]+")


def proposed_code(name: str, is_taken: Callable[[str], bool] = lambda code: False) -> str:
    """A free code for an agency of this full name ("องค์การบริหารส่วนตำบลสวนมะลิ" → "suanmali"); "agency" where nothing can be read."""
    kind = kind_of(name)
    own = name.removeprefix(kind.name) if kind else name
    code = _OTHER.sub("-", _said(own or name)).strip("-")[:34].strip("-") or "agency"
    return next(free for number in range(1, 10_000) if not is_taken(free := code if number == 1 else f"{code}-{number}"))


def _said(name: str) -> str:
    text = _TONES.sub("", _SILENT.sub("", name.lower().replace("\u0e4d\u0e32", "ำ")))
    said, at = [], 0
    while at < len(text):
        match, sound = _syllable(text, at)
        if match is None:
            said.append(text[at])
            at += 1
            continue
        consonant, end = match[1], match[2]
        said.append(_initials(consonant) + sound + _FINAL.get(end or "", ""))
        at = match.end()
    return "".join(said)


def _syllable(text: str, at: int) -> tuple[re.Match[str] | None, str]:
    for pattern, sound in _COMPILED:
        match = pattern.match(text, at)
        if match is not None:
            return match, sound
    match = _BARE.match(text, at)
    return match, "o" if match is not None and match[2] else "a"


def _initials(written: str) -> str:
    if len(written) > 1 and written[0] == "ห":
        written = written[1:]
    return "".join(_INITIAL.get(letter, "") for letter in written)
