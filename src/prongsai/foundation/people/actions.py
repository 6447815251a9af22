"""Persons coming, going and changing what they are. Invitations live in `invitations.py`, roles in `memberships.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, state_of
from prongsai.foundation.people.actor import Actor, Forbidden, NotFound
from prongsai.foundation.people.addresses import keep_in_step, plain_address
from prongsai.foundation.people.memberships import UnusablePerson, end_role, give_role
from prongsai.foundation.people.models import Membership, Person

__all__ = ["UnusablePerson", "change_person", "check_password", "end_role", "give_role", "leave_agency", "make_person", "reactivate"]

_OWN_VALUES = ("full_name", "email", "language", "theme")


@transaction.atomic
def make_person(*, by: Actor, at: datetime, username: str, full_name: str, password: str | None, email: str = "") -> Person:
    """Make a person who can sign in. Only the system and the acceptance of an invitation call it.

    User name and e-mail are taken whatever their capitals; neither may be another person's user name or e-mail. Without a password nobody
    can sign in with one. Raises `UnusablePerson`.
    """
    person = Person(username=Person.normalize_username(username.strip()), email=plain_address(email), full_name=" ".join(full_name.split()))
    _check(person)
    person.set_password(password)
    person.save()
    keep_in_step(person)
    return person


def check_password(password: str, *, username: str, full_name: str, email: str) -> None:
    """Raise `UnusablePerson` where a password breaks a rule of the settings."""
    try:
        validate_password(password, Person(username=username, full_name=full_name, email=email))
    except ValidationError as error:
        raise UnusablePerson("password", " ".join(error.messages)) from error


@transaction.atomic
def change_person(*, by: Actor, at: datetime, person: Person, values: Mapping[str, str]) -> Person:
    """Change what a person tells about themselves: `full_name`, `email`, `language`, `theme`. Nobody else may. Raises `UnusablePerson`."""
    if by.person_id != person.pk:
        raise Forbidden("people.own")
    before, seen_before = state_of(person), _seen(person)
    for name, value in values.items():
        if name not in _OWN_VALUES:
            raise UnusablePerson(name, _("แก้ค่านี้ไม่ได้"))
        setattr(person, name, plain_address(value) if name == "email" else " ".join(value.split()))
    _check(person)
    if state_of(person) == before:
        return person
    person.save(update_fields=list(values))
    keep_in_step(person)
    seen = _seen(person)
    if seen != seen_before:
        record(by=by, at=at, verb="people.changed", subject=person, agency_id=None, before=seen_before, after=seen)
    return person


def _check(person: Person) -> None:
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise UnusablePerson(name, messages[0]) from error
    others = Person.objects.exclude(pk=person.pk)
    for field in ("username", "email"):
        value = getattr(person, field)
        if value and (others.filter(username__iexact=value).exists() or others.filter(email__iexact=value).exists()):
            taken = _("มีผู้ใช้ชื่อนี้แล้ว เลือกชื่อใหม่") if field == "username" else _("อีเมลนี้มีผู้ใช้แล้ว ใช้อีเมลอื่น หรือเข้าสู่ระบบด้วยบัญชีเดิม")
            raise UnusablePerson(field, taken)


@transaction.atomic
def leave_agency(*, by: Actor, at: datetime, person: Person, agency: Agency) -> int:
    """End all roles of a person in an agency, and say how many. The account of who has no role left anywhere is deactivated.

    Raises `UnusablePerson` for the last administrator of the agency.
    """
    by.must("people.manage")
    held = list(Membership.objects.filter(person=person, agency=agency, ended_at=None))
    for membership in held:
        end_role(by=by, at=at, membership=membership)
    if held and person.is_active and not Membership.objects.filter(person=person, ended_at=None).exists():
        before = _seen(person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        record(by=by, at=at, verb="people.deactivated", subject=person, agency_id=agency.pk, before=before, after=_seen(person))
    return len(held)


@transaction.atomic
def reactivate(
    *, by: Actor, at: datetime, person: Person, agency: Agency, role: str, unit: Unit | None = None, position: Position | None = None
) -> Membership:
    """Let somebody who worked in the agency in again, with a role. Raises `NotFound` for who never did, `UnusablePerson` as `give_role`."""
    by.must("people.manage")
    if by.agency_id != agency.pk or not Membership.objects.filter(person=person, agency=agency).exists():
        raise NotFound
    if person.erased_at is not None:
        raise UnusablePerson("person", _("ข้อมูลของบัญชีนี้ลบไปแล้ว เชิญเป็นผู้ใช้ใหม่"))
    if not person.is_active:
        before = _seen(person)
        person.is_active = True
        person.save(update_fields=["is_active"])
        record(by=by, at=at, verb="people.reactivated", subject=person, agency_id=agency.pk, before=before, after=_seen(person))
    return give_role(by=by, at=at, person=person, role=role, agency=agency, unit=unit, position=position)


def _seen(person: Person) -> State:
    """The state of a person without what concerns no history: password, last sign-in and how the pages look."""
    quiet = {"password", "last_login", "last_agency_id", "language", "theme"}
    return {name: value for name, value in state_of(person).items() if name not in quiet}
