"""The vocabulary of papers: wordings of columns, marks, kinds and indicators, as data in `vocabulary.toml`, and the matching against it."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from prongsai.core.thai.repair import squash

LIKENESS = 84.0
LONGEST_HEADER = 70
LEAST_FOR_LIKENESS = 5


@cache
def load() -> dict[str, Any]:
    """The whole vocabulary."""
    return tomllib.loads(files("prongsai.core.papers.understanding").joinpath("vocabulary.toml").read_text("utf-8"))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Text without white space, punctuation, and case: what wordings are compared by."""
    return re.sub(r"[\s()\[\]/.,:;\-–—_*\"'“”‘’|ฯ]+", "", squash(text)).lower()


@cache
def _wordings() -> tuple[tuple[str, str], ...]:
    return tuple((bare(wording), field) for field, wordings in load()["columns"].items() for wording in wordings)


@cache
def _long_wordings() -> dict[str, str]:
    """The wordings that are long enough for likeness to mean something, with their fields; the first field of a wording counts."""
    found: dict[str, str] = {}
    for wording, field in _wordings():
        if len(wording) >= LEAST_FOR_LIKENESS:
            found.setdefault(wording, field)
    return found


@cache
def _bare_lists(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields with their words of "beginnings" or "keywords"."""
    return tuple((field, tuple(bare(word) for word in words)) for field, words in load()[name].items())


@lru_cache(maxsize=16_384)
def column_field(header: str) -> tuple[str, float] | None:
    """The field that a header names and how sure that is (100: word for word, below: by likeness, beginning or keyword); None where no
    wording fits.

    Headers of more than 70 characters are never matched: they are data.
    """
    from rapidfuzz import fuzz, process

    key = bare(header)
    if not key or len(key) > LONGEST_HEADER:
        return None
    exact = next((field for wording, field in _wordings() if wording == key), None)
    if exact:
        return exact, 100.0
    if len(key) >= LEAST_FOR_LIKENESS:
        found = process.extractOne(key, _long_wordings().keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
        if found:
            return _overruled(_long_wordings()[found[0]], key), found[1]
    for field, words in _bare_lists("beginnings"):
        if any(key.startswith(word) for word in words):
            return field, 75.0
    for field, words in _bare_lists("keywords"):
        if any(word in key for word in words):
            return field, 70.0
    return None


def _overruled(field: str, key: str) -> str:
    """A header that is only like a title but speaks of steps ("กิจกรรม/วิธีการ") names the steps."""
    is_measure = any(key.startswith(word) for _, words in _bare_lists("beginnings") for word in words)
    steps = next(words for name, words in _bare_lists("keywords") if name == "steps")
    return "steps" if field == "title" and not is_measure and any(word in key for word in steps) else field


def like(left: str, right: str) -> float:
    """Likeness of two wordings, 0 to 100, white space and punctuation ignored."""
    from rapidfuzz import fuzz

    return fuzz.ratio(bare(left), bare(right))


def indicator_number(name: str) -> int | None:
    """Number 1 to 10 of the indicator that the text names, by likeness of at least 84; None where none is near."""
    best: tuple[float, int] = (LIKENESS, 0)
    key = re.sub(r"^ตัวชี้วัด(?:ที่)?[0-9๐-๙]*", "", bare(name))
    for number, names in load()["indicators"].items():
        for wording in names:
            score = like(key, wording)
            if score > best[0]:
                best = (score, int(number))
    return best[1] or None


def instrument_of(indicator: int) -> str:
    """The instrument that an indicator 1 to 10 belongs to."""
    return "IIT" if indicator <= 5 else "EIT" if indicator <= 8 else "OIT"
