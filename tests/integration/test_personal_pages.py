"""The pages of personal data: one's own file, a colleague's, the preview of an erasure and its confirmation, and what was kept long enough."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.offices import NOW, Office

from prongsai.foundation.people.actions import leave_agency
from prongsai.foundation.people.invitations import invite
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.personal.erasing import ERASED_NAME

pytestmark = pytest.mark.django_db


def plain(page: bytes) -> str:
    return page.decode().replace("\u2060", "").replace("\u00a0", " ")


@pytest.fixture
def administrator(client: Client, office: Office) -> Client:
    TOTP.activate(office.persons["agency_administrator"], "A" * 32)
    client.force_login(office.persons["agency_administrator"])
    return client


def test_everybody_downloads_their_own_data_from_the_account(client: Client, office: Office) -> None:
    person = office.persons["unit_reporter"]
    client.force_login(person)
    assert 'href="/account/data/"' in client.get("/account/").content.decode()
    assert "รู้ว่าใครทำอะไร" in plain(client.get("/account/data/").content)
    answer = client.post("/account/data/")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == f'attachment; filename="personal-data-{person.username}.zip"'
    assert "no-store" in answer["Cache-Control"]
    assert person.full_name in zipfile.ZipFile(io.BytesIO(answer.content)).read("data.json").decode()


def test_reasons_are_told_in_the_language_of_the_reader(client: Client, office: Office) -> None:
    client.force_login(office.persons["unit_reporter"])
    client.cookies["language"] = "en"
    page = plain(client.get("/account/data/").content)
    assert "to know who did what" in page
    assert "รู้ว่าใครทำอะไร" not in page


def test_who_is_not_signed_in_gets_no_data(client: Client) -> None:
    assert client.post("/account/data/").status_code == 302


def test_the_administrator_downloads_a_colleagues_data(administrator: Client, office: Office) -> None:
    person = office.persons["officer"]
    assert f'href="/a/suanmali/people/{person.pk}/data/"' in administrator.get(f"/a/suanmali/people/{person.pk}/").content.decode()
    assert administrator.get(f"/a/suanmali/people/{person.pk}/data/").status_code == 200
    assert administrator.post(f"/a/suanmali/people/{person.pk}/data/")["Content-Type"] == "application/zip"


def test_erasing_shows_what_goes_and_stays_and_wants_the_user_name(administrator: Client, office: Office) -> None:
    person = office.persons["officer"]
    address = f"/a/suanmali/people/{person.pk}/erase/"
    page = plain(administrator.get(address).content)
    assert all(words in page for words in ("สิ่งที่จะหายไป", "สิ่งที่คงไว้โดยไม่มีชื่อ", "รู้ว่าใครมีบทบาทใดในช่วงใด"))
    refused = administrator.post(address, {"basis": "request", "typed_username": "officer"})
    assert refused.status_code == 422
    assert 'href="#id_typed_username"' in refused.content.decode()
    assert Person.objects.get(pk=person.pk).erased_at is None
    done = administrator.post(address, {"basis": "request", "typed_username": person.username}, follow=True)
    assert ERASED_NAME in plain(done.content)
    assert "ให้บทบาทเพิ่ม" not in plain(done.content)
    assert Person.objects.get(pk=person.pk).erased_at is not None


def test_who_cannot_be_erased_sees_why_and_no_button(administrator: Client, office: Office) -> None:
    page = administrator.get(f"/a/suanmali/people/{office.persons['agency_administrator'].pk}/erase/")
    assert "ลบข้อมูลของตนเองไม่ได้" in plain(page.content)
    assert "typed_username" not in page.content.decode()


def test_an_erased_person_is_signed_out_at_once(administrator: Client, office: Office) -> None:
    person, theirs = office.persons["officer"], Client()
    theirs.force_login(person)
    assert theirs.get("/account/").status_code == 200
    administrator.post(f"/a/suanmali/people/{person.pk}/erase/", {"basis": "request", "typed_username": person.username})
    assert theirs.get("/account/").status_code == 302


def test_what_was_kept_long_enough_is_listed_for_a_decision(administrator: Client, office: Office) -> None:
    by, person = office.actor("agency_administrator"), office.persons["officer"]
    leave_agency(by=by, at=NOW, person=person, agency=office.agency)
    invitation, _secret = invite(by=by, at=NOW, agency=office.agency, full_name="ผู้ไม่เคยมา", role="officer")
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        administrator.force_login(office.persons["agency_administrator"])
        assert "ยังไม่มีข้อมูลใดพ้นระยะเวลาเก็บ" in plain(administrator.get("/a/suanmali/people/kept/").content)
    with time_machine.travel(NOW + timedelta(days=500), tick=False):
        administrator.force_login(office.persons["agency_administrator"])
        page = plain(administrator.get("/a/suanmali/people/kept/").content)
        assert person.full_name in page
        assert "ผู้ไม่เคยมา" in page
        after = administrator.post(f"/a/suanmali/people/invitations/{invitation.pk}/erase/", follow=True)
        assert "ผู้ไม่เคยมา" not in plain(after.content)


def test_an_open_invitation_keeps_its_name(administrator: Client, office: Office) -> None:
    with time_machine.travel(NOW, tick=False):
        administrator.force_login(office.persons["agency_administrator"])
        by = office.actor("agency_administrator")
        invitation, _secret = invite(by=by, at=NOW, agency=office.agency, full_name="ผู้กำลังมา", role="officer")
        page = administrator.post(f"/a/suanmali/people/invitations/{invitation.pk}/erase/", follow=True)
        assert "ถอนคำเชิญก่อน" in plain(page.content)
    invitation.refresh_from_db()
    assert invitation.full_name == "ผู้กำลังมา"
