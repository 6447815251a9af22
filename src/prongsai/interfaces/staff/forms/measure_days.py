"""Fields in which people type days as they are used to; `plans.typed_days` reads them, here faults become those of a form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from prongsai.core.thai.calendar import BUDDHIST_OFFSET
from prongsai.programme.plans import typed_days
from prongsai.programme.plans.drafts import MonitoringDraft
from prongsai.programme.plans.typed_days import UnreadDay, write_thai_day


def read_day(written: str, fiscal_year: int, years: range | None = None) -> date:
    """The one day that a text names; without year it lies in the fiscal year. Raises `ValidationError` for none, several, or a far year."""
    try:
        return typed_days.read_day(written, fiscal_year, years)
    except UnreadDay as unread:
        raise ValidationError(str(unread), code=unread.code) from None


def write_day(day: date) -> str:
    """A day as it stands in a field: "1 ต.ค. 2568", in English "1/10/2568"; `read_day` takes both back."""
    if (get_language() or "th").startswith("en"):
        return f"{day.day}/{day.month}/{day.year + BUDDHIST_OFFSET}"
    return write_thai_day(day)


class DayField(forms.CharField):
    """A day. `fiscal_year` is set by the form that holds the field; it completes days without a year.

    `years` are set where days may be far from it.
    """

    fiscal_year = 2569
    years: range | None = None

    def clean(self, value: Any) -> Any:
        """The day, or None for an empty field."""
        written = super().clean(value)
        return read_day(written, self.fiscal_year, self.years) if written else None

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
            return typed_days.read_monitoring_line(line, self.fiscal_year, write_day)
        except UnreadDay as unread:
            raise ValidationError(str(unread), code=unread.code) from None


def line_of(entry: MonitoringDraft) -> str:
    """An entry as a line: the day, or the words with the day in brackets where they do not say it themselves."""
    return typed_days.monitoring_line(entry, write_day)
