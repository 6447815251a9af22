"""Public holidays of government offices, one file per Buddhist year (`holidays/2569.toml`), with their sources.

What nobody compared with a published resolution or announcement says so (`is_verified`). Substitution days are computed
(`substitution.py`) and stand in no file, except where the cabinet moved one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from prongsai.core.thai.calendar import BUDDHIST_OFFSET
from prongsai.foundation.clock.substitution import substitutes

_YEARLY = frozenset({"fixed", "buddhist", "announced"})


class UnusableHolidays(Exception):
    """A file of holidays contradicts itself; the message names the year and the day."""


class HolidayKind(StrEnum):
    """Why a day is a holiday: by its date, by the moon, as announced each year, by a resolution for once, or in place of another."""

    FIXED = "fixed"
    BUDDHIST = "buddhist"
    ANNOUNCED = "announced"
    SPECIAL = "special"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    """One holiday. `source` says where it comes from (Thai); `instead_of` is the day that a substitution day makes up for."""

    on: date
    kind: HolidayKind
    thai: str
    english: str
    source: str
    is_verified: bool
    instead_of: date | None = None


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The holidays of a Buddhist year (1 January to 31 December) in order; `note` is what one must know of the year (Thai), or nothing."""

    year: int
    note: str
    holidays: tuple[PublicHoliday, ...]

    @property
    def is_verified(self) -> bool:
        """Whether every holiday of the year was compared with what was published."""
        return all(holiday.is_verified for holiday in self.holidays)


def year_of(day: date) -> int:
    """The Buddhist calendar year of a day."""
    return day.year + BUDDHIST_OFFSET


@cache
def holiday_years() -> Mapping[int, HolidayYear]:
    """All years that have a file, by Buddhist year. Raises `UnusableHolidays` for a file that contradicts itself."""
    folder = files("prongsai.foundation.clock").joinpath("holidays")
    raws = [tomllib.loads(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return years_from(raws)


def years_from(raws: list[dict[str, Any]]) -> dict[int, HolidayYear]:
    """The years of parsed files with their substitution days. One that falls into a year without a file is left out with that year."""
    listed = [holiday for raw in raws for holiday in _listed(raw)]
    made = _substitutes(listed, {move["from"]: _moved(raw, move) for raw in raws for move in raw.get("moved", ())})
    found: dict[int, HolidayYear] = {}
    for raw in sorted(raws, key=lambda raw: int(raw["year"])):
        year = int(raw["year"])
        of_year = [holiday for holiday in (*listed, *made) if year_of(holiday.on) == year]
        found[year] = HolidayYear(year, str(raw.get("note", "")), tuple(sorted(of_year, key=lambda holiday: holiday.on)))
    return found


def _listed(raw: dict[str, Any]) -> list[PublicHoliday]:
    year, sources = int(raw["year"]), raw["sources"]
    days: list[PublicHoliday] = []
    for entry in raw["day"]:
        on, key = entry["on"], entry["source"]
        if year_of(on) != year:
            raise UnusableHolidays(f"{year}: {on} is not in this year")
        if key not in sources:
            raise UnusableHolidays(f"{year}: {on} has the unknown source {key}")
        if entry["kind"] not in {*_YEARLY, "special"}:
            raise UnusableHolidays(f"{year}: {on} is of the unknown kind {entry['kind']}")
        if any(other.on == on and other.thai == entry["thai"] for other in days):
            raise UnusableHolidays(f"{year}: {on} stands twice")
        days.append(PublicHoliday(on, HolidayKind(entry["kind"]), entry["thai"], entry["english"], sources[key], bool(entry["verified"])))
    return days


def _moved(raw: dict[str, Any], move: dict[str, Any]) -> tuple[date, str, bool]:
    return move["to"], raw["sources"][move["source"]], bool(move["verified"])


def _substitutes(listed: list[PublicHoliday], moves: dict[date, tuple[date, str, bool]]) -> list[PublicHoliday]:
    """The substitution days, each where the rule puts it or where the cabinet moved it."""
    by_day: dict[date, list[PublicHoliday]] = {}
    for holiday in listed:
        by_day.setdefault(holiday.on, []).append(holiday)
    yearly = [holiday.on for holiday in listed if holiday.kind in _YEARLY]
    computed = substitutes(yearly, [holiday.on for holiday in listed if holiday.kind == HolidayKind.SPECIAL])
    strange = sorted(moves.keys() - computed.keys())
    if strange:
        raise UnusableHolidays(f"{strange[0]} is no substitution day that could be moved")
    found = []
    for by_rule, first in computed.items():
        names = by_day[first]
        on, source, is_verified = moves.get(by_rule, (by_rule, "", all(name.is_verified for name in names)))
        thai = "ชดเชย" + "และ".join(name.thai for name in names)
        english = "Substitution for " + " and ".join(name.english for name in names)
        found.append(PublicHoliday(on, HolidayKind.SUBSTITUTE, thai, english, source or names[0].source, is_verified, first))
    return found
