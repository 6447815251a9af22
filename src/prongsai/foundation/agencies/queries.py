"""Reading agencies and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prongsai.foundation.agencies.models import Agency, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet


def units_of(agency_id: int) -> QuerySet[Unit]:
    """The open units of an agency in its own order."""
    return Unit.objects.filter(agency_id=agency_id, closed_at=None)


def agency_by_code(code: str) -> Agency | None:
    """The agency of this code, or None."""
    return Agency.objects.filter(code=code).first()
