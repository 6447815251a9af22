"""Helping a colleague back in: an administrator makes a link for a new password, or takes a lost second factor off."""

from __future__ import annotations

from datetime import datetime

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.actions import record
from prongsai.foundation.people.actor import Actor, Forbidden
from prongsai.foundation.people.memberships import UnusablePerson
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import works_only_in


@transaction.atomic
def make_password_link(*, by: Actor, at: datetime, person: Person, agency: Agency) -> tuple[str, str]:
    """The two parts of an address at which the person sets a new password, once. Told here and never again.

    Only for who works in this agency alone: nobody gets at another agency, or at the installation, through a colleague's account.
    Raises `UnusablePerson`.
    """
    _must_help(by, person, agency)
    record(by=by, at=at, verb="people.password_link_made", subject=person, agency_id=agency.pk)
    return user_pk_to_url_str(person), app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)


@transaction.atomic
def take_factors_off(*, by: Actor, at: datetime, person: Person, agency: Agency) -> int:
    """Remove the second factors of somebody who lost them, and say how many there were. Raises `UnusablePerson` as above."""
    _must_help(by, person, agency)
    factors = Authenticator.objects.filter(user=person)
    count = int(factors.count())
    factors.delete()
    if count:
        record(by=by, at=at, verb="people.factors_removed", subject=person, agency_id=agency.pk)
    return count


def may_help(by: Actor, person: Person, agency_id: int) -> bool:
    """Whether the actor may help with this account."""
    return by.may("people.manage") and by.agency_id == agency_id and by.person_id != person.pk and works_only_in(person, agency_id)


def _must_help(by: Actor, person: Person, agency: Agency) -> None:
    by.must("people.manage")
    if by.agency_id != agency.pk:
        raise Forbidden("people.manage")
    if not person.is_active or not may_help(by, person, agency.pk):
        raise UnusablePerson("person", _("ช่วยได้เฉพาะผู้ที่ทำงานในหน่วยงานนี้แห่งเดียว และไม่ใช่ตัวท่านเอง"))
