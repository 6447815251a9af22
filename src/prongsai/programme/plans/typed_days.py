"""Days as people type them, on pages and in workbooks: either digits, any month name, with or without the year of the fiscal year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from prongsai.core.thai.calendar import BUDDHIST_OFFSET, find_dates, format_date, parse_date
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import repair
from prongsai.programme.plans.drafts import MonitoringDraft

FIRST_MONTH = 10
FARTHEST_YEARS = 5
_FOUR_DIGITS = re.compile(r"\d{4}")

WriteDay = Callable[[date], str]


class UnreadDay(Exception):
    """A text is not the one day that it should be. `code` is "several", "unread" or "far"; `str()` says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_day(written: str, fiscal_year: int, years: range | None = None) -> date:
    """The one day that a text names; without year it lies in the fiscal year (Buddhist). Raises `UnreadDay`.

    `years` (Buddhist) are those that are believed where four digits were typed; all others have to be close to the fiscal year.
    """
    text = written if find_dates(written) else repair(written)
    readings = find_dates(text)
    days = {reading.date for reading in readings if reading.date is not None}
    if not days:
        for reading in readings:
            is_whole = not text[reading.end :].lstrip()[:1].isdigit()  # "1 ม.ค. 10542" has a year, though none that exists
            if reading.day and reading.month and reading.year_be is None and is_whole:
                days.add(_in_year(reading.day, reading.month, fiscal_year))
    if len(days) > 1:
        raise UnreadDay("several", _("พบมากกว่าหนึ่งวัน ใส่วันเดียว"))
    if not days:
        raise UnreadDay("unread", _("อ่านวันที่ไม่ได้ พิมพ์แบบ 1 ต.ค. %(year)s") % {"year": fiscal_year - 1})
    day = days.pop()
    year = day.year + BUDDHIST_OFFSET
    if abs(year - fiscal_year) <= FARTHEST_YEARS:
        return day
    if years is None:
        raise UnreadDay("far", _("ปี %(year)s ห่างจากปีงบประมาณของแผน ตรวจปีอีกครั้ง") % {"year": year})
    is_whole = any(_FOUR_DIGITS.search(to_arabic_digits(reading.as_written)) for reading in readings)
    if year not in years or not is_whole:
        raise UnreadDay("far", _("อ่านได้ว่าปี %(year)s ตรวจปีอีกครั้ง ใส่ปี พ.ศ. สี่หลัก เช่น 17 มี.ค. 2569") % {"year": year})
    return day


def _in_year(day: int, month: int, fiscal_year: int) -> date:
    year = fiscal_year - BUDDHIST_OFFSET - (month >= FIRST_MONTH)
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadDay("unread", _("ไม่มีวันนี้ในปฏิทิน")) from None


def write_thai_day(day: date) -> str:
    """A day as it stands in papers and workbooks: "1 ต.ค. 2568"."""
    return format_date(day, style="short")


def monitoring_line(entry: MonitoringDraft, write_day: WriteDay = write_thai_day) -> str:
    """An entry as a line: the day, or the words with the day in brackets where they do not say it themselves."""
    words = " ".join(entry.as_written.split())
    if entry.due_on is None or (words and parse_date(words) == entry.due_on):
        return words
    day = write_day(entry.due_on)
    return f"{words} ({day})" if words else day


def read_monitoring_line(line: str, fiscal_year: int, write_day: WriteDay = write_thai_day) -> MonitoringDraft:
    """A line as an entry: without a day it is kept as words, with a day and more it keeps both. Raises `UnreadDay`."""
    try:
        day = read_day(line, fiscal_year)
    except UnreadDay as unread:
        if unread.code != "unread":
            raise
        return MonitoringDraft(None, line)
    words = line.removesuffix(f"({write_day(day)})").strip()
    readings = find_dates(line)
    is_bare = not words or (len(readings) == 1 and readings[0].as_written.strip() == line)
    return MonitoringDraft(day, "" if is_bare else words)
