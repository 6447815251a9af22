"""What the catalogue is made of, as values that cannot change."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from prongsai.core.thai.calendar import BUDDHIST_OFFSET
from prongsai.core.thai.units import ALL_UNITS
from prongsai.foundation.languages import in_language


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of measures that belong together in a list; one data file each."""

    key: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the seven topics of the yearly analysis (fiscal year 2568 on); `name` is our own short one."""

    key: str
    number: int
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class CatalogueMeasure:
    """A proven measure.

    `why` is the weakness that it answers. `units` are canonical names of `core.thai.units` or ALL_UNITS. `indicators` are numbers 1 to 10,
    `topics` keys of topics, `disclosure` items of the fiscal year 2568. Months count in the fiscal year, 1 = October … 12 = September:
    `months` are the usual first and last, `report_month` is when it is usually reported.
    """

    key: str
    theme: str
    title: str
    title_en: str
    why: str
    steps: tuple[str, ...]
    outputs: tuple[str, ...]
    units: tuple[str, ...]
    indicators: tuple[int, ...]
    topics: tuple[str, ...]
    disclosure: tuple[str, ...]
    months: tuple[int, int]
    report_month: int
    evidence: tuple[str, ...]

    @property
    def shown_title(self) -> str:
        """The title in the language of the reader; what goes into a plan is the Thai one."""
        return in_language(self.title, self.title_en)

    @property
    def shown_units(self) -> tuple[str, ...]:
        """The units as names to read: names of units are Thai, but "every unit" has a word in each language."""
        return tuple(_("ทุกส่วนราชการ") if name == ALL_UNITS else name for name in self.units)

    def period_in(self, fiscal_year_be: int) -> tuple[date, date]:
        """Return the first and last day of the usual months in a fiscal year, both included."""
        first, last = self.months
        return _days_of(first, fiscal_year_be)[0], _days_of(last, fiscal_year_be)[1]

    def report_due_in(self, fiscal_year_be: int) -> date:
        """Return the last day of the month in which the measure is usually reported."""
        return _days_of(self.report_month, fiscal_year_be)[1]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the data files hold, in their order. `disclosure` are items of the fiscal year `disclosure_year` (Buddhist)."""

    themes: tuple[Theme, ...]
    topics: tuple[Topic, ...]
    disclosure_year: int
    disclosure: tuple[str, ...]
    measures: tuple[CatalogueMeasure, ...]


def month_of_calendar(month: int) -> int:
    """Return the calendar month (1 = January) of a month of the fiscal year (1 = October)."""
    return (month + 8) % 12 + 1


def _days_of(month: int, fiscal_year_be: int) -> tuple[date, date]:
    """First and last day of a month of the fiscal year; October to December lie in the calendar year before."""
    year, in_calendar = fiscal_year_be - BUDDHIST_OFFSET - (month <= 3), month_of_calendar(month)
    return date(year, in_calendar, 1), date(year, in_calendar, monthrange(year, in_calendar)[1])
