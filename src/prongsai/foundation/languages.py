"""The two languages of the pages, for words that stand in data files in both: Thai first, English where the reader chose it."""

from __future__ import annotations

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the reader chose English."""
    return (get_language() or "th").startswith("en")


def in_language(thai: str, english: str) -> str:
    """The one of two wordings that the reader chose."""
    return english if is_english() else thai
