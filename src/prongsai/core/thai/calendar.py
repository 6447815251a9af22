"""Dates and years of official Thai papers: Buddhist and Common Era, fiscal years (1 October to 30 September), reading and writing dates.

Ranges of time are in `periods.py`, month names in `months.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from prongsai.core.thai.months import MONTHS_LONG, MONTHS_SHORT, MonthReading, find_months
from prongsai.core.thai.numerals import to_arabic_digits, to_thai_digits
from prongsai.core.thai.repair import repair

__all__ = [
    "MONTHS_LONG",
    "MONTHS_SHORT",
    "DateReading",
    "Digits",
    "Style",
    "buddhist_year",
    "find_dates",
    "find_fiscal_years",
    "fiscal_year_of",
    "fiscal_year_range",
    "format_date",
    "parse_date",
]

Style = Literal["long", "short", "dense"]
Digits = Literal["arabic", "thai"]

BUDDHIST_OFFSET = 543
_DASH = "[-‐‑‒–—―−~]"
_ERA = r"(?:ปี\s*)?(?:พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?)?"
_YEAR_DIGITS = r"(?:2[4-6]\s?\d{2}|(?:19|20)\d{2}|\d{2})(?!\d|[.,:]\d)"
_YEAR_AFTER_MONTH = re.compile(rf"\s*,?\s*{_ERA}\s*['’]?({_YEAR_DIGITS})")
_DAY_BEFORE_MONTH = re.compile(
    rf"(?<![\d.,/])(?:(?P<first>\d{{1,2}})\s*(?:{_DASH}|ถึง|และ|,)\s*(?:วันที่\s*)?)?(?P<day>\d{{1,2}})\s*(?:เดือน\s*)?$"
)
_STRAY_DIGIT = re.compile(r"(?<!\d)\d\s+$")
_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2}))(?!\d|[./-]\d)"
)
_BE = r"(?:พ\s?\.?\s?ศ\s?\.?)?"
_YEAR_LINK = rf"(?:{_DASH}|ถึง|จนถึง|และ|,|/)"
_FIRST_YEAR = r"(?:2[4-6]\s?\d{2}|(?<=งบประมาณ)\s?\d{2}|(?<=งบประมาณ )\d{2})(?!\d|,\d)"
_NEXT_YEAR = rf"\s*{_YEAR_LINK}\s*(?:ปี\s*)?(?:งบประมาณ\s*)?{_BE}\s*(?:2[4-6]\s?\d{{2}}|\d{{2}})(?![\d/.])"
_YEAR_RANGE = re.compile(
    rf"(?P<head>ปี\s?งบประมาณ|ปี\s?งบ|ประจำปี|ปี|พ\s?\.\s?ศ\s?\.?)\s*(?:งบประมาณ)?\s*{_BE}\s*(?P<years>{_FIRST_YEAR}(?:{_NEXT_YEAR})*)"
)
_CERTAIN_SHORT_YEARS = range(40, 100)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date found in a text at `start`..`end`.

    `year_be` is Buddhist; `date` is None where the day or the year is missing or the day does not exist. `is_certain` is False where a
    month was misspelt, a stray digit stands before the day, or the date is impossible.
    """

    date: date | None
    year_be: int | None
    month: int | None
    day: int | None
    as_written: str
    start: int
    end: int
    is_certain: bool


def fiscal_year_of(day: date) -> int:
    """Return the Buddhist fiscal year of a day: 1 October 2020 to 30 September 2021 is 2564 (Budget Procedure Act 2561, section 4)."""
    return day.year + BUDDHIST_OFFSET + (1 if day.month >= 10 else 0)


def fiscal_year_range(year_be: int) -> tuple[date, date]:
    """Return the first and last day of a Buddhist fiscal year."""
    common = year_be - BUDDHIST_OFFSET
    return date(common - 1, 10, 1), date(common, 9, 30)


def buddhist_year(text: str | int) -> int | None:
    """Read a year: two digits are 25xx, 2400 to 2699 Buddhist, 1900 to 2099 Common Era; anything else is None."""
    if isinstance(text, str):
        digits = re.sub(r"\s", "", to_arabic_digits(text))
        if not re.fullmatch(r"\d{2}|\d{4}", digits):
            return None
        year = int(digits)
    else:
        year = text
    if 0 <= year <= 99:
        return 2500 + year
    if 2400 <= year <= 2699:
        return year
    return year + BUDDHIST_OFFSET if 1900 <= year <= 2099 else None


def find_dates(text: str) -> list[DateReading]:
    """Find dates in order: with month names in any spelling, with or without day, and numeric ones (17/2/2564, 17-02-64, 2021-02-17).

    A month counts only with a day or a year. Of "๑๗ - ๑๘ ธันวาคม ๒๕๖๓" both days are given, with the month and year of the second.
    """
    plain = to_arabic_digits(text)
    found = [*_numeric_dates(plain, text)]
    for month in find_months(plain):
        if not any(other.start < month.end and month.start < other.end for other in found):
            found += _around_month(plain, text, month)
    return sorted(found, key=lambda reading: reading.start)


def parse_date(text: str) -> date | None:
    """Return the last full date of a text ("รายงานภายในวันที่ 30 เม.ย. 64" → 2021-04-30), None where there is none that exists.

    A text in which no date is found is mended and read again.
    """
    dates = [reading.date for reading in find_dates(text) if reading.date is not None]
    if not dates and (mended := repair(text)) != text:
        dates = [reading.date for reading in find_dates(mended) if reading.date is not None]
    return dates[-1] if dates else None


def find_fiscal_years(text: str) -> list[int]:
    """Return the Buddhist years that a text names with ปีงบประมาณ, ประจำปี, ปี or พ.ศ., ranges written out, each once, in order.

    After พ.ศ. alone the year of a date ("๕ เมษายน พ.ศ. ๒๕๖๔") or of a law ("พ.ร.บ. … พ.ศ. 2542") cannot be told from others, so พ.ศ. alone
    counts only at the beginning of the text, of a line, or of a bracket.
    """
    plain = to_arabic_digits(text)
    years: list[int] = []
    for match in _YEAR_RANGE.finditer(plain):
        if match["head"].startswith("พ") and not _begins_phrase(plain, match.start()):
            continue
        years += expand_years(match["years"])
    return list(dict.fromkeys(years))


def expand_years(written: str) -> list[int]:
    """Write out "2562 - 2564" as 2562, 2563, 2564; members joined by และ, comma or / stand for themselves. Takes Arabic digits."""
    joined = re.sub(r"(2[4-6])\s(\d{2})", r"\1\2", written)
    tokens = re.findall(rf"\d{{4}}|\d{{2}}|{_DASH}|ถึง", joined)
    years: list[int] = []
    is_range = False
    for token in tokens:
        if not token.isdigit():
            is_range = True
            continue
        year = buddhist_year(token)
        if year is None:
            continue
        if is_range and years and years[-1] < year <= years[-1] + 30:
            years += range(years[-1] + 1, year)
        years.append(year)
        is_range = False
    return list(dict.fromkeys(years))


def format_date(day: date, *, style: Style = "long", digits: Digits = "arabic") -> str:
    """Write a date: long "17 มีนาคม 2569", short "17 มี.ค. 2569", dense "17 มี.ค. 69" (four digits for years outside 2500–2599)."""
    return _in_digits(f"{day.day} {month_and_year(day, style)}", digits)


def format_month(day: date, *, style: Style = "long", digits: Digits = "arabic") -> str:
    """Write the month of a day: "ตุลาคม 2568", "ต.ค. 2568" or "ต.ค. 68"."""
    return _in_digits(month_and_year(day, style), digits)


def month_and_year(day: date, style: Style) -> str:
    """Write month and Buddhist year in Arabic digits."""
    year = day.year + BUDDHIST_OFFSET
    name = (MONTHS_LONG if style == "long" else MONTHS_SHORT)[day.month - 1]
    is_two_digits = style == "dense" and 2500 <= year <= 2599
    return f"{name} {year % 100:02d}" if is_two_digits else f"{name} {year}"


def _in_digits(text: str, digits: Digits) -> str:
    return to_thai_digits(text) if digits == "thai" else text


def _begins_phrase(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \t")
    return not before or before[-1] in "\n(["


def _make(day: int | None, month: int | None, year_be: int | None, span: tuple[int, int], text: str, is_certain: bool) -> DateReading:
    value: date | None = None
    if day is not None and month is not None and year_be is not None:
        try:
            value = date(year_be - BUDDHIST_OFFSET, month, day)
        except ValueError:
            is_certain = False
    return DateReading(value, year_be, month, day, text[span[0] : span[1]], *span, is_certain)


def _numeric_dates(plain: str, text: str) -> Iterator[DateReading]:
    for match in _NUMERIC.finditer(plain):
        is_iso = match["iso_year"] is not None
        if match["sign"] == "." and len(match["year"]) == 2:
            continue
        year = buddhist_year(match["iso_year"] if is_iso else match["year"])
        month, day = int(match["iso_month"] if is_iso else match["month"]), int(match["iso_day"] if is_iso else match["day"])
        if year is not None and 1 <= month <= 12 and 1 <= day <= 31:
            yield _make(day, month, year, match.span(), text, is_certain=True)


def _around_month(plain: str, text: str, month: MonthReading) -> list[DateReading]:
    """Read the day before and the year after a month name; two readings where two days share them."""
    after = _YEAR_AFTER_MONTH.match(plain, month.end)
    year = buddhist_year(after[1]) if after else None
    is_certain = month.is_certain and (after is None or len(after[1]) != 2 or int(after[1]) in _CERTAIN_SHORT_YEARS)
    end = after.end() if after and year is not None else month.end
    before = _DAY_BEFORE_MONTH.search(plain, max(0, month.start - 40), month.start)
    if before is None or not 1 <= int(before["day"]) <= 31:
        return [] if year is None else [_make(None, month.month, year, (month.start, end), text, is_certain)]
    day_start = before.start("day")
    readings: list[DateReading] = []
    first = before["first"]
    if first is not None and 1 <= int(first) < int(before["day"]):
        readings.append(_make(int(first), month.month, year, before.span("first"), text, is_certain))
    elif _STRAY_DIGIT.search(plain, max(0, day_start - 4), day_start):
        is_certain = False
    readings.append(_make(int(before["day"]), month.month, year, (day_start, end), text, is_certain))
    return readings
