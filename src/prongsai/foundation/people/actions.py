"""Persons coming, going and changing what they are. Invitations live in `invitations.py`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, state_of
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.roles import AGENCY_ROLES, INSTALLATION_ROLES


class UnusablePerson(Exception):
    """Values of a person or membership that cannot be taken; `field` says which."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def make_person(*, by: Actor, at: datetime, username: str, full_name: str, password: str | None, email: str = "") -> Person:
    """Make a person who can sign in. Only the system and the acceptance of an invitation call it. Raises `UnusablePerson`."""
    if Person.objects.filter(username__iexact=username).exists():
        raise UnusablePerson("username", _("มีผู้ใช้ชื่อนี้แล้ว เลือกชื่อใหม่"))
    if email and Person.objects.filter(email__iexact=email).exists():
        raise UnusablePerson("email", _("อีเมลนี้มีผู้ใช้แล้ว"))
    return Person.objects.create_user(username, email, password, full_name=full_name)


@transaction.atomic
def give_role(
    *, by: Actor, at: datetime, person: Person, role: str, agency: Agency | None, unit: Unit | None = None, position: Position | None = None
) -> Membership:
    """Give a person a role in an agency (or in the installation, with `agency` None). The same role twice is one membership.

    A unit reporter needs a unit. Raises `UnusablePerson`.
    """
    if by.person_id is not None:
        by.must("people.manage" if agency is not None and by.agency_id is not None else "host.manage")
    if (role in INSTALLATION_ROLES) != (agency is None) or role not in (*AGENCY_ROLES, *INSTALLATION_ROLES):
        raise UnusablePerson("role", _("เลือกบทบาทที่มีในรายการ"))
    if role == "unit_reporter" and unit is None:
        raise UnusablePerson("unit", _("ผู้รายงานต้องอยู่ในหน่วยงานใดหน่วยงานหนึ่ง เลือกหน่วยงาน"))
    for owned in (unit, position):
        if owned is not None and owned.agency_id != (agency.pk if agency else None):
            raise UnusablePerson("unit", _("เลือกหน่วยงานและตำแหน่งที่มีในรายการ"))
    open_one = Membership.objects.filter(person=person, agency=agency, unit=unit, role=role, ended_at=None).first()
    if open_one is not None:
        return open_one
    membership = Membership.objects.create(person=person, agency=agency, unit=unit, position=position, role=role, started_at=at)
    agency_id = agency.pk if agency else None
    record(by=by, at=at, verb="people.role_given", subject=membership, agency_id=agency_id, after=state_of(membership), mentions=[person])
    return membership


@transaction.atomic
def end_role(*, by: Actor, at: datetime, membership: Membership) -> Membership:
    """End a membership. The last administrator of an agency cannot be ended. Raises `UnusablePerson`."""
    by.must("people.manage" if membership.agency_id is not None else "host.manage")
    if membership.role == "agency_administrator" and not _other_administrators(membership):
        raise UnusablePerson("role", _("เป็นผู้ดูแลระบบคนสุดท้ายของหน่วยงาน ตั้งผู้ดูแลคนใหม่ก่อน"))
    before = state_of(membership)
    membership.ended_at = max(at, membership.started_at)
    membership.save(update_fields=["ended_at"])
    record(
        by=by,
        at=at,
        verb="people.role_ended",
        subject=membership,
        agency_id=membership.agency_id,
        before=before,
        after=state_of(membership),
        mentions=[membership.person],
    )
    return membership


def _other_administrators(membership: Membership) -> bool:
    same = Membership.objects.filter(agency=membership.agency, role="agency_administrator", ended_at=None, person__is_active=True)
    return same.exclude(person=membership.person).exists()


@transaction.atomic
def leave_agency(*, by: Actor, at: datetime, person: Person, agency: Agency) -> int:
    """End all roles of a person in an agency, and say how many. The account of who has no role left anywhere is deactivated."""
    by.must("people.manage")
    held = list(Membership.objects.filter(person=person, agency=agency, ended_at=None))
    for membership in held:
        end_role(by=by, at=at, membership=membership)
    if not Membership.objects.filter(person=person, ended_at=None).exists():
        before = _seen(person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        record(by=by, at=at, verb="people.deactivated", subject=person, agency_id=agency.pk, before=before, after=_seen(person))
    return len(held)


@transaction.atomic
def reactivate(*, by: Actor, at: datetime, person: Person, agency: Agency, role: str, unit: Unit | None = None) -> Membership:
    """Let a deactivated person in again, with a role."""
    by.must("people.manage")
    if not Membership.objects.filter(person=person, agency=agency).exists():
        raise UnusablePerson("person", _("ไม่พบผู้ใช้นี้ในหน่วยงาน"))
    before = _seen(person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(by=by, at=at, verb="people.reactivated", subject=person, agency_id=agency.pk, before=before, after=_seen(person))
    return give_role(by=by, at=at, person=person, role=role, agency=agency, unit=unit)


def _seen(person: Person) -> State:
    """The state of a person without password and last sign-in, which concern no history."""
    return {name: value for name, value in state_of(person).items() if name not in {"password", "last_login", "last_agency_id"}}
