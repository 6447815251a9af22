"""Inviting somebody: a secret address that works once and for seven days. Only the digest of the secret is stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, state_of
from prongsai.foundation.people.actions import check_password, make_person
from prongsai.foundation.people.actor import Actor, Forbidden, NotFound, system
from prongsai.foundation.people.addresses import plain_address
from prongsai.foundation.people.memberships import UnusablePerson, begin_membership, check_role
from prongsai.foundation.people.models import Invitation, Membership, Person

LASTS = timedelta(days=7)
_FIRST_ROLE = "agency_administrator"


@transaction.atomic
def invite(
    *,
    by: Actor,
    at: datetime,
    agency: Agency,
    full_name: str,
    role: str,
    email: str = "",
    unit: Unit | None = None,
    position: Position | None = None,
) -> tuple[Invitation, str]:
    """Keep a place for somebody and return the invitation with its secret, which is told here and never again.

    Who manages the people of the agency invites to any of its roles; a host administrator only its administrator; the system nobody.
    A unit or position that is closed before the invitation is accepted is left out. Raises `UnusablePerson`.
    """
    if by.person_id is None:
        raise Forbidden("people.manage")
    if by.agency_id is None:
        by.must("host.manage")
        if role != _FIRST_ROLE:
            raise Forbidden("people.manage")
    else:
        by.must("people.manage")
        if by.agency_id != agency.pk:
            raise Forbidden("people.manage")
    check_role(role=role, agency=agency, unit=unit, position=position)
    full_name = " ".join(full_name.split())
    if not full_name:
        raise UnusablePerson("full_name", _("ใส่ชื่อและนามสกุล"))
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        agency=agency,
        email=plain_address(email),
        full_name=full_name,
        role=role,
        unit=unit,
        position=position,
        secret_digest=_digest(secret),
        invited_by_id=by.person_id,
        invited_at=at,
        expires_at=at + LASTS,
    )
    record(by=by, at=at, verb="people.invited", subject=invitation, agency_id=agency.pk, after=_seen(invitation))
    return invitation, secret


@transaction.atomic
def withdraw_invitation(*, by: Actor, at: datetime, invitation: Invitation) -> Invitation:
    """Make an invitation that nobody accepted useless; one that was used or withdrawn before stays as it is."""
    by.must("people.manage" if by.agency_id is not None else "host.manage")
    if by.agency_id not in (None, invitation.agency_id):
        raise Forbidden("people.manage")
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        return invitation
    return _withdraw(by, at, invitation)


@transaction.atomic
def withdraw_all_open(*, at: datetime) -> int:
    """Make every invitation useless that could still be accepted, as the system; returns how many."""
    waiting = list(Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=at))
    for invitation in waiting:
        _withdraw(system(invitation.agency_id), at, invitation)
    return len(waiting)


def _withdraw(by: Actor, at: datetime, invitation: Invitation) -> Invitation:
    before = _seen(invitation)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    record(
        by=by,
        at=at,
        verb="people.invitation_withdrawn",
        subject=invitation,
        agency_id=invitation.agency_id,
        before=before,
        after=_seen(invitation),
    )
    return invitation


def open_invitation(*, at: datetime, secret: str) -> Invitation:
    """The invitation of this secret while it can be accepted. Raises `NotFound` for wrong, used, withdrawn and expired alike."""
    return _open(at, secret, is_locked=False)


def _open(at: datetime, secret: str, *, is_locked: bool) -> Invitation:
    found = Invitation.objects.filter(secret_digest=_digest(secret), accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    invitation = (found.select_for_update(of=("self",)) if is_locked else found).select_related("agency", "unit", "position").first()
    if invitation is None:
        raise NotFound
    return invitation


@transaction.atomic
def accept_as_new(*, at: datetime, secret: str, username: str, full_name: str, password: str) -> Membership:
    """Accept an invitation with a new account, whose e-mail is the one invited. Raises `NotFound` and `UnusablePerson`."""
    invitation = _open(at, secret, is_locked=True)
    check_password(password, username=username, full_name=full_name, email=invitation.email)
    by = system(invitation.agency_id)
    person = make_person(by=by, at=at, username=username, full_name=full_name, password=password, email=invitation.email)
    return _join(at, invitation, person)


@transaction.atomic
def accept_as(*, at: datetime, secret: str, person: Person) -> Membership:
    """Accept an invitation with the account that is signed in. Raises `NotFound`."""
    return _join(at, _open(at, secret, is_locked=True), person)


def _join(at: datetime, invitation: Invitation, person: Person) -> Membership:
    by = Actor(person_id=person.pk, name=str(person), agency_id=invitation.agency_id)
    before = _seen(invitation)
    invitation.accepted_by, invitation.accepted_at = person, at
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    membership = begin_membership(
        by=by,
        at=at,
        person=person,
        role=invitation.role,
        agency=invitation.agency,
        unit=invitation.unit if invitation.unit and invitation.unit.closed_at is None else None,
        position=invitation.position if invitation.position and invitation.position.closed_at is None else None,
    )
    record(
        by=by,
        at=at,
        verb="people.joined",
        subject=person,
        agency_id=invitation.agency_id,
        before=before,
        after=_seen(invitation),
        mentions=[invitation],
    )
    return membership


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _seen(invitation: Invitation) -> State:
    """The state of an invitation without the digest of its secret."""
    return {name: value for name, value in state_of(invitation).items() if name != "secret_digest"}
