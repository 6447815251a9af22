"""The doors to units and positions. Absent and forbidden give the same `NotFound`."""

from __future__ import annotations

from prongsai.foundation.agencies.models import Position, Unit
from prongsai.foundation.people.actor import Actor, NotFound

_NEEDED = "agency.edit"


def access_unit(*, by: Actor, unit_id: int) -> Unit:
    """A unit of the agency, open or closed, to change it."""
    unit = Unit.objects.filter(pk=unit_id, agency_id=by.agency).select_related("agency").first() if by.may(_NEEDED) else None
    if unit is None:
        raise NotFound
    return unit


def access_position(*, by: Actor, position_id: int) -> Position:
    """A position of the agency, open or closed, to change it."""
    found = Position.objects.filter(pk=position_id, agency_id=by.agency).select_related("agency", "unit")
    position = found.first() if by.may(_NEEDED) else None
    if position is None:
        raise NotFound
    return position
