"""The door to exceptions. Absent and forbidden give the same `NotFound`."""

from __future__ import annotations

from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.programme.linter.models import LinterException


def access_exception(*, by: Actor, exception_id: int, permission: str = "plans.view") -> LinterException:
    """An exception of the agency."""
    found = LinterException.objects.filter(pk=exception_id, agency_id=by.agency)
    row = found.select_related("plan", "measure", "step", "evidence", "report", "asked_by", "decided_by", "ended_by").first()
    if row is None or not by.may(permission):
        raise NotFound
    return row
