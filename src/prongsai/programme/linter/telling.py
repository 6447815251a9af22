"""Whom exceptions concern: who may decide is told that one waits, who asked what was decided, and both when one runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation import registry
from prongsai.foundation.notices.actions import Subject, notify
from prongsai.foundation.notices.recipients import people_of_units
from prongsai.foundation.people.actor import Actor
from prongsai.programme.linter.models import LinterException
from prongsai.programme.linter.rules import rule_of

EXPIRING_KEY = "linter.expiring"


def announce_expiring() -> None:
    """Put the last days of exceptions on the shelf of what people are reminded of."""
    registry.dated_objects.announce(
        registry.DatedSource(
            EXPIRING_KEY, gettext_lazy("ข้อยกเว้นที่จะหมดอายุ"), expiring_between, permission="linter.except", may_be_mailed=True
        )
    )


def expiring_between(agency_id: int, first: date, last: date) -> Iterator[registry.DatedObject]:
    """Exceptions in force whose last day lies between two days, both included: from the day after, the hint counts again."""
    held = LinterException.objects.filter(
        agency_id=agency_id, verdict=LinterException.Verdict.APPROVED, ended_at=None, expires_on__range=(first, last)
    )
    for row in held.select_related("agency", "measure").order_by("expires_on", "pk"):
        yield registry.DatedObject(
            key=f"exception-{row.pk}",
            title=_title(row),
            due_on=row.expires_on,
            address=_address(row),
            verb=_("แก้เรื่องนี้หรือขอยกเว้นใหม่"),
            subject=("linter.linterexception", row.pk),
        )


def tell_asked(*, by: Actor, at: datetime, row: LinterException) -> None:
    """Tell who may decide that somebody asks. The reason stays inside."""
    people = people_of_units(row.agency_id, "linter.approve", ())
    _tell(by, at, row, people, "linter.exception_asked", gettext_lazy("พิจารณา"))


def tell_decided(*, by: Actor, at: datetime, row: LinterException, verb: str) -> None:
    """Tell who asked what was decided, or that it was ended."""
    people = [] if row.asked_by_id is None else [row.asked_by_id]
    _tell(by, at, row, people, verb, gettext_lazy("ดูข้อยกเว้น"))


def _tell(by: Actor, at: datetime, row: LinterException, people: list[int], verb: str, action: registry.Words) -> None:
    subject = Subject(title=_title(row), address=_address(row), action=action, may_be_mailed=True)
    notify(by=by, at=at, agency_id=row.agency_id, people=people, verb=verb, about=row, subject=subject)


def _title(row: LinterException) -> str:
    """What need not hold, and of which measure."""
    rule = rule_of(row.rule_id)
    return f"{rule.title if rule else row.rule_id}: {row.measure.title}"


def _address(row: LinterException) -> str:
    return reverse("staff:exception", args=[row.agency.code, row.pk])
