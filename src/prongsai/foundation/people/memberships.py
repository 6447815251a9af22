"""Giving and ending roles. An agency always keeps one administrator who can sign in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.people.actor import Actor, Forbidden
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.roles import AGENCY_ROLES, INSTALLATION_ROLES


class UnusablePerson(Exception):
    """Values of a person or membership that cannot be taken; `field` says which."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def give_role(
    *, by: Actor, at: datetime, person: Person, role: str, agency: Agency | None, unit: Unit | None = None, position: Position | None = None
) -> Membership:
    """Give a person a role in the actor's agency (or in the installation, with `agency` None). The same role twice is one membership.

    A unit reporter needs a unit. The system may give any role. Raises `UnusablePerson`, and `Forbidden` for another agency.
    """
    if by.person_id is not None:
        by.must("people.manage" if agency is not None else "host.manage")
        if agency is not None and by.agency_id != agency.pk:
            raise Forbidden("people.manage")
    if not person.is_active:
        raise UnusablePerson("person", _("บัญชีนี้ปิดอยู่ เปิดบัญชีก่อนให้บทบาท"))
    return begin_membership(by=by, at=at, person=person, role=role, agency=agency, unit=unit, position=position)


def check_role(*, role: str, agency: Agency | None, unit: Unit | None, position: Position | None) -> None:
    """Raise `UnusablePerson` where a role cannot be held in this agency, unit and position."""
    if (role in INSTALLATION_ROLES) != (agency is None) or role not in (*AGENCY_ROLES, *INSTALLATION_ROLES):
        raise UnusablePerson("role", _("เลือกบทบาทที่มีในรายการ"))
    if role == "unit_reporter" and unit is None:
        raise UnusablePerson("unit", _("ผู้รายงานต้องอยู่ในหน่วยงานใดหน่วยงานหนึ่ง เลือกหน่วยงาน"))
    for name, owned in (("unit", unit), ("position", position)):
        if owned is not None and (agency is None or owned.agency_id != agency.pk or owned.closed_at is not None):
            raise UnusablePerson(name, _("เลือกหน่วยงานและตำแหน่งที่มีในรายการ"))


def begin_membership(
    *, by: Actor, at: datetime, person: Person, role: str, agency: Agency | None, unit: Unit | None, position: Position | None
) -> Membership:
    """As `give_role`, after the right to do so was checked (an invitation is such a right)."""
    check_role(role=role, agency=agency, unit=unit, position=position)
    open_one = Membership.objects.filter(person=person, agency=agency, unit=unit, role=role, ended_at=None).first()
    if open_one is not None:
        return open_one
    membership = Membership.objects.create(person=person, agency=agency, unit=unit, position=position, role=role, started_at=at)
    agency_id = agency.pk if agency else None
    record(by=by, at=at, verb="people.role_given", subject=membership, agency_id=agency_id, after=state_of(membership), mentions=[person])
    return membership


@transaction.atomic
def end_role(*, by: Actor, at: datetime, membership: Membership) -> Membership:
    """End a membership; one that has ended stays as it is. The last administrator of an agency cannot be ended. Raises `UnusablePerson`."""
    by.must("people.manage" if membership.agency_id is not None else "host.manage")
    if by.agency_id != membership.agency_id:
        raise Forbidden("people.manage")
    if membership.ended_at is not None:
        return membership
    if not _others_remain(membership):
        raise UnusablePerson("role", _("เป็นผู้ดูแลระบบคนสุดท้าย ตั้งผู้ดูแลคนใหม่ก่อน"))
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


def _others_remain(membership: Membership) -> bool:
    """Whether somebody else can still do what this role does, where it may not be left to nobody. Locks them until the end."""
    if membership.role not in ("agency_administrator", "host_administrator"):
        return True
    same = Membership.objects.filter(agency=membership.agency, role=membership.role, ended_at=None)
    others = [other for other in same.select_for_update(of=("self",)).select_related("person") if other.person_id != membership.person_id]
    return any(other.person.is_active for other in others)
