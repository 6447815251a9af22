"""Persons, memberships and invitations: who may change what, and what can never happen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from tests.offices import NOW, PASSWORD, Office

from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.people.actions import change_person, end_role, give_role, leave_agency, make_person, reactivate
from prongsai.foundation.people.actor import Actor, Forbidden, NotFound, system
from prongsai.foundation.people.helping import make_password_link, take_factors_off
from prongsai.foundation.people.invitations import LASTS, accept_as, accept_as_new, invite, open_invitation, withdraw_invitation
from prongsai.foundation.people.memberships import UnusablePerson
from prongsai.foundation.people.models import Invitation, Membership, Person
from prongsai.foundation.people.queries import actor_in, host_actor, person_named

pytestmark = pytest.mark.django_db


def new_person(username: str = "somjai", email: str = "") -> Person:
    return make_person(by=system(None), at=NOW, username=username, full_name="สมใจ ใจดี", password=None, email=email)


def host() -> Actor:
    person = new_person("the-host")
    give_role(by=system(None), at=NOW, person=person, role="host_administrator", agency=None)
    actor = host_actor(person)
    assert actor is not None
    return actor


def invited(office: Office, role: str = "executive", **values: str) -> tuple[Invitation, str]:
    by = office.actor("agency_administrator")
    return invite(by=by, at=NOW, agency=office.agency, full_name="สมหญิง ขยันยิ่ง", role=role, **values)  # type: ignore[arg-type]


def test_user_names_and_addresses_are_taken_whatever_their_capitals() -> None:
    new_person("Somjai", "Somjai@Example.org")
    for username, email in (("SOMJAI", ""), ("other", "SOMJAI@example.ORG"), ("somjai@example.org", ""), ("other", "somjai")):
        with pytest.raises(UnusablePerson):
            new_person(username, email)
    assert Person.objects.get().email == "somjai@example.org"


@pytest.mark.parametrize("username", ["", "มี ช่องว่าง", "a/b", "x" * 151])
def test_a_user_name_that_cannot_be_typed_is_refused(username: str) -> None:
    with pytest.raises(UnusablePerson) as refused:
        new_person(username)
    assert refused.value.field == "username"


def test_the_database_itself_holds_user_names_and_addresses_apart() -> None:
    new_person("one", "one@example.org")
    for values in ({"username": "ONE"}, {"username": "two", "email": "ONE@example.org"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.create(full_name="x", **values)


def test_a_person_is_found_by_user_name_and_by_address_whatever_the_capitals() -> None:
    person = new_person("Somjai", "Somjai@Example.org")
    assert [person_named(written) for written in ("somjai", " SOMJAI ", "SomJai@EXAMPLE.org", "", "nobody")] == [person] * 3 + [None] * 2


def test_the_sign_in_part_knows_exactly_the_address_of_the_person() -> None:
    person = new_person("somjai", "old@example.org")
    myself = Actor(person_id=person.pk, name="x", agency_id=None)
    change_person(by=myself, at=NOW, person=person, values={"email": "New@example.org"})
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "primary", "verified")) == [("new@example.org", True, True)]
    change_person(by=myself, at=NOW, person=person, values={"email": ""})
    assert not EmailAddress.objects.filter(user=person).exists()


def test_only_the_person_changes_the_own_account(office: Office) -> None:
    person = office.persons["officer"]
    with pytest.raises(Forbidden):
        change_person(by=office.actor("agency_administrator"), at=NOW, person=person, values={"full_name": "อื่น"})
    with pytest.raises(UnusablePerson):
        change_person(by=office.actor("officer"), at=NOW, person=person, values={"is_active": ""})


def test_how_the_pages_look_is_no_matter_for_the_audit_trail(office: Office) -> None:
    person = office.persons["officer"]
    before = history_of(person).count()
    change_person(by=office.actor("officer"), at=NOW, person=person, values={"theme": "dark", "language": "en"})
    assert history_of(person).count() == before
    change_person(by=office.actor("officer"), at=NOW, person=person, values={"full_name": "ชื่อใหม่"})
    assert history_of(person)[0].verb == "people.changed"


def test_roles_are_given_only_in_the_own_agency(office: Office, other_office: Office) -> None:
    by = office.actor("agency_administrator")
    person = new_person()
    with pytest.raises(Forbidden):
        give_role(by=by, at=NOW, person=person, role="officer", agency=other_office.agency)
    with pytest.raises(Forbidden):
        give_role(by=office.actor("officer"), at=NOW, person=person, role="officer", agency=office.agency)
    with pytest.raises(Forbidden):
        give_role(by=host(), at=NOW, person=person, role="officer", agency=office.agency)
    with pytest.raises(Forbidden):
        end_role(by=by, at=NOW, membership=Membership.objects.get(person=other_office.persons["officer"]))


@pytest.mark.parametrize(("role", "field"), [("unit_reporter", "unit"), ("host_administrator", "role"), ("nothing", "role")])
def test_a_role_that_does_not_fit_is_refused(office: Office, role: str, field: str) -> None:
    with pytest.raises(UnusablePerson) as refused:
        give_role(by=office.actor("agency_administrator"), at=NOW, person=new_person(), role=role, agency=office.agency)
    assert refused.value.field == field


def test_a_unit_of_another_agency_or_a_closed_one_is_no_place_for_a_role(office: Office, other_office: Office) -> None:
    by, closed = office.actor("agency_administrator"), office.unit("กองช่าง")
    closed.closed_at = NOW
    closed.save()
    for unit in (other_office.unit("กองคลัง"), closed):
        with pytest.raises(UnusablePerson):
            give_role(by=by, at=NOW, person=new_person(f"p{unit.pk}"), role="unit_reporter", agency=office.agency, unit=unit)


def test_the_same_role_twice_is_one_membership(office: Office) -> None:
    by, person = office.actor("agency_administrator"), new_person()
    one, two = (give_role(by=by, at=NOW, person=person, role="officer", agency=office.agency) for _ in range(2))
    assert one == two
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=person, agency=office.agency, role="officer", started_at=NOW)


def test_the_last_administrator_stays(office: Office) -> None:
    by, last = office.actor("agency_administrator"), office.persons["agency_administrator"]
    with pytest.raises(UnusablePerson):
        end_role(by=by, at=NOW, membership=Membership.objects.get(person=last))
    with pytest.raises(UnusablePerson):
        leave_agency(by=by, at=NOW, person=last, agency=office.agency)
    second = give_role(by=by, at=NOW, person=office.persons["officer"], role="agency_administrator", agency=office.agency)
    office.persons["officer"].is_active = False
    office.persons["officer"].save()
    with pytest.raises(UnusablePerson):
        end_role(by=by, at=NOW, membership=Membership.objects.get(person=last))
    office.persons["officer"].is_active = True
    office.persons["officer"].save()
    end_role(by=by, at=NOW, membership=Membership.objects.get(person=last))
    assert second.ended_at is None


def test_who_has_left_everywhere_is_deactivated_and_can_come_back(office: Office, other_office: Office) -> None:
    by, person = office.actor("agency_administrator"), office.persons["unit_reporter"]
    give_role(by=other_office.actor("agency_administrator"), at=NOW, person=person, role="executive", agency=other_office.agency)
    assert leave_agency(by=by, at=NOW, person=person, agency=office.agency) == 1
    person.refresh_from_db()
    assert person.is_active
    leave_agency(by=other_office.actor("agency_administrator"), at=NOW, person=person, agency=other_office.agency)
    person.refresh_from_db()
    assert not person.is_active
    with pytest.raises(UnusablePerson):
        give_role(by=by, at=NOW, person=person, role="officer", agency=office.agency)
    reactivate(by=by, at=NOW, person=person, agency=office.agency, role="officer")
    person.refresh_from_db()
    assert person.is_active
    assert actor_in(person, office.agency.pk) is not None
    assert actor_in(person, other_office.agency.pk) is None


def test_who_never_worked_here_cannot_be_reactivated(office: Office, other_office: Office) -> None:
    with pytest.raises(NotFound):
        reactivate(
            by=office.actor("agency_administrator"), at=NOW, person=other_office.persons["officer"], agency=office.agency, role="officer"
        )


def test_an_invitation_is_accepted_once_with_a_new_account(office: Office) -> None:
    unit = office.unit("กองช่าง")
    invitation, secret = invited(office, "unit_reporter", email="New@Example.org", unit=unit)  # type: ignore[arg-type]
    assert secret not in str(Invitation.objects.values().get())
    joined = accept_as_new(at=NOW, secret=secret, username="somying", full_name="สมหญิง ขยันยิ่ง", password=PASSWORD)
    assert (joined.role, joined.unit, joined.person.email) == ("unit_reporter", unit, "new@example.org")
    assert joined.person.check_password(PASSWORD)
    with pytest.raises(NotFound):
        accept_as_new(at=NOW, secret=secret, username="another", full_name="x", password=PASSWORD)
    invitation.refresh_from_db()
    assert invitation.accepted_by == joined.person
    assert {event.verb for event in history_of(invitation)} == {"people.invited", "people.joined"}
    assert [broken for _, _, broken in verify() if broken] == []


def test_an_invitation_adds_a_role_to_an_account_that_exists(office: Office, other_office: Office) -> None:
    _, secret = invited(office, "executive")
    person = other_office.persons["executive"]
    accept_as(at=NOW, secret=secret, person=person)
    assert {actor_in(person, place.agency.pk) is not None for place in (office, other_office)} == {True}


def test_wrong_used_withdrawn_and_expired_invitations_are_all_absent(office: Office) -> None:
    by = office.actor("agency_administrator")
    used, withdrawn, expired = invited(office), invited(office), invited(office)
    accept_as(at=NOW, secret=used[1], person=office.persons["officer"])
    withdraw_invitation(by=by, at=NOW, invitation=withdrawn[0])
    for secret, at in ((used[1], NOW), (withdrawn[1], NOW), (expired[1], NOW + LASTS), ("wrong", NOW)):
        with pytest.raises(NotFound):
            open_invitation(at=at, secret=secret)
    assert open_invitation(at=NOW + LASTS - timedelta(seconds=1), secret=expired[1]) == expired[0]


def test_a_weak_password_and_a_taken_name_leave_the_invitation_open(office: Office) -> None:
    _, secret = invited(office)
    for username, password, field in (("somying", "1234567890", "password"), ("suanmali-officer", PASSWORD, "username")):
        with pytest.raises(UnusablePerson) as refused:
            accept_as_new(at=NOW, secret=secret, username=username, full_name="x", password=password)
        assert refused.value.field == field
    assert open_invitation(at=NOW, secret=secret) is not None
    assert not Person.objects.filter(username="somying").exists()


def test_a_unit_closed_after_the_invitation_is_left_out(office: Office) -> None:
    unit = office.unit("กองช่าง")
    _, secret = invited(office, "executive", unit=unit)  # type: ignore[arg-type]
    unit.closed_at = NOW
    unit.save()
    assert accept_as(at=NOW, secret=secret, person=new_person()).unit is None


def test_the_host_invites_administrators_and_nobody_else(office: Office) -> None:
    by = host()
    with pytest.raises(Forbidden):
        invite(by=by, at=NOW, agency=office.agency, full_name="x", role="officer")
    invitation, _ = invite(by=by, at=NOW, agency=office.agency, full_name="x", role="agency_administrator")
    withdraw_invitation(by=by, at=NOW, invitation=invitation)
    for actor in (office.actor("officer"), system(office.agency.pk)):
        with pytest.raises(Forbidden):
            invite(by=actor, at=NOW, agency=office.agency, full_name="x", role="officer")


def test_nobody_invites_into_another_agency(office: Office, other_office: Office) -> None:
    by = office.actor("agency_administrator")
    with pytest.raises(Forbidden):
        invite(by=by, at=NOW, agency=other_office.agency, full_name="x", role="officer")
    with pytest.raises(Forbidden):
        withdraw_invitation(by=by, at=NOW, invitation=invited(other_office)[0])


def test_help_with_an_account_reaches_no_other_agency_and_not_oneself(office: Office, other_office: Office) -> None:
    by, person = office.actor("agency_administrator"), office.persons["officer"]
    make_password_link(by=by, at=NOW, person=person, agency=office.agency)
    assert history_of(person)[0].verb == "people.password_link_made"
    give_role(by=other_office.actor("agency_administrator"), at=NOW, person=person, role="executive", agency=other_office.agency)
    for other in (person, office.persons["agency_administrator"]):
        with pytest.raises(UnusablePerson):
            make_password_link(by=by, at=NOW, person=other, agency=office.agency)
        with pytest.raises(UnusablePerson):
            take_factors_off(by=by, at=NOW, person=other, agency=office.agency)
