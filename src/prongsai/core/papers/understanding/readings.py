"""What a doubtful day or period may mean: every reading that the wording has a ground for, the one that was taken first."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from prongsai.core.papers.model import Candidate, Period
from prongsai.core.thai.calendar import BUDDHIST_OFFSET, DateReading, find_dates, find_fiscal_years, fiscal_year_of, fiscal_year_range
from prongsai.core.thai.numerals import to_arabic_digits

STRAY = re.compile(r"(?:(?<!\d)(\d)|(?<![ก-๎])(?!ณ)([ก-ฮ]))\s+$")
"""A lone digit or letter before a day: what OCR makes of the first digit of a day ("๓ ๔ มกราคม")."""
UNTIL = re.compile(r"ภายใน|ไม่เกิน|ก่อน|จนถึง|ถึง")
HALF = re.compile(r"(?:รอบ\s*)?(?:6|หก)\s*เดือน(?!\s*(?:แรก|หลัง))")
LEAST_BESIDE = 2


def distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates without those whose value came before."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        found.setdefault(candidate.value, candidate)
    return tuple(found.values())


def is_unsure(written: str, due: date) -> bool:
    """Tell whether the day of a wording may be another one: OCR or a typist left something before or inside it."""
    return any(reading.date == due and (not reading.is_certain or _stray(written, reading) is not None) for reading in find_dates(written))


def day_readings(written: str, due: date | None, fiscal_year: int | None) -> tuple[Candidate, ...]:
    """What the wording of a report day may mean, besides `due`, which was taken from it."""
    readings = [reading for reading in find_dates(written) if reading.month is not None]
    found = [Candidate(due.isoformat(), "ตามที่อ่านได้")] if due is not None else []
    for reading in readings[-1:]:
        found += _of_stray(written, reading)
        if due is None:
            found += _of_partial(reading, fiscal_year)
    return distinct(found)


def _stray(written: str, reading: DateReading) -> str | None:
    found = STRAY.search(to_arabic_digits(written[max(0, reading.start - 4) : reading.start]))
    return (found[1] or found[2]) if found is not None else None


def _of_stray(written: str, reading: DateReading) -> list[Candidate]:
    """A digit that stands apart before the day: part of it, or the first one of the last day of the month."""
    stray = _stray(written, reading)
    if stray is None or reading.date is None or reading.day is None:
        return []
    found = []
    last = month_end(reading.date)
    if stray.isdigit() and reading.day < 10 and (whole := int(stray) * 10 + reading.day) <= last.day:
        found.append(Candidate(reading.date.replace(day=whole).isoformat(), "ถ้าตัวเลขที่แยกกันเป็นวันเดียวกัน"))
    if stray.isdigit() and str(last.day).startswith(stray):
        found.append(Candidate(last.isoformat(), "ถ้าเป็นวันสิ้นเดือน ตัวเลขแรกตรงกัน"))
    return found


def _of_partial(reading: DateReading, fiscal_year: int | None) -> list[Candidate]:
    """A day without its year, a month without its day, a day that its month does not have."""
    assert reading.month is not None  # noqa: S101 - callers hand over readings with a month only
    year = reading.year_be
    supplied = year is None
    if year is None and fiscal_year is not None:
        year = fiscal_year - (reading.month >= 10)
    if year is None:
        return []
    last = monthrange(year - BUDDHIST_OFFSET, reading.month)[1]
    if reading.day is not None and reading.day <= last:
        day = date(year - BUDDHIST_OFFSET, reading.month, reading.day)
        return [Candidate(day.isoformat(), f"ถ้าเป็นปีงบประมาณ {fiscal_year} ของเอกสาร")]
    reason = "ถ้าถึงวันสิ้นเดือนที่เขียนไว้" if reading.day is None else "ถ้าเป็นวันสิ้นเดือน เดือนนี้ไม่มีวันที่เขียนไว้"
    return [Candidate(date(year - BUDDHIST_OFFSET, reading.month, last).isoformat(), reason)] if not supplied or reading.day is None else []


def beside_readings(due: date | None, others: Sequence[date]) -> tuple[Candidate, ...]:
    """What the days of the same column allow: the end of the month read where all of them end a month; their day where all are the same."""
    if len(others) < LEAST_BESIDE:
        return ()
    if len(set(others)) == 1 and (due is None or (due.year, due.month) == (others[0].year, others[0].month)):
        return (Candidate(others[0].isoformat(), "วันเดียวกับแถวอื่นในช่องนี้"),)
    if due is not None and all(other == month_end(other) for other in others):
        return (Candidate(month_end(due).isoformat(), "แถวข้างเคียงเป็นวันสิ้นเดือน"),)
    return ()


def year_readings(due: date, fiscal_year: int) -> tuple[Candidate, ...]:
    """What a day outside the fiscal year may mean: as written, in that year, or one year nearer to it."""
    written = due.year
    planned = written + fiscal_year - fiscal_year_of(due)
    nearer = written + (1 if planned > written else -1)
    return distinct(
        [
            Candidate(due.isoformat(), "ตามที่เขียนในเอกสาร"),
            Candidate(_in_year(due, planned).isoformat(), f"ถ้าอยู่ในปีงบประมาณ {fiscal_year} ของเอกสาร"),
            Candidate(_in_year(due, nearer).isoformat(), "ถ้าปี พ.ศ. ในเอกสารพิมพ์ผิดไปหนึ่งปี"),
        ]
    )


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def period_value(start: date, end: date | None) -> str:
    """A period in the form of a candidate: "2022-10-01/2023-09-30"."""
    return f"{start.isoformat()}/{end.isoformat() if end is not None else ''}"


def period_readings(period: Period, fiscal_year: int | None) -> tuple[Candidate, ...]:
    """What an uncertain period may mean; nothing where no day of it could be read."""
    start, end = period.start, period.end
    if start is None:
        return ()
    taken = Candidate(period_value(start, end), "ตามที่อ่านได้")
    written = to_arabic_digits(period.as_written)
    if end is None:
        return distinct([taken, Candidate(period_value(start, fiscal_year_range(fiscal_year_of(start))[1]), "ถ้าถึงสิ้นปีงบประมาณ")])
    points = [reading for reading in find_dates(written) if reading.month is not None]
    found = [*_of_year(written, start, end), *_of_half(written, fiscal_year), *_of_inverted(points), *_of_until(written, points, end)]
    if any(candidate.value == taken.value for candidate in found):
        found.sort(key=lambda candidate: candidate.value != taken.value)
        return distinct(found)
    if fiscal_year is not None and not any(point.year_be for point in points) and not find_fiscal_years(written):
        taken = Candidate(taken.value, f"เอกสารไม่ได้เขียนปี จึงใช้ปีงบประมาณ {fiscal_year}")
    return distinct([taken, *found])


def _of_year(written: str, start: date, end: date) -> list[Candidate]:
    """A year alone is most often the fiscal one, and may be that of the calendar."""
    years = find_fiscal_years(written) or [int(year) for year in re.findall(r"(?<!\d)2[4-6]\d{2}(?!\d)", written)]
    if len(years) != 1 or "งบประมาณ" in re.sub(r"\s", "", written) or (start, end) != fiscal_year_range(years[0]):
        return []
    common = years[0] - BUDDHIST_OFFSET
    return [
        Candidate(period_value(start, end), "ถ้าหมายถึงปีงบประมาณ"),
        Candidate(period_value(date(common, 1, 1), date(common, 12, 31)), "ถ้าหมายถึงปีปฏิทิน"),
    ]


def _of_half(written: str, fiscal_year: int | None) -> list[Candidate]:
    if fiscal_year is None or HALF.search(written) is None:
        return []
    start, end = fiscal_year_range(fiscal_year)
    return [
        Candidate(period_value(start, date(end.year, 3, 31)), "ถ้าหมายถึงหกเดือนแรก"),
        Candidate(period_value(date(end.year, 4, 1), end), "ถ้าหมายถึงหกเดือนหลัง"),
    ]


def _of_inverted(points: Sequence[DateReading]) -> list[Candidate]:
    """A range that ends before it begins: either of its years may be a slip."""
    if len(points) != 2 or any(point.year_be is None or point.month is None for point in points):
        return []
    (first, last) = (_days_of(point) for point in points)
    if first[0] <= last[1]:
        return []
    back = _in_year(first[0], last[1].year - ((first[0].month, first[0].day) > (last[1].month, last[1].day)))
    on = _in_year(last[1], first[0].year + ((first[0].month, first[0].day) > (last[1].month, last[1].day)))
    return [
        Candidate(period_value(back, last[1]), "ถ้าปีที่เริ่มพิมพ์ผิด"),
        Candidate(period_value(first[0], on), "ถ้าปีที่สิ้นสุดพิมพ์ผิด"),
    ]


def _of_until(written: str, points: Sequence[DateReading], end: date) -> list[Candidate]:
    """ภายใน and a date: from the beginning of the fiscal year to it, or only that month or day."""
    if len(points) != 1 or points[0].year_be is None or UNTIL.search(written[: points[0].start]) is None:
        return []
    first, last = _days_of(points[0])
    if last != end:
        return []
    return [
        Candidate(period_value(fiscal_year_range(fiscal_year_of(end))[0], end), "ถ้านับตั้งแต่ต้นปีงบประมาณ"),
        Candidate(period_value(first, last), "ถ้าหมายถึงเฉพาะวันนั้น" if points[0].day is not None else "ถ้าหมายถึงเฉพาะเดือนนั้น"),
    ]


def _days_of(point: DateReading) -> tuple[date, date]:
    """First and last day of a date or month with its year."""
    if point.date is not None:
        return point.date, point.date
    assert point.year_be is not None and point.month is not None  # noqa: PT018, S101 - callers looked
    first = date(point.year_be - BUDDHIST_OFFSET, point.month, 1)
    return first, month_end(first)
