"""Finding entries: by key, by words, and by what is weak. Same question, same answer, in the same order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import repair, squash
from prongsai.core.thai.words import segment
from prongsai.programme.plans.catalogue.entries import Catalogue, CatalogueMeasure, Theme, Topic
from prongsai.programme.plans.catalogue.loading import load

INDICATORS = range(1, 11)
_LETTERS = re.compile(r"[a-z0-9\u0e01-\u0e4e]{2,}")


@cache
def _all() -> Catalogue:
    return load(files("prongsai.programme.plans.catalogue"))


def catalogue() -> tuple[CatalogueMeasure, ...]:
    """Return all entries, theme by theme. Raises CatalogueError where the data files break a rule."""
    return _all().measures


def themes() -> tuple[Theme, ...]:
    """Return the themes in the order of the catalogue."""
    return _all().themes


def topics() -> tuple[Topic, ...]:
    """Return the seven topics by number."""
    return _all().topics


def disclosure_year() -> int:
    """Return the fiscal year (Buddhist) whose disclosure items the entries name."""
    return _all().disclosure_year


def find(key: str) -> CatalogueMeasure | None:
    """Return the entry with this key; None where there is none."""
    return next((measure for measure in catalogue() if measure.key == key), None)


def search(text: str) -> tuple[CatalogueMeasure, ...]:
    """Return the entries in whose title (either language), theme, weakness, steps or outputs every term of a text occurs.

    Terms are parted by white space. A term occurs as it stands (also as a part of a word) or when all its Thai words do. Entries with all
    terms in the title come first, then the order of the catalogue. A text without terms gives all entries.
    """
    terms = _plain(text).split()
    in_title = [measure for measure in catalogue() if _has_all(terms, _title(measure))]
    elsewhere = [measure for measure in catalogue() if measure not in in_title and _has_all(terms, _title(measure) + _rest(measure))]
    return (*in_title, *elsewhere)


def suggest(indicators: Iterable[int] = (), topics: Iterable[str] = (), text: str = "") -> list[tuple[CatalogueMeasure, float]]:
    """Return entries that fit weak indicators, topics and a text, best first, each with its score.

    The whole part of a score is the number of indicators and topics shared; its fraction (0 to 0.99) is the share of the text's words found
    in title, why and steps, where a word counts less the more entries have it. So words only decide among entries that share alike. Where
    scores are equal, the entry that serves fewer other indicators and topics comes first, then the order of the catalogue. Entries that
    share nothing and have none of the words are left out. Raises ValueError for an indicator or topic that does not exist.
    """
    wanted_indicators, wanted_topics = set(indicators), set(topics)
    unknown = (wanted_indicators - set(INDICATORS)) | (wanted_topics - {topic.key for topic in _all().topics})
    if unknown:
        raise ValueError(f"no such indicator or topic: {', '.join(sorted(map(str, unknown)))}")
    words = _words(text)
    ranked = []
    for place, measure in enumerate(catalogue()):
        shared = len(wanted_indicators & set(measure.indicators)) + len(wanted_topics & set(measure.topics))
        score = shared + _share_of_words(words, measure)
        others = len(measure.indicators) + len(measure.topics) - shared
        ranked.append((-score, others, place, measure))
    return [(measure, -score) for score, _, _, measure in sorted(ranked, key=lambda row: row[:3]) if score < 0]


def _plain(text: str) -> str:
    """Mended text in small letters with Arabic digits, for comparing."""
    return to_arabic_digits(repair(text)).casefold()


def _words(text: str) -> frozenset[str]:
    """The words of a text that have at least two letters or digits."""
    return frozenset(word for word in segment(_plain(text)) if _LETTERS.search(word))


@cache
def _title(measure: CatalogueMeasure) -> str:
    return squash(f"{_plain(measure.title)}|{_plain(measure.title_en)}|")


@cache
def _rest(measure: CatalogueMeasure) -> str:
    theme = next(theme for theme in themes() if theme.key == measure.theme)
    return squash("|".join(map(_plain, (theme.name, measure.why, *measure.steps, *measure.outputs))))


def _has_all(terms: list[str], content: str) -> bool:
    return all(term in content or _has_words(term, content) for term in terms)


def _has_words(term: str, content: str) -> bool:
    words = _words(term)
    return bool(words) and all(word in content for word in words)


@cache
def _words_of(measure: CatalogueMeasure) -> frozenset[str]:
    return _words("\n".join((measure.title, measure.why, *measure.steps)))


@cache
def _entries_with() -> Counter[str]:
    """In how many entries each word stands."""
    return Counter(word for measure in catalogue() for word in _words_of(measure))


def _share_of_words(words: frozenset[str], measure: CatalogueMeasure) -> float:
    """0 to 0.99, rounded to two decimals, at least 0.01 where one word is found; a word that no entry has counts nothing."""
    known = _entries_with()
    weights = {word: 1 / known[word] for word in sorted(words) if known[word]}
    found = sum(weight for word, weight in weights.items() if word in _words_of(measure))
    return max(0.01, round(0.99 * found / sum(weights.values()), 2)) if found else 0.0
