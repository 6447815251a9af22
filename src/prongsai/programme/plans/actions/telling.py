"""Whom the actions on plans tell of what they did, inside their transaction."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy

from prongsai.foundation.notices.actions import Subject, notify
from prongsai.foundation.notices.recipients import people_of_units
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.due_days import REQUESTS_KEY, address_of_answer
from prongsai.programme.plans.models import MoreRequest
from prongsai.programme.plans.permissions import units_concerned


def tell_asked(*, by: Actor, at: datetime, asked: MoreRequest) -> None:
    """Tell those who answer for a measure that more was asked. What was asked stays inside: only the measure's title may be mailed."""
    measure = asked.measure
    notify(
        by=by,
        at=at,
        agency_id=asked.agency_id,
        people=people_of_units(asked.agency_id, "plans.report", units_concerned(measure)),
        verb="plans.more_asked",
        about=asked,
        subject=Subject(
            title=measure.title,
            address=address_of_answer(asked.agency.code, asked),
            action=gettext_lazy("ตอบคำขอ"),
            may_be_mailed=True,
            source=REQUESTS_KEY,
            object_key=f"request-{asked.pk}",
            due_on=asked.wanted_by,
        ),
    )
