"""The two languages of the pages, for words that stand in data files in both: Thai first, English where the reader chose it."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language


class InBothLanguages(Protocol):
    """Anything that says the same in both."""

    @property
    def thai(self) -> str: ...

    @property
    def english(self) -> str: ...


def is_english() -> bool:
    """Whether the reader chose English."""
    return (get_language() or "th").startswith("en")


def in_language(thai: str, english: str) -> str:
    """The one of two wordings that the reader chose."""
    return english if is_english() else thai


def said(words: InBothLanguages | None) -> str:
    """What it says in the language that the reader chose; nothing for None."""
    return "" if words is None else in_language(words.thai, words.english)
