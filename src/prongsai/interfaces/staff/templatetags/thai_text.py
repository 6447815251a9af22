"""Filters for Thai text and numbers on pages: dates that do not break, words that stay whole, points, sizes.

They are for reading only: their joiners (U+00A0, U+2060) must never get into form values, exports or the API.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from prongsai.core.thai.calendar import BUDDHIST_OFFSET, MONTHS_LONG, MONTHS_SHORT, format_date, format_month
from prongsai.foundation.languages import is_english

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"
MINUS = "\u2212"

_ERA = " BE"
_ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_UNITS = "วัน|เดือน|ปี|เรื่อง|รายการ|มาตรการ|จุด|หน้า|แถว|ช่อง|คน|ครั้ง|บาท|คะแนน|ข้อ|ไฟล์|ฉบับ|ขั้น|ตาราง|แบบ|แห่ง|หน่วย|ชั่วโมง|นาที|วินาที"
_MONTH = "|".join(map(re.escape, (*MONTHS_LONG, *MONTHS_SHORT)))
_NUMBER_AND_UNIT = re.compile(rf"(?<![\d.,{NO_BREAK_SPACE}])(\d[\d.,]*) (?=(?:{_UNITS})(?![ก-ฮ])|น\.|[KMG]B|%|{_MONTH})")
_UNIT_AND_NUMBER = re.compile(rf"(หน้า|แถว|ช่อง|ข้อ|ขั้น|ตาราง|มาตรการ|ที่|ปี|งบประมาณ|{_MONTH}) (?=\d)")

_THAI_RUN = re.compile("([\u0e01-\u0e5b](?:[^\u0e01-\u0e5b]{0,20}[\u0e01-\u0e5b])*)")  # short Latin words within stay with it

Length = Literal["long", "short", "dense"]


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def _moment(value: object) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _written_month(day: date, length: Length) -> str:
    if not is_english():
        return format_month(day, style=length)
    name = _ENGLISH[day.month - 1]
    year = str(day.year + BUDDHIST_OFFSET)
    return f"{name if length == 'long' else name[:3]} {year[2:] if length == 'dense' else year}{_ERA}"


def _written(value: object, length: Length) -> str:
    day = _day(value)
    if day is None:
        return ""
    text = f"{day.day} {_written_month(day, length)}" if is_english() else format_date(day, style=length)
    return text.replace(" ", NO_BREAK_SPACE)


def short_month(day: date) -> str:
    """Write the month of a day alone: "มี.ค."."""
    return _ENGLISH[day.month - 1][:3] if is_english() else MONTHS_SHORT[day.month - 1]


def short_day(day: date) -> str:
    """Write a day of a year that is known anyway: "17 มี.ค."."""
    return f"{day.day}{NO_BREAK_SPACE}{short_month(day)}"


@register.filter
def thai_date(value: object) -> str:
    """Write a date in full, "17 มีนาคม 2569", in one unbreakable piece; nothing for nothing. In English "17 March 2569 BE"."""
    return _written(value, "long")


@register.filter
def thai_date_short(value: object) -> str:
    """Write a date with a short month: "17 มี.ค. 2569"."""
    return _written(value, "short")


@register.filter
def thai_date_dense(value: object) -> str:
    """Write a date for a dense table: "17 มี.ค. 69"."""
    return _written(value, "dense")


@register.filter
def thai_month(value: object) -> str:
    """Write the month of a day: "มีนาคม 2569"."""
    day = _day(value)
    return "" if day is None else _written_month(day, "long").replace(" ", NO_BREAK_SPACE)


@register.filter
def thai_time(value: object) -> str:
    """Write the time of day in Thailand: "09:30 น."."""
    moment = _moment(value)
    if moment is None:
        return ""
    return f"{moment:%H:%M}" if is_english() else f"{moment:%H:%M}{NO_BREAK_SPACE}น."


@register.filter
def thai_datetime(value: object) -> str:
    """Write date and time: "17 มี.ค. 2569 09:30 น."; a line may break between the two."""
    return f"{thai_date_short(value)} {thai_time(value)}".strip()


@register.filter
def thai_when(value: object) -> str:
    """Write when something happened, as one says it: "วันนี้ 09:30 น.", "เมื่อวาน 23:10 น.", else the short date."""
    moment = _moment(value)
    if moment is None:
        return thai_date_short(value)
    age = timezone.localdate() - moment.date()
    if age == timedelta(0):
        return f"{_joined(gettext('วันนี้'))} {thai_time(value)}"
    return f"{_joined(gettext('เมื่อวาน'))} {thai_time(value)}" if age == timedelta(days=1) else thai_date_short(value)


@register.filter
def thai_month_range(first: object, last: object) -> str:
    """Write the months from one day to another: "ต.ค. 68 – ม.ค. 69", one month alone once; each end is unbreakable."""
    days = [day for day in (_day(first), _day(last)) if day is not None]
    return _from_to(_written_month(day, "dense").replace(" ", NO_BREAK_SPACE) for day in days)


@register.filter
def thai_date_range(first: object, last: object) -> str:
    """Write the days from one to another: "1 ธ.ค. 2568 – 15 มี.ค. 2569", one day alone once."""
    days = [day for day in (_day(first), _day(last)) if day is not None]
    return _from_to(_written(day, "short") for day in days)


def _from_to(ends: Iterable[str]) -> str:
    """Both ends with a dash, one alone where they are the same; in English the era is told once, at the end."""
    *firsts, last = list(dict.fromkeys(ends)) or [""]
    return f"{NO_BREAK_SPACE}– ".join([*(first.removesuffix(_ERA.replace(" ", NO_BREAK_SPACE)) for first in firsts), last])


@register.filter
def points(value: float | Decimal | None) -> str:
    """Write a score with two decimals, "80.72"; a true minus; nothing where there is no score."""
    return "" if value is None else f"{value:,.2f}".replace("-", MINUS)


@register.filter
def file_size(value: int | None) -> str:
    """Write the size of a file: "184 KB", "3.4 MB"."""
    if value is None:
        return ""
    if value < 1024 * 1024:
        return f"{max(1, round(value / 1024))}{NO_BREAK_SPACE}KB"
    return f"{value / 1024 / 1024:.1f}{NO_BREAK_SPACE}MB"


@cache
def _kept_words() -> tuple[re.Pattern[str], dict[str, str]]:
    lines = files("prongsai.interfaces.staff").joinpath("kept_words.txt").read_text("utf-8").splitlines()
    seams = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    joined = {word.replace("|", ""): word.replace("|", WORD_JOINER) for word in seams}
    return re.compile("|".join(sorted(map(re.escape, joined), key=len, reverse=True))), joined


def _joined(word: str) -> str:
    """A word of the glossary with its joiners; any other as it is."""
    return _kept_words()[1].get(word, word)


@register.filter
def keep_words(value: object) -> str:
    """Keep words of the glossary, and numbers with their units, on one line: "เจ้าหน้าที่", "12 เรื่อง", "หน้า 3"; and `mark_thai`."""
    text = str(value)
    pattern, joined = _kept_words()
    numbered = _NUMBER_AND_UNIT.sub(rf"\1{NO_BREAK_SPACE}", _UNIT_AND_NUMBER.sub(rf"\1{NO_BREAK_SPACE}", text))
    kept = pattern.sub(lambda match: joined[match[0]], numbered)
    return mark_thai(SafeString(kept) if isinstance(text, SafeString) else kept)


def has_thai(text: str) -> bool:
    """Whether there is a Thai letter in a text."""
    return _THAI_RUN.search(text) is not None


@register.filter
def mark_thai(value: object) -> str:
    """Tell on an English page which part of a text is Thai, so that it is spoken as such. Text with tags of its own stays as it is."""
    text = str(value)
    is_escaped = isinstance(text, SafeString)
    if not is_english() or (is_escaped and "<" in text):
        return text
    before, *rest = map(SafeString, _THAI_RUN.split(text)) if is_escaped else _THAI_RUN.split(text)
    return format_html("{}{}", before, format_html_join("", '<span lang="th">{}</span>{}', zip(rest[::2], rest[1::2], strict=True)))


@register.filter
def whole_names(names: Sequence[str], most: int = 0) -> SafeString:
    """Write names one after another, each unbroken: "กองช่าง, กองคลัง". Of more than `most` the rest is counted: "กองช่าง และอีก 3 หน่วย"."""
    shown = list(names) if not most or len(names) <= most else list(names)[: max(1, most - 1)]
    left = len(names) - len(shown)
    text = format_html_join(" ", '<span class="kept">{}{}</span>', ((mark_thai(name), "," if name != shown[-1] else "") for name in shown))
    if not left:
        return text
    words = ngettext("และอีก %(count)d หน่วย", "และอีก %(count)d หน่วย", left) % {"count": left}
    return format_html('{} <span class="kept">{}</span>', text, words)
