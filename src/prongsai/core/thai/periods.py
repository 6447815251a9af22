"""Ranges of time as papers write them: months, days, fiscal years, quarters and halves of the fiscal year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from prongsai.core.thai.calendar import (
    BUDDHIST_OFFSET,
    DateReading,
    Digits,
    Style,
    expand_years,
    find_dates,
    find_fiscal_years,
    fiscal_year_range,
    format_date,
    format_month,
)
from prongsai.core.thai.months import find_months
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import repair

_DASH = "[-‐‑‒–—―−~]"
_LINK = re.compile(rf"\s*\.?\s*(?:{_DASH}+|ไปจนถึง|จนถึง|ถึง)\s*(?:สิ้น)?\s*(?:วันที่|เดือน)?\s*(?:สิ้น(?:เดือน)?)?\s*")
_UNTIL = re.compile(r"(?:ภายใน|ไม่เกิน|ก่อน|จนถึง|ถึง)\s*(?:สิ้น)?\s*(?:วันที่|เดือน|สิ้นเดือน)?\s*$")
_OPEN_END = re.compile(rf"\s*(?:{_DASH}|ถึง|เป็นต้น)")
_BARE_YEARS = re.compile(
    rf"\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(2[4-6]\d{{2}}(?:\s*(?:{_DASH}|ถึง)\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*(?:2[4-6]\d{{2}}|\d{{2}}))?)\s*"
)
_QUARTER_WORD = r"(?:ไตรมาส\s*(?:ที่)?\s*|(?<![A-Za-z])Q\s?)"
_QUARTER = re.compile(
    rf"{_QUARTER_WORD}(?P<all>[1-4](?!\d)(?:\s*(?:{_DASH}|ถึง|และ|,|/|\s)\s*{_QUARTER_WORD}?[1-4](?![\d.]))*)(?:\s*/\s*(?P<year>2[4-6]\d{{2}}|\d{{2}})(?!\d))?",
    re.IGNORECASE,
)
_YEAR_BESIDE_QUARTER = re.compile(r"(?<!\d)(2[4-6]\d{2})(?!\d)")
_HALF = re.compile(r"(?:รอบ\s*)?(?:6|หก)\s*เดือน\s*(แรก|หลัง)?|ครึ่งปี\s*(?:งบประมาณ)?\s*(แรก|หลัง)")
_TWELVE = re.compile(r"(?:รอบ|ระยะเวลา)\s*(?:12|สิบสอง)\s*เดือน")
_WHOLE_YEAR = re.compile(r"(?:ตลอด|ทั้ง|ตลอดทั้ง|ภายใน|ทุก)\s*(?:ทั้ง)?\s*ปี|(?:ราย|ทุก)\s*ปี\s*งบประมาณ")
_EVERY = re.compile(r"(?:ทุก|ราย|ทุก\s*ๆ)\s*(?:ๆ\s*)?(?:\d+\s*)?(?:วัน|สัปดาห์|เดือน|ไตรมาส|ครึ่งปี)")


@dataclass(frozen=True, slots=True)
class PeriodReading:
    """First and last day, both included.

    `is_certain` is False where a part was supplied or mended rather than written; `has_open_end` is True where the text goes on to an end
    that is not given or cannot be read ("1 ต.ค. 67 - …", "ต.ค. 67 เป็นต้นไป"): `end` is then the last day of what could be read.
    """

    start: date
    end: date
    as_written: str
    is_certain: bool
    has_open_end: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a range as written: a month, with day and Buddhist year where given."""

    month: int
    day: int | None
    year_be: int | None
    start: int
    end: int
    is_certain: bool


def parse_period(text: str, *, fiscal_year: int | None = None) -> PeriodReading | None:
    """Read the range of time that a text gives; None where it gives none.

    Read in this order: months and dates ("ต.ค. 63 - มี.ค. 64"; a year written once holds for both), quarters and halves of the fiscal year,
    years ("ปีงบประมาณ 2562 - 2564", also ปี and พ.ศ., all fiscal), the whole of a year ("ตลอดปีงบประมาณ", "ทุกเดือน"). `fiscal_year` (Buddhist)
    supplies the year where the text has none. A range starts on the first day of its first month and ends on the last day of its last month
    unless days are given; "ภายใน" and a date runs from the beginning of that date's fiscal year and is not certain. A text in which nothing
    is found is mended and read again.
    """
    period = _read(text, fiscal_year)
    if period is None and (mended := repair(text)) != text:
        period = _read(mended, fiscal_year)
    return period


def _read(text: str, fiscal_year: int | None) -> PeriodReading | None:
    plain = to_arabic_digits(text)
    written_years = find_fiscal_years(plain)
    year = written_years[0] if len(written_years) == 1 else fiscal_year
    by_months = _by_months(plain, text, year)
    if by_months is not None:
        return by_months
    by_part = _by_part(plain, text, year)
    if by_part is not None:
        return by_part
    if not written_years and (bare := _BARE_YEARS.fullmatch(plain.strip())):
        written_years = expand_years(bare[1])
    if written_years:
        is_certain = len(written_years) > 1 or "งบประมาณ" in re.sub(r"\s", "", text)
        return _fiscal_years(min(written_years), max(written_years), text.strip(), is_certain)
    whole = _WHOLE_YEAR.search(plain)
    found = whole or _EVERY.search(plain)
    if fiscal_year is None or found is None:
        return None
    return _fiscal_years(fiscal_year, fiscal_year, text[found.start() : found.end()], whole is not None)


def format_period(start: date, end: date, *, style: Style = "short", digits: Digits = "arabic") -> str:
    """Write a range: whole months without days ("ต.ค. 2563 - มี.ค. 2564", "ม.ค. 2564"), others with them ("1 ม.ค. 2565 - 15 ม.ค. 2565")."""
    if start == end:
        return format_date(start, style=style, digits=digits)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        first, last = format_month(start, style=style, digits=digits), format_month(end, style=style, digits=digits)
        return first if first == last else f"{first} - {last}"
    return f"{format_date(start, style=style, digits=digits)} - {format_date(end, style=style, digits=digits)}"


def _fiscal_years(first: int, last: int, as_written: str, is_certain: bool) -> PeriodReading:
    return PeriodReading(fiscal_year_range(first)[0], fiscal_year_range(last)[1], as_written, is_certain)


def _points(plain: str) -> list[_Point]:
    """Every month or numeric date of the text, also a bare month."""
    dates = find_dates(plain)
    points = [_point(reading) for reading in dates if reading.month is not None]
    for month in find_months(plain):
        if not any(point.start < month.end and month.start < point.end for point in points):
            points.append(_Point(month.month, None, None, month.start, month.end, month.is_certain))
    return sorted(points, key=lambda point: point.start)


def _point(reading: DateReading) -> _Point:
    is_whole = reading.day is None or reading.date is not None or reading.year_be is None
    month = reading.month
    assert month is not None  # noqa: S101 - callers hand over readings with a month only
    return _Point(month, reading.day if is_whole else None, reading.year_be, reading.start, reading.end, reading.is_certain)


def _by_months(plain: str, text: str, fiscal_year: int | None) -> PeriodReading | None:
    points = _points(plain)
    if not points:
        return None
    as_written = text[points[0].start : points[-1].end]
    if len(points) == 1:
        return _single(points[0], plain, as_written, fiscal_year)
    are_linked = all(_LINK.fullmatch(plain, left.end, right.start) for left, right in pairwise(points)) and len(points) == 2
    first, last = points[0], points[-1]
    start_year, end_year, is_written = _years_of(first, last, fiscal_year)
    if start_year is None or end_year is None:
        return None
    is_certain = are_linked and is_written and first.is_certain and last.is_certain
    if (start_year, first.month, first.day or 1) > (end_year, last.month, last.day or 31):
        start_year, end_year = _mended_years(first, last, fiscal_year)
        is_certain = False
    start, end = _first_day(first, start_year), _last_day(last, end_year)
    if start is None or end is None:
        return None
    return PeriodReading(min(start, end), max(start, end), as_written, is_certain and start <= end)


def _single(point: _Point, plain: str, as_written: str, fiscal_year: int | None) -> PeriodReading | None:
    year = point.year_be if point.year_be is not None else _year_in(fiscal_year, point.month)
    if year is None:
        return None
    start, end = _first_day(point, year), _last_day(point, year)
    if start is None or end is None:
        return None
    has_open_end = _OPEN_END.match(plain, point.end) is not None
    is_certain = point.is_certain and point.year_be is not None and not has_open_end
    if _UNTIL.search(plain, max(0, point.start - 40), point.start):
        since = date(start.year - (start.month < 10), 10, 1)
        return PeriodReading(since, end, as_written, is_certain=False)
    return PeriodReading(start, end, as_written, is_certain, has_open_end)


def _years_of(first: _Point, last: _Point, fiscal_year: int | None) -> tuple[int | None, int | None, bool]:
    """Buddhist years of both ends and whether the text gives at least one."""
    is_inverted = (first.month, first.day or 1) > (last.month, last.day or 31)
    if first.year_be is not None and last.year_be is not None:
        return first.year_be, last.year_be, True
    if last.year_be is not None:
        return last.year_be - is_inverted, last.year_be, True
    if first.year_be is not None:
        return first.year_be, first.year_be + is_inverted, True
    start_year = _year_in(fiscal_year, first.month)
    return start_year, None if start_year is None else start_year + is_inverted, False


def _mended_years(first: _Point, last: _Point, fiscal_year: int | None) -> tuple[int, int]:
    """Years for a range that as written ends before it starts: those of the fiscal year if known, else the start in the year before."""
    if (
        fiscal_year is not None
        and (start := _year_in(fiscal_year, first.month))
        and (end := _year_in(fiscal_year, last.month))
        and start <= end
    ):
        return start, end
    end_year = last.year_be or first.year_be or 0
    is_inverted = (first.month, first.day or 1) > (last.month, last.day or 31)
    return end_year - is_inverted, end_year


def _year_in(fiscal_year: int | None, month: int) -> int | None:
    """The Buddhist calendar year of a month of a fiscal year."""
    return None if fiscal_year is None else fiscal_year - (month >= 10)


def _first_day(point: _Point, year_be: int) -> date | None:
    return _day(year_be, point.month, point.day or 1)


def _last_day(point: _Point, year_be: int) -> date | None:
    return _day(year_be, point.month, point.day or monthrange(year_be - BUDDHIST_OFFSET, point.month)[1])


def _day(year_be: int, month: int, day: int) -> date | None:
    try:
        return date(year_be - BUDDHIST_OFFSET, month, day)
    except ValueError:
        return None


def _by_part(plain: str, text: str, fiscal_year: int | None) -> PeriodReading | None:
    """Quarters and halves of the fiscal year."""
    quarter = _QUARTER.search(plain)
    if quarter:
        beside = quarter["year"] or (_YEAR_BESIDE_QUARTER.search(plain) or [None, None])[1]
        year = (int(beside) if len(beside) == 4 else 2500 + int(beside)) if beside else fiscal_year
        numbers = [int(digit) for digit in re.findall(r"\d", quarter["all"])]
        first, last = min(numbers), max(numbers)
        is_range = len(numbers) == 2 and re.search(rf"{_DASH}|ถึง", quarter["all"]) is not None
        is_certain = numbers == list(range(first, last + 1)) or (is_range and numbers == [first, last])
        return None if year is None else _months_of(year, first * 3 - 2, last * 3, text[quarter.start() : quarter.end()], is_certain)
    if fiscal_year is None:
        return None
    if twelve := _TWELVE.search(plain):
        return _months_of(fiscal_year, 1, 12, text[twelve.start() : twelve.end()], is_certain=True)
    halves = list(_HALF.finditer(plain))
    if not halves or re.search(r"ทุก\s*(?:ๆ\s*)?$", plain[: halves[0].start()]):
        return None
    which = {half[1] or half[2] for half in halves}
    as_written = text[halves[0].start() : halves[-1].end()]
    first, last = (7, 12) if which == {"หลัง"} else (1, 12) if "หลัง" in which else (1, 6)
    return _months_of(fiscal_year, first, last, as_written, is_certain=None not in which)


def _months_of(fiscal_year: int, first: int, last: int, as_written: str, is_certain: bool) -> PeriodReading:
    """The range from the first to the last month of a fiscal year, October being month 1."""
    first, last = min(first, last), max(first, last)
    start_month, end_month = (first + 8) % 12 + 1, (last + 8) % 12 + 1
    start_year, end_year = fiscal_year - (start_month >= 10), fiscal_year - (end_month >= 10)
    start = date(start_year - BUDDHIST_OFFSET, start_month, 1)
    end = date(end_year - BUDDHIST_OFFSET, end_month, monthrange(end_year - BUDDHIST_OFFSET, end_month)[1])
    return PeriodReading(start, end, as_written, is_certain)
