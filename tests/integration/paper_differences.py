"""How two papers in JSON form differ. Only what the wanted paper names is compared: a label may leave open what it does not settle."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Running text: where its paragraphs end is a matter of layout.
RUNNING = frozenset({"rationale", "preface", "background", "closing"})
# The wording behind a value that was read; labels are list markers.
WORDING = frozenset(
    {"as_written", "responsible_as_written", "date_as_written", "name_as_written", "labels"}
    | {f"{kind}_labels" for kind in ("step", "output", "outcome", "suggestion", "obstacle")}
)
# What a reader says about its own reading.
ABOUT_READING = frozenset({"warnings", "unread", "places", "variants_in_text", "schema"})


def plain(value: object, *, any_digits: bool = False) -> str:
    """A value as text for comparing: white space out, numbers without needless zeros, Thai digits as Arabic where `any_digits`."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    text = re.sub(r"\s+", "", unicodedata.normalize("NFC", str(value)))
    return text.translate(ARABIC) if any_digits else text


def differences(
    wanted: object, got: object, *, ignore: Collection[str] = (), any_digits: bool = False, path: str = "", key: str = ""
) -> list[str]:
    """Every place where `got` is not what `wanted` says, as "path: wanted …, got …". Empty where they agree.

    Absent, null, "", False and [] are the same nothing. Lists are compared in order; running text as one.
    """
    if key in ignore:
        return []
    if isinstance(wanted, Mapping) and isinstance(got, Mapping):
        return [
            found
            for name, value in wanted.items()
            for found in differences(value, got.get(name), ignore=ignore, any_digits=any_digits, path=f"{path}.{name}".strip("."), key=name)
        ]
    if isinstance(wanted, list) and isinstance(got, list) and key not in RUNNING and len(wanted) == len(got):
        return [
            found
            for index, (one, two) in enumerate(zip(wanted, got, strict=True))
            for found in differences(one, two, ignore=ignore, any_digits=any_digits, path=f"{path}[{index}]")
        ]
    if _text(wanted, any_digits) == _text(got, any_digits) and (key in RUNNING or _length(wanted) == _length(got)):
        return []
    return [f"{path}: wanted {_short(wanted)}, got {_short(got)}"]


def agreement(wanted: Mapping[str, Any], got: Mapping[str, Any], *, any_digits: bool = False) -> float:
    """F1 over single values: 1 where `got` has every value that `wanted` settles and none beyond, 0 where they share none.

    Wordings, list markers and notes about the reading are left out. A value counts at its path without list positions, so an
    entry read twice, or lost, costs one value and does not shift those after it.
    """
    ours, theirs = Counter(_values(wanted, wanted, any_digits)), Counter(_values(got, wanted, any_digits))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def _values(paper: object, like: object, any_digits: bool, path: str = "", key: str = "") -> Iterator[tuple[str, str]]:
    if key in WORDING | ABOUT_READING or not paper:
        return
    if isinstance(paper, Mapping):
        for name, value in paper.items():
            if not isinstance(like, Mapping) or name in like:
                yield from _values(value, like.get(name) if isinstance(like, Mapping) else None, any_digits, f"{path}.{name}", name)
    elif isinstance(paper, list) and key not in RUNNING:
        pattern = next(iter(like), None) if isinstance(like, list) else None
        for value in paper:
            yield from _values(value, pattern, any_digits, path)
    else:
        yield path, _text(paper, any_digits)


def _text(value: object, any_digits: bool) -> str:
    if isinstance(value, Mapping):
        return "".join(_text(entry, any_digits) for entry in value.values())
    if isinstance(value, list):
        return "".join(_text(entry, any_digits) for entry in value)
    return "" if value is None or value is False else plain(value, any_digits=any_digits)


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 160 else f"{text[:157]}…"
