"""Parts of addresses, made known to Django by importing this module."""

from __future__ import annotations

from django.urls import register_converter

from prongsai.foundation.agencies.models import CODE_PATTERN


class AgencyCode:
    """The code of an agency."""

    regex = CODE_PATTERN

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class FiscalYear:
    """A Buddhist fiscal year, 2540 to 2599."""

    regex = "25[4-9][0-9]"

    def to_python(self, value: str) -> int:
        """As a number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """As digits."""
        return str(value)


class WizardStep:
    """A step of the first run, 1 to 3."""

    regex = "[123]"

    def to_python(self, value: str) -> int:
        """As a number."""
        return int(value)

    def to_url(self, value: int | str) -> str:
        """As a digit."""
        return str(value)


register_converter(AgencyCode, "agency")
register_converter(FiscalYear, "year")
register_converter(WizardStep, "step")
