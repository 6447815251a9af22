"""The door to the days of an agency. Absent and forbidden give the same `NotFound`."""

from __future__ import annotations

from prongsai.foundation.clock.models import AgencyDay
from prongsai.foundation.people.actor import Actor, NotFound

NEEDED = "agency.edit"


def access_agency_day(*, by: Actor, day_id: int) -> AgencyDay:
    """A day that the actor's agency set, to take it back."""
    day = AgencyDay.objects.filter(pk=day_id, agency_id=by.agency).first() if by.may(NEEDED) else None
    if day is None:
        raise NotFound
    return day
