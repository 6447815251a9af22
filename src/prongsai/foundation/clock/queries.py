"""Reading the working calendar of an agency: public holidays with the days that the agency set itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from prongsai.foundation.clock.models import AgencyDay
from prongsai.foundation.clock.public_holidays import PublicHoliday, holiday_years, year_of
from prongsai.foundation.clock.working_days import WorkingCalendar
from prongsai.foundation.languages import said


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the calendar that is told: its public holidays, and what the agency made of it. `is_working` is the outcome."""

    on: date
    holidays: tuple[PublicHoliday, ...]
    own: AgencyDay | None
    is_working: bool

    @property
    def is_verified(self) -> bool:
        """Whether every public holiday of the day was compared with what was published."""
        return all(holiday.is_verified for holiday in self.holidays)


def calendar_of(agency_id: int) -> WorkingCalendar:
    """The working calendar of an agency, with one query. Names are in the language of the reader."""
    own = AgencyDay.objects.filter(agency_id=agency_id, taken_back_at=None).values_list("on", "kind", "name")
    return calendar_with((on, kind, name) for on, kind, name in own)


def calendar_with(own: Iterable[tuple[date, str, str]]) -> WorkingCalendar:
    """The public holidays with days of an agency: (day, "off" or "worked", name)."""
    names: dict[date, list[str]] = {}
    for year in holiday_years().values():
        for holiday in year.holidays:
            names.setdefault(holiday.on, []).append(said(holiday))
    worked = []
    for on, kind, name in own:
        if kind == AgencyDay.Kind.WORKED:
            worked.append(on)
        else:
            names.setdefault(on, []).append(name)
    return WorkingCalendar({on: ", ".join(texts) for on, texts in names.items()}, worked, holiday_years())


def days_of_year(agency_id: int, year: int) -> list[DayRow]:
    """The holidays of a Buddhist calendar year and the days that the agency set in it, in order. Empty where nothing is known or set."""
    calendar = calendar_of(agency_id)
    held = holiday_years().get(year)
    public: dict[date, list[PublicHoliday]] = {}
    for holiday in held.holidays if held else ():
        public.setdefault(holiday.on, []).append(holiday)
    own = {day.on: day for day in AgencyDay.objects.filter(agency_id=agency_id, taken_back_at=None) if year_of(day.on) == year}
    days = sorted({*public, *own})
    return [DayRow(on, tuple(public.get(on, ())), own.get(on), calendar.is_working_day(on)) for on in days]
