"""Reading agencies and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from prongsai.foundation.agencies.models import Agency, Position, Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet


def units_of(agency_id: int) -> QuerySet[Unit]:
    """The open units of an agency in its own order."""
    return Unit.objects.filter(agency_id=agency_id, closed_at=None)


def agency_by_code(code: str) -> Agency | None:
    """The agency of this code, or None."""
    return Agency.objects.filter(code=code).first()


def positions_of(agency_id: int) -> QuerySet[Position]:
    """The open positions of an agency: those at its head first, then unit by unit."""
    return (
        Position.objects.filter(agency_id=agency_id, closed_at=None)
        .select_related("unit")
        .order_by(F("unit__order").asc(nulls_first=True), "pk")
    )


def all_agencies() -> QuerySet[Agency]:
    """The agencies of the installation, by name."""
    return Agency.objects.order_by("name")
