"""The pages of persons, agency, host and own account: what they do, what they show once, and what they keep when something is wrong."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from tests.offices import NOW, PASSWORD, Office

from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import system
from prongsai.foundation.people.models import Invitation, Membership, Person

pytestmark = pytest.mark.django_db

PEOPLE = "/a/suanmali/people/"
SETTINGS = "/a/suanmali/settings/"


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.DEMONSTRATION = True


@pytest.fixture
def administrator(office: Office) -> Client:
    return of(office.persons["agency_administrator"])


@pytest.fixture
def host() -> Client:
    person = make_person(by=system(None), at=NOW, username="host", full_name="ผู้ดูแลเครื่อง", password=PASSWORD)
    give_role(by=system(None), at=NOW, person=person, role="host_administrator", agency=None)
    return of(person)


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def secret_in(text: str) -> str:
    (address,) = set(re.findall(r"http://127\.0\.0\.1:8000(/invitation/[\w-]+/)", text))
    return address


def test_an_invited_person_sets_up_an_account_and_works(administrator: Client, office: Office) -> None:
    values = {"full_name": "สมหญิง ขยันยิ่ง", "email": "somying@example.org", "role": "unit_reporter", "unit": office.unit("กองช่าง").pk}
    assert administrator.post(f"{PEOPLE}invite/", values)["Location"] == PEOPLE
    shown = page(administrator, PEOPLE)
    address = secret_in(shown)
    assert address not in page(administrator, PEOPLE)
    assert mail.outbox[0].to == ["somying@example.org"]
    assert secret_in(str(mail.outbox[0].body)) == address
    guest = Client()
    assert "กองช่าง" in page(guest, address)
    new = {"full_name": "สมหญิง ขยันยิ่ง", "username": "somying", "password": PASSWORD, "again": PASSWORD}
    assert guest.post(address, new)["Location"] == "/"
    assert guest.get("/", follow=True).status_code == 200
    assert guest.get("/a/suanmali/2569/measures/").status_code == 200
    assert Client().get(address).status_code == 404
    assert "สมหญิง ขยันยิ่ง" in page(administrator, PEOPLE)


def test_what_was_typed_wrongly_is_kept_and_named(administrator: Client, office: Office) -> None:
    refused = administrator.post(f"{PEOPLE}invite/", {"full_name": "สมหญิง", "email": "nobody", "role": "unit_reporter"})
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "<title>ผิดพลาด:" in text
    assert 'value="สมหญิง"' in text
    assert 'value="nobody"' in text
    assert not Invitation.objects.exists()


def test_the_invitation_page_keeps_what_was_typed_but_no_password(administrator: Client, office: Office) -> None:
    administrator.post(f"{PEOPLE}invite/", {"full_name": "สมหญิง", "role": "executive"})
    address = secret_in(page(administrator, PEOPLE))
    for values, words in (
        ({"username": "somying", "password": PASSWORD, "again": "other"}, "สองช่องไม่ตรงกัน"),
        ({"username": "somying", "password": "1234", "again": "1234"}, "สั้นเกินไป"),
        ({"username": "suanmali-officer", "password": PASSWORD, "again": PASSWORD}, "มีผู้ใช้ชื่อนี้แล้ว"),
    ):
        refused = Client().post(address, {"full_name": "สมหญิง", **values})
        text = refused.content.decode()
        assert refused.status_code == 422
        assert words in text
        assert f'value="{values["username"]}"' in text
        assert PASSWORD not in text


def test_somebody_signed_in_joins_with_one_button(administrator: Client, office: Office, other_office: Office) -> None:
    administrator.post(f"{PEOPLE}invite/", {"full_name": "สมหญิง", "role": "executive"})
    address = secret_in(page(administrator, PEOPLE))
    colleague = of(other_office.persons["officer"])
    assert "เข้าร่วม" in page(colleague, address)
    assert colleague.post(address)["Location"] == "/"
    assert colleague.get("/a/suanmali/2569/measures/").status_code == 200
    assert colleague.get("/a/rimnam/2569/measures/").status_code == 200


def test_a_withdrawn_invitation_is_gone(administrator: Client, office: Office) -> None:
    administrator.post(f"{PEOPLE}invite/", {"full_name": "สมหญิง", "role": "executive"})
    address = secret_in(page(administrator, PEOPLE))
    invitation = Invitation.objects.get()
    withdraw = f"{PEOPLE}invitations/{invitation.pk}/withdraw/"
    assert "จะใช้ไม่ได้" in page(administrator, withdraw)
    assert Client().get(address).status_code == 200
    administrator.post(withdraw)
    assert Client().get(address).status_code == 404


def test_roles_are_given_and_ended_on_the_page_of_the_person(administrator: Client, office: Office) -> None:
    person = office.persons["executive"]
    own = f"{PEOPLE}{person.pk}/"
    assert administrator.post(f"{own}roles/", {"role": "unit_reporter"}).status_code == 422
    assert administrator.post(f"{own}roles/", {"role": "publisher"})["Location"] == own
    assert "ผู้เผยแพร่" in page(administrator, own)
    membership = Membership.objects.get(person=person, role="publisher")
    end = f"{PEOPLE}roles/{membership.pk}/end/"
    assert "สิทธิ์ของบทบาทนี้หมดทันที" in page(administrator, end)
    administrator.post(end)
    membership.refresh_from_db()
    assert membership.ended_at is not None


def test_the_last_administrator_is_told_why_nothing_happened(administrator: Client, office: Office) -> None:
    last = office.persons["agency_administrator"]
    response = administrator.post(f"{PEOPLE}{last.pk}/leave/", follow=True)
    assert "เป็นผู้ดูแลระบบคนสุดท้าย" in response.content.decode()
    assert Membership.objects.get(person=last).ended_at is None


def test_who_leaves_is_out_at_once_and_can_come_back(administrator: Client, office: Office) -> None:
    person = office.persons["publisher"]
    theirs = of(person)
    assert theirs.get("/a/suanmali/2569/measures/").status_code == 200
    administrator.post(f"{PEOPLE}{person.pk}/leave/")
    assert theirs.get("/a/suanmali/2569/measures/")["Location"].startswith("/sign-in/")
    assert "เคยทำงานที่นี่ 1 คน" in page(administrator, PEOPLE)
    administrator.post(f"{PEOPLE}{person.pk}/roles/", {"role": "executive"})
    person.refresh_from_db()
    assert person.is_active


def test_a_link_for_a_new_password_is_shown_once_and_works_once(administrator: Client, office: Office) -> None:
    person = office.persons["executive"]
    assert administrator.post(f"{PEOPLE}{person.pk}/password/")["Location"] == f"{PEOPLE}{person.pk}/"
    (address,) = re.findall(r'value="http://127\.0\.0\.1:8000(/sign-in/password/[^"]+)"', page(administrator, f"{PEOPLE}{person.pk}/"))
    assert address not in page(administrator, f"{PEOPLE}{person.pk}/")
    browser = Client()
    form = browser.get(address, follow=True).request["PATH_INFO"]
    assert browser.post(form, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert "ใช้ไม่ได้แล้ว" in Client().get(address, follow=True).content.decode()


def test_a_history_tells_nothing_of_another_agency(administrator: Client, office: Office, other_office: Office) -> None:
    person = office.persons["executive"]
    give_role(by=other_office.actor("agency_administrator"), at=NOW, person=person, role="publisher", agency=other_office.agency)
    text = page(administrator, f"{PEOPLE}{person.pk}/")
    history = text[text.index("ประวัติ") :]
    assert "ผู้บริหาร" in history
    assert "ผู้เผยแพร่" not in history
    assert other_office.agency.name not in text


def test_the_list_of_people_asks_as_often_for_200_as_for_10(administrator: Client, office: Office) -> None:
    def queries(path: str) -> int:
        page(administrator, path)  # the first time counts of the menu are remembered
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(administrator, path)
        return len(seen)

    before = {path: queries(path) for path in (PEOPLE, "/a/suanmali/history/")}
    for number in range(200):
        person = make_person(by=system(None), at=NOW, username=f"person-{number}", full_name=f"ผู้ใช้ {number}", password=None)
        give_role(by=system(None), at=NOW, person=person, role="executive", agency=office.agency)
    assert all(queries(path) <= count for path, count in before.items())


def test_settings_of_the_agency_are_saved_and_faults_shown(administrator: Client, office: Office) -> None:
    values = {"name": "เทศบาลตำบลสวนมะลิ", "short_name": "ทต.สวนมะลิ", "province": "ลำพูน", "district": "ธารคำใส", "paper_digits": "arabic"}
    assert administrator.post(SETTINGS, values)["Location"] == SETTINGS
    assert Agency.objects.get(code="suanmali").paper_digits == "arabic"
    refused = administrator.post(SETTINGS, values | {"name": "ร้านสวนมะลิ", "email": "x"})
    assert refused.status_code == 422
    assert "ร้านสวนมะลิ" in refused.content.decode()
    assert Agency.objects.get(code="suanmali").name == "เทศบาลตำบลสวนมะลิ"


def test_an_emblem_is_a_picture_and_nothing_else(administrator: Client, office: Office) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(drawn, "PNG")
    for data, name in ((b"<svg onload='x'></svg>", "logo.png"), (b"", "logo.png"), (b"x" * (2**21 + 1), "logo.png")):
        upload = io.BytesIO(data)
        upload.name = name
        assert administrator.post(f"{SETTINGS}logo/", {"file": upload}).status_code == 422
    assert administrator.post(f"{SETTINGS}logo/").status_code == 422
    upload = io.BytesIO(drawn.getvalue())
    upload.name = "ตรา.png"
    assert administrator.post(f"{SETTINGS}logo/", {"file": upload})["Location"] == SETTINGS
    logo = Agency.objects.get(code="suanmali").logo
    assert logo is not None
    assert f"/files/{logo.pk}/" in page(administrator, SETTINGS)
    served: Any = of(office.persons["overseer"]).get(f"/a/suanmali/files/{logo.pk}/")
    assert b"".join(served.streaming_content).startswith(b"\x89PNG")
    administrator.post(f"{SETTINGS}logo/", {"remove": "yes"})
    assert Agency.objects.get(code="suanmali").logo is None


def test_units_are_added_renamed_moved_closed_and_opened(administrator: Client, office: Office) -> None:
    units = f"{SETTINGS}units/"
    assert administrator.post(units, {"name": "กองคลัง"}).status_code == 422
    administrator.post(units, {"name": "กองสวัสดิการสังคม"})
    new = Unit.objects.get(agency=office.agency, name="กองสวัสดิการสังคม")
    administrator.post(f"{units}{new.pk}/move/", {"direction": "up"})
    administrator.post(f"{units}{new.pk}/", {"name": "กองสวัสดิการ"})
    new.refresh_from_db()
    assert (new.name, new.order) == ("กองสวัสดิการ", 4)
    assert administrator.post(f"{units}{new.pk}/", {"name": "กองคลัง"}).status_code == 422
    administrator.post(f"{units}{new.pk}/close/")
    assert "ปิดแล้ว 1 แห่ง" in page(administrator, units)
    administrator.post(f"{units}{new.pk}/close/")
    new.refresh_from_db()
    assert new.closed_at is None


def test_positions_are_added_and_closed(administrator: Client, office: Office) -> None:
    positions = f"{SETTINGS}positions/"
    administrator.post(positions, {"title": "ผู้อำนวยการกองคลัง", "unit": office.unit("กองคลัง").pk})
    position = Position.objects.get()
    assert "ผู้อำนวยการกองคลัง" in page(administrator, positions)
    administrator.post(f"{positions}{position.pk}/close/")
    assert "ผู้อำนวยการกองคลัง" not in page(administrator, positions)


def test_the_host_opens_an_agency_and_hands_it_over(host: Client, office: Office) -> None:
    values = {"kind": "ทต.", "own_name": "เทศบาลตำบลริมน้ำ", "province": "ลำพูน", "full_name_of_first": "สมศรี ตั้งใจ", "email": ""}
    assert host.post("/host/add/", values)["Location"] == "/host/"
    shown = page(host, "/host/")
    assert "ยังไม่มีผู้ดูแลระบบ" in shown
    address = secret_in(shown)
    opened = Agency.objects.get(code="rimnam")
    assert (opened.name, opened.units.count()) == ("เทศบาลตำบลริมน้ำ", 6)
    first = Client()
    first.post(address, {"full_name": "สมศรี ตั้งใจ", "username": "somsri", "password": PASSWORD, "again": PASSWORD})
    assert first.get("/a/rimnam/people/").status_code == 200
    assert "ยังไม่มีผู้ดูแลระบบ" not in page(host, "/host/")
    assert host.get("/host/rimnam/administrator/").status_code == 404
    assert host.get("/a/rimnam/people/").status_code == 404


def test_the_host_invites_anew_where_the_first_invitation_ran_out(host: Client) -> None:
    host.post("/host/add/", {"kind": "ทต.", "own_name": "ริมน้ำ", "province": "ลำพูน", "full_name_of_first": "สมศรี", "code": "rim"})
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert host.post("/host/rim/administrator/", {"full_name": "สมศรี"})["Location"] == "/host/"
    assert Client().get(secret_in(page(host, "/host/"))).status_code == 200


def test_an_agency_that_cannot_be_opened_leaves_nothing_behind(host: Client, office: Office) -> None:
    values = {"kind": "ทต.", "own_name": "ริมน้ำ", "province": "ลำพูน", "full_name_of_first": "สมศรี", "code": "suanmali"}
    for wrong in (
        {},
        {"code": "A B"},
        {"code": "rim", "own_name": ""},
        {"code": "rim", "province": ""},
        {"code": "rim", "full_name_of_first": " "},
    ):
        assert host.post("/host/add/", values | wrong).status_code == 422
    assert Agency.objects.count() == 1
    assert not Invitation.objects.exists()


def test_the_account_keeps_name_language_and_theme(office: Office) -> None:
    person = office.persons["officer"]
    client = of(person)
    response = client.post("/account/", {"full_name": "ชื่อ ใหม่", "language": "en", "theme": "dark"})
    assert {name: response.cookies[name].value for name in ("language", "theme")} == {"language": "en", "theme": "dark"}
    person.refresh_from_db()
    assert (person.full_name, person.language, person.theme) == ("ชื่อ ใหม่", "en", "dark")
    assert '<html lang="en" data-bs-theme="dark">' in page(client, "/account/")
    client.post("/account/", {"full_name": "ชื่อ ใหม่", "language": "th", "theme": "auto"})
    assert '<html lang="th">' in page(client, "/account/")
    assert client.post("/account/", {"full_name": "", "language": "th", "theme": "auto"}).status_code == 422


def test_language_and_theme_change_from_anywhere_and_lead_back_only_to_us(office: Office) -> None:
    client = of(office.persons["officer"])
    assert client.post("/theme/", {"theme": "dark", "next": "/account/"})["Location"] == "/account/"
    assert client.post("/theme/", {"theme": "auto", "next": "https://evil.example/"})["Location"] == "/"
    assert client.post("/language/", {"language": "en", "next": "//evil.example/"})["Location"] == "/"
    assert Client().post("/language/", {"language": "en", "next": "/sign-in/"})["Location"] == "/sign-in/"
    assert client.get("/theme/").status_code == 405
    office.persons["officer"].refresh_from_db()
    assert (office.persons["officer"].theme, office.persons["officer"].language) == ("", "en")


def test_another_address_needs_the_password(office: Office) -> None:
    person = office.persons["officer"]
    person.set_password(PASSWORD)
    person.save()
    client = of(person)
    assert client.post("/account/email/", {"email": "new@example.org", "password": "wrong"}).status_code == 422
    taken = client.post("/account/email/", {"email": "Executive@suanmali.example", "password": PASSWORD})
    assert taken.status_code == 422
    assert client.post("/account/email/", {"email": "New@example.org", "password": PASSWORD})["Location"] == "/account/"
    person.refresh_from_db()
    assert person.email == "new@example.org"


def test_the_audit_trail_is_filtered_by_person_act_and_time(administrator: Client, office: Office) -> None:
    administrator.post(f"{SETTINGS}units/", {"name": "กองพัสดุ"})
    everything = page(administrator, "/a/suanmali/history/")
    assert "กองพัสดุ" in everything
    assert "เปิดหน่วยงานในระบบ" in everything
    mine = page(administrator, f"/a/suanmali/history/?who={office.persons['agency_administrator'].pk}&what=agencies.unit_added&span=1")
    assert "1 เหตุการณ์" in mine
    assert "กองพัสดุ" in mine
    assert "ไม่มีเหตุการณ์ที่ตรง" in page(administrator, "/a/suanmali/history/?who=999999")
    assert page(administrator, "/a/suanmali/history/?who=x&what=y&span=z&page=w")
    assert "เพิ่มส่วนราชการ" in page(administrator, "/a/suanmali/history/?who=system")


def test_the_root_leads_to_where_the_person_worked_last(host: Client, office: Office, other_office: Office) -> None:
    assert host.get("/")["Location"] == "/host/"
    person = office.persons["executive"]
    client = of(person)
    assert client.get("/")["Location"].startswith("/a/suanmali/")
    give_role(by=other_office.actor("agency_administrator"), at=NOW, person=person, role="officer", agency=other_office.agency)
    assert client.get("/")["Location"] == "/agencies/"
    choice = page(client, "/agencies/")
    assert "สวนมะลิ" in choice
    assert "ริมน้ำ" in choice
    client.get("/a/rimnam/2569/measures/")
    assert client.get("/")["Location"].startswith("/a/rimnam/")
    assert "ไปหน่วยงานอื่นของฉัน" in page(client, "/account/")
    Membership.objects.filter(person=person, agency=other_office.agency).update(ended_at=timezone.now())
    assert client.get("/")["Location"].startswith("/a/suanmali/")


def test_who_works_nowhere_is_told_whom_to_ask(db: None) -> None:
    nobody = make_person(by=system(None), at=NOW, username="nobody", full_name="x", password=None)
    client = of(nobody)
    assert client.get("/")["Location"] == "/agencies/"
    assert "ขอให้ผู้ดูแลระบบของหน่วยงานเชิญท่าน" in page(client, "/agencies/")
