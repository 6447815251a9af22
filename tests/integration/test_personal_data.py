"""Personal data: every model declares, a person's data can be had in one file, and erasing leaves nothing that names the person."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.addresses import populate
from tests.offices import NOW, PASSWORD, Office

from prongsai.foundation import registry
from prongsai.foundation.agencies.actions import change_agency
from prongsai.foundation.audit.models import Detail, Event
from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.people.actions import change_person, give_role, leave_agency, make_person, reactivate
from prongsai.foundation.people.actor import Actor, Forbidden, NotFound, system
from prongsai.foundation.people.invitations import accept_as_new, invite, open_invitation, withdraw_invitation
from prongsai.foundation.people.memberships import UnusablePerson
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.personal.declared import faults, has_words, our_models
from prongsai.foundation.people.personal.erasing import ERASED_NAME, ERASED_TEXT, erase_invitation, erase_person, preview_of
from prongsai.foundation.people.personal.exporting import export_person
from prongsai.foundation.people.personal.gathering import holdings
from prongsai.foundation.people.personal.reference import page
from prongsai.foundation.people.personal.retention import closed_invitations, left_persons
from prongsai.foundation.people.queries import actor_in

pytestmark = pytest.mark.django_db
NAME, EMAIL, USERNAME = "สมปรารถนา ใจกว้างขวาง", "somprat@suanmali.example", "somprat"


def administrator(office: Office) -> Actor:
    return office.actor("agency_administrator")


@pytest.fixture
def colleague(office: Office) -> Person:
    """Somebody who came by invitation, has a second factor, an open session and a role, and whose name stands in other events."""
    by = administrator(office)
    _invitation, secret = invite(by=by, at=NOW, agency=office.agency, full_name=NAME, role="officer", email=EMAIL)
    person = accept_as_new(at=NOW, secret=secret, username=USERNAME, full_name=NAME, password=PASSWORD).person
    for address in (f"ติดต่อ {NAME}", f"ติดต่อ {EMAIL}", ""):  # stands in no table any more, but in details of the trail
        change_agency(by=by, at=NOW, agency=office.agency, values={"address": address})
    TOTP.activate(person, "A" * 32)
    Client().force_login(person)
    return person


def erased(office: Office, person: Person, **changes: str) -> Person:
    values = {"typed_username": person.username, "basis": "request"} | changes
    return erase_person(by=administrator(office), at=NOW, person=person, agency=office.agency, **values)  # type: ignore[arg-type]


def everything_in_the_database() -> str:
    """All text of all tables, as a thief would find it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [json.dumps(row, ensure_ascii=False, default=str) for row in cursor.fetchall()]
    return "\n".join(found).encode().decode("unicode_escape", "ignore") + "\n".join(found)


def test_every_model_says_what_personal_data_it_holds() -> None:
    assert list(faults(our_models())) == []


def test_every_declared_model_has_words_for_people() -> None:
    assert {field.model for field in registry.personal_data if not has_words(field.model)} == set()


def test_the_reference_page_is_what_the_registry_says(root: Path) -> None:
    assert (root / "docs" / "reference" / "personal-data.md").read_text("utf-8") == page()


def test_a_model_that_does_not_declare_is_found() -> None:
    field = registry.personal_data.get("plans.Plan.created_by")
    assert field is not None
    registry.personal_data.withdraw(field.key)
    try:
        plan = [model for model in our_models() if model._meta.label == "plans.Plan"]
        assert [fault.partition(" ")[0] for fault in faults(plan)] == ["plans.Plan.created_by"]
    finally:
        registry.personal_data.announce(field)


def test_a_field_for_words_of_which_nobody_said_anything_is_found() -> None:
    """Both where its model holds personal data and where it holds none but in named fields."""
    field, other = registry.personal_data.get("plans.Plan.background"), registry.nothing_personal.get("plans.Plan")
    assert field is not None
    assert other is not None
    plan = [model for model in our_models() if model._meta.label == "plans.Plan"]
    registry.personal_data.withdraw(field.key)
    registry.nothing_personal.withdraw(other.key)
    try:
        words = "can hold words and is not declared"
        assert sorted(faults(plan)) == [f"plans.Plan.background {words}", f"plans.Plan.number_prefix {words}"]
        registry.nothing_personal.announce(registry.NothingPersonal("plans.Plan", ("background", "number_prefix", "title", "x")))
        assert sorted(faults(plan)) == ["plans.Plan.title is personal and impersonal", "plans.Plan.x is no field"]
    finally:
        registry.nothing_personal.withdraw(other.key)
        registry.nothing_personal.announce(other)
        registry.personal_data.announce(field)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"person": None}, "does not lead"),
        ({"person": "created_at"}, "does not lead"),
        ({"field": "nothing"}, "is no field"),
        ({"on_erasure": "burn"}, "nothing can be done"),
        ({"english": ""}, "why and how long"),
        ({"field": "fiscal_year", "person": "no_such__way"}, "leads to no person"),
    ],
)
def test_a_declaration_that_cannot_be_followed_is_found(change: dict[str, Any], says: str) -> None:
    good = registry.personal_data.get("plans.Plan.created_by")
    assert good is not None
    registry.personal_data.withdraw(good.key)
    bad = replace(good, **change)
    registry.personal_data.announce(bad)
    try:
        plan = [model for model in our_models() if model._meta.label == "plans.Plan"]
        assert any(says in fault for fault in faults(plan))
    finally:
        registry.personal_data.withdraw(bad.key)
        registry.personal_data.announce(good)


def test_a_person_gets_everything_that_is_theirs_in_one_file(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    populate(office, django_capture_on_commit_callbacks)
    person = office.persons["officer"]
    by = Actor(person_id=person.pk, name=str(person), agency_id=None)
    with zipfile.ZipFile(io.BytesIO(export_person(by=by, at=NOW, person=person))) as packed:
        data, index, names = json.loads(packed.read("data.json")), packed.read("index.html").decode(), set(packed.namelist())
        plans = list(csv.reader(io.StringIO(packed.read("plans.Plan.csv").decode("utf-8-sig"))))
    parts = {part["model"]: part for part in data["parts"]}
    assert parts["people.Person"]["rows"][0]["values"]["full_name"] == person.full_name
    assert parts["plans.Plan"]["rows"][0]["values"] == {"created_by": person.username}
    assert parts["plans.Plan"]["rows"][0]["agency"] == "suanmali"
    assert plans[1][1:] == ["แผน", "suanmali", person.username]
    assert len(parts["audit.Event"]["rows"]) == Event.objects.filter(by=person, verb__gt="").count() - 1  # the export itself came after
    assert names == {"data.json", "index.html", *(f"{model}.csv" for model in parts)}
    assert all(field["why"] in index for part in parts.values() for field in part["fields"])
    assert person.password not in json.dumps(data)


def test_an_export_holds_nothing_of_others(office: Office, colleague: Person) -> None:
    packed = zipfile.ZipFile(io.BytesIO(export_person(by=administrator(office), at=NOW, person=office.persons["officer"])))
    texts = "".join(packed.read(name).decode() for name in packed.namelist())
    assert NAME not in texts
    assert EMAIL not in texts


def test_an_export_is_told_in_the_history(office: Office, colleague: Person) -> None:
    export_person(by=administrator(office), at=NOW, person=colleague)
    assert "people.exported" in [event.verb for event in history_of(colleague)]


def test_only_the_person_or_the_administrator_of_the_only_agency_exports(office: Office, other_office: Office, colleague: Person) -> None:
    with pytest.raises(Forbidden):
        export_person(by=office.actor("officer"), at=NOW, person=colleague)
    with pytest.raises(NotFound):
        export_person(by=administrator(other_office), at=NOW, person=colleague)
    with pytest.raises(Forbidden):
        export_person(by=system(office.agency.pk), at=NOW, person=colleague)
    give_role(by=system(None), at=NOW, person=colleague, role="officer", agency=other_office.agency)
    with pytest.raises(UnusablePerson):
        export_person(by=administrator(office), at=NOW, person=colleague)


def test_erasing_leaves_nothing_that_names_the_person_anywhere(office: Office, colleague: Person) -> None:
    before = everything_in_the_database()
    assert all(word in before for word in (NAME, EMAIL, USERNAME))
    erased(office, colleague)
    after = everything_in_the_database()
    assert [word for word in (NAME, EMAIL, USERNAME) if word in after] == []


def test_erasing_finds_former_names_and_invitations_that_nobody_took(office: Office) -> None:
    by = administrator(office)
    first, _secret = invite(by=by, at=NOW, agency=office.agency, full_name=NAME, role="officer", email=EMAIL)
    withdraw_invitation(by=by, at=NOW, invitation=first)
    _second, secret = invite(by=by, at=NOW, agency=office.agency, full_name=NAME, role="officer", email=EMAIL)
    person = accept_as_new(at=NOW, secret=secret, username=USERNAME, full_name=NAME, password=PASSWORD).person
    for address in (f"ติดต่อ {NAME}", f"ติดต่อ {EMAIL.upper()}", ""):
        change_agency(by=by, at=NOW, agency=office.agency, values={"address": address})
    exported = json.loads(zipfile.ZipFile(io.BytesIO(export_person(by=by, at=NOW, person=person))).read("data.json"))
    assert [entry["email"] for entry in exported["invitations"]] == [EMAIL, EMAIL]
    later = {"full_name": "สมปรารถนา นามสกุลใหม่", "email": "new@suanmali.example"}
    own = actor_in(person, office.agency.pk)
    assert own is not None
    change_person(by=own, at=NOW, person=person, values=later)
    person.refresh_from_db()
    erased(office, person)
    after = everything_in_the_database().casefold()
    assert [word for word in (NAME, EMAIL, USERNAME, *later.values()) if word.casefold() in after] == []


def test_an_open_invitation_to_the_same_address_opens_nothing_any_more(office: Office, colleague: Person) -> None:
    again, secret = invite(by=administrator(office), at=NOW, agency=office.agency, full_name=NAME, role="executive", email=EMAIL)
    assert open_invitation(at=NOW, secret=secret) == again
    erased(office, colleague)
    with pytest.raises(NotFound):
        open_invitation(at=NOW, secret=secret)
    assert NAME not in everything_in_the_database()


def test_the_chain_still_holds_after_erasing(office: Office, colleague: Person) -> None:
    erased(office, colleague)
    assert [broken for _code, _seen, broken in verify() if broken] == []
    assert Detail.objects.exclude(erased_at=None).count() >= 3  # invited, joined, role given, role ended
    last = history_of(colleague).first()
    assert last is not None
    assert (last.verb, last.detail.content["object"]) == ("people.erased", ERASED_NAME)


def test_what_others_did_keeps_its_details(office: Office, colleague: Person) -> None:
    kept = list(Detail.objects.filter(event__verb="agencies.unit_added").values_list("content", flat=True))
    erased(office, colleague)
    assert list(Detail.objects.filter(event__verb="agencies.unit_added").values_list("content", flat=True)) == kept


def test_nobody_signs_in_as_an_erased_person(office: Office, colleague: Person) -> None:
    assert Session.objects.count() == 1
    person = erased(office, colleague)
    assert (
        Session.objects.count()
        == EmailAddress.objects.filter(user=person).count()
        == Authenticator.objects.filter(user=person).count()
        == 0
    )
    assert not Client().login(username=USERNAME, password=PASSWORD)
    assert not Client().login(username=person.username, password=PASSWORD)
    assert Membership.objects.filter(person=person, ended_at=None).count() == 0
    with pytest.raises(UnusablePerson):
        reactivate(by=administrator(office), at=NOW, person=person, agency=office.agency, role="officer")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=True)


def test_what_a_person_did_stays_with_a_reference_that_has_no_name(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    populate(office, django_capture_on_commit_callbacks)
    person = office.persons["unit_reporter"]
    reports = {holding.model: holding.count for holding in holdings(person)}["plans.ProgressReport"]
    person = erased(office, person)
    assert {holding.model: holding.count for holding in holdings(person)}["plans.ProgressReport"] == reports == 1
    assert str(person) == ERASED_NAME


def test_everybody_in_an_office_where_everything_happened_can_be_erased(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """No table refuses: neither one that is only ever added to, nor one whose field may not be empty."""
    populate(office, django_capture_on_commit_callbacks)
    for role, person in office.persons.items():
        if role != "agency_administrator":
            erased(office, person)
    assert [broken for _code, _seen, broken in verify() if broken] == []


@pytest.mark.parametrize(("changes", "field"), [({"typed_username": "somebody"}, "typed_username"), ({"basis": "whim"}, "basis")])
def test_erasing_wants_the_user_name_and_a_reason(office: Office, colleague: Person, changes: dict[str, str], field: str) -> None:
    with pytest.raises(UnusablePerson) as refused:
        erased(office, colleague, **changes)
    assert refused.value.field == field
    colleague.refresh_from_db()
    assert colleague.full_name == NAME


def test_nobody_erases_the_last_administrator_or_themselves(office: Office, colleague: Person) -> None:
    last = office.persons["agency_administrator"]
    with pytest.raises(UnusablePerson):
        erased(office, last)
    give_role(by=administrator(office), at=NOW, person=colleague, role="agency_administrator", agency=office.agency)
    assert preview_of(by=administrator(office), person=colleague).blocked == ""
    assert preview_of(by=administrator(office), person=erased(office, colleague)).blocked


def test_who_worked_elsewhere_too_is_not_erased_by_one_agency(office: Office, other_office: Office, colleague: Person) -> None:
    give_role(by=system(None), at=NOW, person=colleague, role="officer", agency=other_office.agency)
    leave_agency(by=administrator(other_office), at=NOW, person=colleague, agency=other_office.agency)
    with pytest.raises(UnusablePerson):
        erased(office, colleague)


def test_only_who_manages_people_here_erases(office: Office, other_office: Office, colleague: Person) -> None:
    for by, error in ((office.actor("officer"), Forbidden), (administrator(other_office), NotFound)):
        with pytest.raises(error):
            erase_person(by=by, at=NOW, person=colleague, agency=office.agency, typed_username=USERNAME, basis="request")
        with pytest.raises(error):
            preview_of(by=by, person=colleague)


def test_the_preview_counts_what_goes_and_what_stays(office: Office, colleague: Person) -> None:
    preview = preview_of(by=administrator(office), person=colleague)
    assert (preview.roles, preview.sign_in) == (1, {"email_addresses": 1, "second_factors": 1, "providers": 0, "sessions": 1})
    assert preview.details >= 3
    assert {holding.model for holding in preview.holdings} >= {"people.Person", "people.Membership", "people.Invitation"}
    erased_before = Detail.objects.exclude(erased_at=None).count()
    erased(office, colleague)
    # Ending the role is one event more, with the name in it.
    assert Detail.objects.exclude(erased_at=None).count() - erased_before == preview.details + 1


def test_who_left_long_ago_is_listed_and_nothing_happens_by_itself(office: Office, colleague: Person) -> None:
    left = NOW + timedelta(days=1)
    leave_agency(by=administrator(office), at=left, person=colleague, agency=office.agency)
    assert left_persons(office.agency.pk, (left + timedelta(days=300)).date()) == []
    (listed,) = left_persons(office.agency.pk, (left + timedelta(days=400)).date())
    assert listed.person == colleague
    assert {field.field for field in listed.fields} >= {"email"}
    assert "full_name" not in {field.field for field in listed.fields}
    colleague.refresh_from_db()
    assert colleague.email == EMAIL


def test_who_works_is_never_listed(office: Office, colleague: Person) -> None:
    assert left_persons(office.agency.pk, (NOW + timedelta(days=9000)).date()) == []


@pytest.fixture
def stale(office: Office) -> Any:
    return invite(by=administrator(office), at=NOW, agency=office.agency, full_name=NAME, role="officer", email=EMAIL)[0]


def test_names_in_invitations_that_nobody_took_can_be_erased(office: Office, stale: Any) -> None:
    with pytest.raises(UnusablePerson):
        erase_invitation(by=administrator(office), at=NOW, invitation=stale)
    later = NOW + timedelta(days=500)
    assert closed_invitations(office.agency.pk, NOW + timedelta(days=100)) == []
    assert closed_invitations(office.agency.pk, later) == [stale]
    row = erase_invitation(by=administrator(office), at=later, invitation=stale)
    assert (row.full_name, row.email) == (ERASED_TEXT, "")
    assert closed_invitations(office.agency.pk, later) == []
    assert NAME not in everything_in_the_database()


def test_a_namesake_elsewhere_keeps_their_name(office: Office, other_office: Office, colleague: Person) -> None:
    namesake = make_person(by=system(None), at=NOW, username="other", full_name=NAME, password=None)
    give_role(by=system(None), at=NOW, person=namesake, role="officer", agency=other_office.agency)
    kept = Detail.objects.filter(event__chain__agency=other_office.agency, erased_at=None).count()
    erased(office, colleague)
    namesake.refresh_from_db()
    assert namesake.full_name == NAME
    assert Detail.objects.filter(event__chain__agency=other_office.agency, erased_at=None).count() == kept
