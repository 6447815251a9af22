"""Days as plans write them in sentences: Buddhist years, months in the language of the page."""

from __future__ import annotations

from datetime import date

from prongsai.core.thai.calendar import BUDDHIST_OFFSET, format_date
from prongsai.foundation.languages import is_english

_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NO_BREAK_SPACE = "\u00a0"


def day_in_words(day: date) -> str:
    """Write a day with a short month, "17 มี.ค. 2569", in one piece that does not break over lines; in English "17 Mar 2569 BE"."""
    if is_english():
        words = f"{day.day} {_ENGLISH[day.month - 1]} {day.year + BUDDHIST_OFFSET} BE"
    else:
        words = format_date(day, style="short")
    return words.replace(" ", _NO_BREAK_SPACE)
