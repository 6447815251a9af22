"""Names of the indicators of the assessment that a measure can lift, as the framework of a plan's year has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from prongsai.core.ita.loading import nearest_framework
from prongsai.foundation.languages import in_language


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator by its number; `instrument` is IIT, EIT or OIT."""

    number: int
    thai: str
    english: str
    instrument: str

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.thai, self.english)


@lru_cache(maxsize=32)
def indicators(fiscal_year: int) -> tuple[Indicator, ...]:
    """All indicators by number, from the framework of a fiscal year (Buddhist) or of the nearest year that has one."""
    return tuple(
        Indicator(indicator.number, indicator.name, indicator.name_en, instrument.code)
        for instrument in nearest_framework(fiscal_year).instruments
        for indicator in instrument.indicators
    )


def indicator(fiscal_year: int, number: int) -> Indicator | None:
    """The indicator of this number in a fiscal year, or None."""
    return next((entry for entry in indicators(fiscal_year) if entry.number == number), None)
