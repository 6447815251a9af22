"""The phases of a fiscal year, from `calendar.toml`: examples until a host enters what is announced."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation.languages import in_language


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with its first and last day; `deadline` names the last day where it is one."""

    key: str
    title: str
    first: date
    last: date
    row: int
    deadline: str = ""

    def tone(self, today: date) -> str:
        """How it is drawn: over, running (amber where it ends with a deadline), to come."""
        if self.last < today:
            return "done"
        if self.first > today and not self.deadline:
            return "todo"
        return "soon" if self.deadline else "doing"


@cache
def _read() -> list[dict[str, Any]]:
    raw = tomllib.loads(files("prongsai.programme.plans").joinpath("calendar.toml").read_text("utf-8"))
    entries: list[dict[str, Any]] = raw["phase"]
    return entries


def phases_of(fiscal_year: int) -> list[Phase]:
    """The phases of a Buddhist fiscal year, in the language of the page."""
    first_day, last_day = fiscal_year_range(fiscal_year)
    tongue = in_language("thai", "english")

    def day_of(written: str) -> date:
        month, day = map(int, written.split("-"))
        return date(first_day.year if month >= first_day.month else last_day.year, month, day)

    return [
        Phase(entry["key"], entry[tongue], day_of(entry["first"]), day_of(entry["last"]), entry["row"], entry.get(f"deadline_{tongue}", ""))
        for entry in _read()
    ]
