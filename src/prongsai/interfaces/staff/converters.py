"""Parts of addresses."""

from __future__ import annotations

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
