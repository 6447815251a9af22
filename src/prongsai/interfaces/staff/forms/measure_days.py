"""Fields in which people type days as they are used to: either digits, any month name, with or without the year of the fiscal year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from prongsai.core.thai.calendar import BUDDHIST_OFFSET, find_dates, format_date, parse_date
from prongsai.core.thai.repair import repair
from prongsai.programme.plans.drafts import MonitoringDraft

FIRST_MONTH = 10
FARTHEST_YEARS = 5


def read_day(written: str, fiscal_year: int) -> date:
    """The one day that a text names; without year it lies in the fiscal year. Raises `ValidationError` for none, several, or a far year."""
    readings = find_dates(written) or find_dates(repair(written))
    days = {reading.date for reading in readings if reading.date is not None}
    if not days:
        for reading in readings:
            if reading.day and reading.month and reading.year_be is None:
                days.add(_in_year(reading.day, reading.month, fiscal_year))
    if len(days) > 1:
        raise ValidationError(_("พบมากกว่าหนึ่งวัน ใส่วันเดียว"), code="several")
    if not days:
        raise ValidationError(_("อ่านวันที่ไม่ได้ พิมพ์แบบ 1 ต.ค. %(year)s") % {"year": fiscal_year - 1}, code="unread")
    day = days.pop()
    if abs(day.year + BUDDHIST_OFFSET - fiscal_year) > FARTHEST_YEARS:
        raise ValidationError(_("ปี %(year)s ห่างจากปีงบประมาณของแผน ตรวจปีอีกครั้ง") % {"year": day.year + BUDDHIST_OFFSET}, code="far")
    return day


def write_day(day: date) -> str:
    """A day as it stands in a field: "1 ต.ค. 2568", in English "1/10/2568"; `read_day` takes both back."""
    if (get_language() or "th").startswith("en"):
        return f"{day.day}/{day.month}/{day.year + BUDDHIST_OFFSET}"
    return format_date(day, style="short")


def _in_year(day: int, month: int, fiscal_year: int) -> date:
    year = fiscal_year - BUDDHIST_OFFSET - (month >= FIRST_MONTH)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValidationError(_("ไม่มีวันนี้ในปฏิทิน"), code="unread") from None


class DayField(forms.CharField):
    """A day. `fiscal_year` is set by the form that holds the field; it completes days without a year."""

    fiscal_year = 2569

    def clean(self, value: Any) -> Any:
        """The day, or None for an empty field."""
        written = super().clean(value)
        return read_day(written, self.fiscal_year) if written else None

    def prepare_value(self, value: Any) -> Any:
        """Days as people write them; what was typed stays as typed."""
        return write_day(value) if isinstance(value, date) else value


class MonitoringField(forms.CharField):
    """Days of monitoring, one a line. A line without a day is kept as words ("ทุกวันที่ 10"); one with a day and more keeps both.

    `known` are entries that stand already: a line that nobody touched stays what it was.
    """

    widget = forms.Textarea
    fiscal_year = 2569
    known: tuple[MonitoringDraft, ...] = ()

    def clean(self, value: Any) -> Any:
        """Entries in the order of their lines."""
        known = {line_of(entry): entry for entry in self.known}
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        return tuple(known.get(line) or self._read(line) for line in lines if line)

    def prepare_value(self, value: Any) -> Any:
        """Entries as lines; what was typed stays as typed."""
        if isinstance(value, Iterable) and not isinstance(value, str):
            return "\n".join(line_of(entry) for entry in value)
        return value

    def _read(self, line: str) -> MonitoringDraft:
        try:
            day = read_day(line, self.fiscal_year)
        except ValidationError as error:
            if error.code != "unread":
                raise
            return MonitoringDraft(None, line)
        words = line.removesuffix(f"({write_day(day)})").strip()
        readings = find_dates(line)
        is_bare = not words or (len(readings) == 1 and readings[0].as_written.strip() == line)
        return MonitoringDraft(day, "" if is_bare else words)


def line_of(entry: MonitoringDraft) -> str:
    """An entry as a line: the day, or the words with the day in brackets where they do not say it themselves."""
    words = " ".join(entry.as_written.split())
    if entry.due_on is None or (words and parse_date(words) == entry.due_on):
        return words
    day = write_day(entry.due_on)
    return f"{words} ({day})" if words else day
