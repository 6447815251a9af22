"""Erasing a person: what goes, what stays and why, and doing it. It cannot be undone.

Names, ways to sign in and every field declared as "blank" go. What the office must be able to answer for stays, with a reference to a
person who has no name any more; the audit trail keeps its digests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import JSONField, Model, Q, QuerySet
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.erasing import details_about, details_mentioning, details_saying, erase_details, values_named
from prongsai.foundation.audit.models import Detail
from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.foundation.people.invitations import withdraw_invitation
from prongsai.foundation.people.memberships import UnusablePerson, end_role
from prongsai.foundation.people.models import Invitation, Membership, Person
from prongsai.foundation.people.personal.declared import fields_by_model
from prongsai.foundation.people.personal.gathering import Holding, holdings, rows_of
from prongsai.foundation.people.personal.sign_in_rows import remove_sign_in_rows, sign_in_rows

ERASED_NAME = "ผู้ใช้ที่ลบข้อมูลแล้ว"
ERASED_TEXT = "(ลบแล้ว)"
BASES = ("request", "kept_long_enough")
_SHORTEST_NAME = 4
"""A name shorter than this is looked for in no text: it would be found in other words."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing a person would do. `blocked` says why it cannot be done now, or is empty."""

    blocked: str
    holdings: tuple[Holding, ...]
    sign_in: dict[str, int]
    roles: int
    details: int


def preview_of(*, by: Actor, person: Person) -> Preview:
    """What would go and what would stay. Raises `NotFound` for who never worked in the actor's agency."""
    agency_id = _must_manage(by, person)
    return Preview(
        blocked=_blocked(by, person, agency_id),
        holdings=tuple(holdings(person)),
        sign_in={kind: len(rows) for kind, rows in sign_in_rows(person).items()},
        roles=Membership.objects.filter(person=person, ended_at=None).count(),
        details=len(_details_of(person)),
    )


@transaction.atomic
def erase_person(*, by: Actor, at: datetime, person: Person, agency: Agency, typed_username: str, basis: str) -> Person:
    """Erase what is kept of a person in this agency alone. `typed_username` confirms it, `basis` is one of `BASES`.

    Raises `UnusablePerson`: for another user name, for oneself, for the last administrator, for who works or worked elsewhere too.
    """
    agency_id = _must_manage(by, person)
    if agency_id != agency.pk:
        raise NotFound
    person = Person.objects.select_for_update().get(pk=person.pk)
    blocked = _blocked(by, person, agency_id)
    if blocked:
        raise UnusablePerson("person", blocked)
    if basis not in BASES:
        raise UnusablePerson("basis", _("เลือกเหตุผลที่ลบ"))
    if typed_username.strip() != person.username:
        raise UnusablePerson("typed_username", _("ชื่อผู้ใช้ไม่ตรง พิมพ์ใหม่ให้เหมือนทุกตัว"))
    for membership in Membership.objects.filter(person=person, ended_at=None):
        end_role(by=by, at=at, membership=membership)
    for invitation in invitations_of(person):  # one without a name could still be accepted, and nobody would know whose it is
        withdraw_invitation(by=by, at=at, invitation=invitation)
    remove_sign_in_rows(person)
    erase_details(event_ids=_details_of(person), at=at)  # before the names go: they are what is looked for
    _blank_rows(person)
    _forget(person, at)
    record(by=by, at=at, verb="people.erased", subject=person, agency_id=agency.pk, note=basis_words(basis))
    return person


def basis_words(basis: str) -> str:
    """Why a person is erased, in words."""
    return {"request": _("เจ้าของข้อมูลขอ"), "kept_long_enough": _("พ้นระยะเวลาเก็บ")}[basis]


@transaction.atomic
def erase_invitation(*, by: Actor, at: datetime, invitation: Invitation) -> Invitation:
    """Take name and e-mail out of an invitation that nobody can accept any more. Raises `UnusablePerson` for an open one."""
    by.must("people.manage")
    if by.agency_id != invitation.agency_id:
        raise NotFound
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at is None and invitation.withdrawn_at is None and invitation.expires_at > at:
        raise UnusablePerson("invitation", _("คำเชิญนี้ยังใช้ได้ ถอนคำเชิญก่อน"))
    words = {word for word in (invitation.full_name, invitation.email) if len(word) >= _SHORTEST_NAME and word != ERASED_TEXT}
    found = details_about([("people.invitation", [str(invitation.pk)])])
    if invitation.accepted_by_id is None:
        found |= details_saying(words, [invitation.agency_id])
    erase_details(event_ids=found, at=at)
    invitation.full_name, invitation.email = ERASED_TEXT, ""
    invitation.save(update_fields=["full_name", "email"])
    record(by=by, at=at, verb="people.invitation_erased", subject=invitation, agency_id=invitation.agency_id)
    return invitation


def _must_manage(by: Actor, person: Person) -> int:
    by.must("people.manage")
    if not Membership.objects.filter(person=person, agency_id=by.agency).exists():
        raise NotFound
    return by.agency


def _blocked(by: Actor, person: Person, agency_id: int) -> str:
    """Why the person cannot be erased by this actor, or nothing."""
    if person.erased_at is not None:
        return _("ข้อมูลของบัญชีนี้ลบไปแล้ว")
    if by.person_id == person.pk:
        return _("ลบข้อมูลของตนเองไม่ได้ ขอให้ผู้ดูแลระบบคนอื่นลบ")
    if not is_only_of(person, agency_id):
        return _("ผู้นี้มีหรือเคยมีบทบาทที่อื่นด้วย ข้อมูลจึงไม่ใช่ของหน่วยงานนี้แห่งเดียว ระบบไม่ให้ลบ")
    if _is_last_administrator(person, agency_id):
        return _("เป็นผู้ดูแลระบบคนสุดท้าย ตั้งผู้ดูแลคนใหม่ก่อน")
    return ""


def is_only_of(person: Person, agency_id: int) -> bool:
    """Whether the person holds and held roles in this agency and nowhere else."""
    return set(Membership.objects.filter(person=person).values_list("agency_id", flat=True)) == {agency_id}


def _is_last_administrator(person: Person, agency_id: int) -> bool:
    held = Membership.objects.filter(agency_id=agency_id, role="agency_administrator", ended_at=None, person__is_active=True)
    holders = set(held.values_list("person_id", flat=True))
    return holders == {person.pk}


def _details_of(person: Person) -> set[int]:
    """The events whose details hold the person's data: of person, roles and invitations, and wherever a name or e-mail stands that the
    person has or had.
    """
    memberships = Membership.objects.filter(person=person)
    invitations = invitations_of(person)
    keys = {
        "people.person": [str(person.pk)],
        "people.membership": [str(pk) for pk in memberships.values_list("pk", flat=True)],
        "people.invitation": [str(pk) for pk in invitations.values_list("pk", flat=True)],
    }
    words = {word for word in _names_of(person) if len(word) >= _SHORTEST_NAME}
    agency_ids = {agency_id for agency_id in memberships.values_list("agency_id", flat=True) if agency_id is not None}
    return (
        details_about(keys.items())
        | details_mentioning("people.person", keys["people.person"], verbs="people.")
        | details_saying(words, agency_ids)
    )


def _names_of(person: Person) -> set[str]:
    """Full names and e-mails that the person has, or had by the trail of the own account and of invitations."""
    names = {person.full_name, person.email}
    told = Detail.objects.filter(event__object_type="people.person", event__object_id=str(person.pk), erased_at=None)
    for content in told.values_list("content", flat=True):
        names |= set(values_named(content, ("full_name", "email")))
    for invitation in Invitation.objects.filter(accepted_by=person):
        names |= {invitation.full_name, invitation.email}
    return names - {ERASED_NAME, ERASED_TEXT, ""}


def invitations_of(person: Person) -> QuerySet[Invitation]:
    """The invitations that the person took, and those to the same e-mail in the person's agencies that nobody took."""
    mails = Q()
    for name in _names_of(person):
        mails |= Q(email__iexact=name)
    agencies = Membership.objects.filter(person=person).values("agency_id")
    return Invitation.objects.filter(Q(accepted_by=person) | Q(mails, accepted_by=None, agency_id__in=agencies))


def _blank_rows(person: Person) -> None:
    """Empty every declared field that goes, except those of the person's own row."""
    invitations_of(person).update(full_name=ERASED_TEXT, email="")
    for model, fields in fields_by_model().items():
        if model == Person._meta.label:
            continue
        for field in fields:
            rows = rows_of(field, person)
            if field.on_erasure == "blank" and rows is not None:
                rows.update(**{field.field: blank_value(apps.get_model(model), field.field)})


def blank_value(model: type[Model], name: str) -> object:
    """What stands in a field that was emptied: nothing where the field may be empty, else words that say so."""
    field = model._meta.get_field(name)
    if getattr(field, "null", False):
        return None
    if isinstance(field, JSONField):
        return field.get_default() if field.has_default() else {}
    return "" if getattr(field, "blank", False) else ERASED_TEXT


def _forget(person: Person, at: datetime) -> None:
    person.username, person.full_name, person.email = f"erased-{person.pk}", ERASED_NAME, ""
    person.password, person.last_login, person.language, person.theme = make_password(None), None, "", ""
    person.is_active, person.last_agency, person.erased_at = False, None, at
    person.save()
