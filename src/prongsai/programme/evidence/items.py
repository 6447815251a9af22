"""Disclosure items of a fiscal year that evidence can answer, as the framework of that very year has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from prongsai.core.ita.loading import framework, known_years
from prongsai.foundation.languages import in_language

_DISCLOSURE = "OIT"


@dataclass(frozen=True, slots=True)
class DisclosureItem:
    """An item by its code ("O12") in the framework of a year."""

    code: str
    thai: str
    english: str

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.thai, self.english or self.thai)


@lru_cache(maxsize=32)
def items_of_year(fiscal_year: int) -> tuple[DisclosureItem, ...]:
    """The items of a year in their order; none for a year without a framework, because their numbers change from year to year."""
    if fiscal_year not in known_years():
        return ()
    found = (instrument for instrument in framework(fiscal_year).instruments if instrument.code == _DISCLOSURE)
    return tuple(DisclosureItem(item.code, item.topic, item.topic_en) for instrument in found for item in instrument.items)


def item_codes(fiscal_year: int) -> frozenset[str]:
    """The codes of the items of a year."""
    return frozenset(item.code for item in items_of_year(fiscal_year))
