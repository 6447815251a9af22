"""Names of the ten indicators of the assessment that a measure can lift. The data is `indicators.toml` beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

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


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators by number."""
    raw = tomllib.loads(files("prongsai.programme.plans").joinpath("indicators.toml").read_text("utf-8"))
    return tuple(Indicator(**entry) for entry in raw["indicator"])


def indicator(number: int) -> Indicator | None:
    """The indicator of this number, or None."""
    return next((entry for entry in indicators() if entry.number == number), None)
