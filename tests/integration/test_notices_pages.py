"""The inbox, the person's choices and the page of mails, as people use them."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client, override_settings
from tests.offices import NOW, Office

from prongsai.foundation.notices.actions import Subject, notify
from prongsai.foundation.notices.models import CalendarFeed, Mail, Notice, PersonNoticeSettings
from prongsai.foundation.notices.recipients import people_of_units
from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import system

pytestmark = pytest.mark.django_db
INBOX = "/a/suanmali/notices/"


def tell(office: Office, *titles: str, role: str = "officer", verb: str = "plans.more_asked", due_on: date | None = None) -> None:
    for title in titles:
        subject = Subject(title, f"/a/suanmali/2569/tasks/?{title}", "ตอบคำขอ", due_on=due_on)
        with transaction.atomic():
            about = make_person(by=system(None), at=NOW, username=f"about-{Notice.objects.count()}", full_name=title, password=None)
            people = [office.persons[role].pk]
            notify(by=system(None), at=NOW, agency_id=office.agency.pk, people=people, verb=verb, about=about, subject=subject)


def text_of(client: Client, path: str = INBOX) -> str:
    return re.sub("[\u2060]", "", client.get(path).content.decode()).replace("\u00a0", " ")


def bell(client: Client) -> str | None:
    found = re.search(r'class="btn btn-quiet btn-icon bell" href="([^"]+)" aria-label="([^"]+)"', text_of(client))
    assert found is not None
    assert found[1] == INBOX
    return found[2]


@pytest.fixture
def officer(client: Client, office: Office) -> Client:
    client.force_login(office.persons["officer"])
    return client


def test_unread_notices_stand_in_the_inbox_and_are_counted_by_the_bell(officer: Client, office: Office) -> None:
    assert bell(officer) == "การแจ้งเตือน"
    assert "ไม่มีเรื่องที่ยังไม่อ่าน" in text_of(officer)
    tell(office, "ขอภาพ", "ขอทะเบียน")
    tell(office, "ของคนอื่น", role="executive")
    assert bell(officer) == "การแจ้งเตือน 2 เรื่อง"
    page = text_of(officer)
    assert page.index("ขอทะเบียน") < page.index("ขอภาพ")
    assert "ของคนอื่น" not in page


def test_opening_a_notice_marks_it_and_leads_to_the_place(officer: Client, office: Office) -> None:
    tell(office, "ขอภาพ")
    notice = Notice.objects.get()
    answer = officer.post(INBOX, {"act": "open", "notice": notice.pk})
    assert unquote(answer["Location"]) == notice.address
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_marking_one_or_all_as_read_can_be_taken_back(officer: Client, office: Office) -> None:
    tell(office, "หนึ่ง", "สอง", "สาม")
    first = Notice.objects.get(title="หนึ่ง")
    officer.post(INBOX, {"act": "read", "notice": first.pk})
    assert bell(officer) == "การแจ้งเตือน 2 เรื่อง"
    officer.post(INBOX, {"act": "read-all"})
    page = text_of(officer)
    moment = re.search(r'name="moment" value="([^"]+)"', page)
    assert moment is not None
    assert "อ่านครบแล้ว" in page
    officer.post(INBOX, {"act": "unread", "moment": moment[1]})
    assert bell(officer) == "การแจ้งเตือน 2 เรื่อง"
    first.refresh_from_db()
    assert first.read_at is not None


def test_nobody_touches_the_notices_of_another(officer: Client, office: Office, other_office: Office) -> None:
    tell(office, "ของผู้บริหาร", role="executive")
    theirs = Notice.objects.get()
    assert [officer.post(INBOX, {"act": "open", "notice": pk}).status_code for pk in (999_999, theirs.pk)] == [404, 404]
    officer.post(INBOX, {"act": "read", "notice": theirs.pk})
    officer.post(INBOX, {"act": "read-all"})
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_the_inbox_is_filtered_by_kind_and_paged(officer: Client, office: Office) -> None:
    tell(office, *(f"เรื่อง {number}" for number in range(51)))
    tell(office, "ส่งคืน", verb="plans.more_withdrawn", due_on=date(2026, 3, 24))
    page = text_of(officer)
    assert "ถอนคำขอข้อมูลเพิ่ม" in page
    assert 'rel="next"' in page
    only = text_of(officer, f"{INBOX}?kind=plans.more_withdrawn")
    assert "ส่งคืน" in only
    assert "เรื่อง 7" not in only
    assert officer.get(f"{INBOX}?kind=no-such&page=77&show=x").status_code == 200


def test_what_has_to_be_told_is_told_inside_the_change_or_not_at_all(office: Office) -> None:
    with transaction.atomic():
        tell(office, "ขอภาพ")
        transaction.set_rollback(True)  # the change falls over
    assert not Notice.objects.exists()


def test_one_person_is_told_one_thing_once_and_never_the_own_deed(office: Office) -> None:
    by, people = office.actor(), [office.persons["officer"].pk, office.persons["executive"].pk]
    subject = Subject("ขอภาพ", "/", "ดู")
    about = office.agency
    told = [
        notify(by=by, at=NOW, agency_id=office.agency.pk, people=people, verb="plans.more_asked", about=about, subject=subject)
        for _ in range(2)
    ]
    assert told == [1, 0]
    assert Notice.objects.get().person == office.persons["executive"]


def test_people_of_a_unit_come_before_those_who_may_everywhere(office: Office) -> None:
    units = office.unit("กองคลัง").pk, office.unit("กองช่าง").pk
    assert people_of_units(office.agency.pk, "plans.report", [units[0]]) == [office.persons["unit_reporter"].pk]
    assert people_of_units(office.agency.pk, "plans.report", [units[1]]) == [office.persons["officer"].pk]


def test_a_person_chooses_mails_and_reminders(officer: Client, office: Office) -> None:
    page = text_of(officer, "/account/notices/")
    assert re.search(r'value="daily"[^>]*checked', page)
    assert len(re.findall(r'name="kinds"[^>]*checked', page)) == 5
    officer.post("/account/notices/", {"act": "save", "mail": "at_once", "kinds": ["7", "1"]})
    chosen = PersonNoticeSettings.objects.get(person=office.persons["officer"])
    assert (chosen.mail, chosen.kinds) == ("at_once", ["7", "1"])
    wrong = officer.post("/account/notices/", {"act": "save", "mail": "hourly"})
    assert wrong.status_code == 422
    assert PersonNoticeSettings.objects.get().mail == "at_once"


def test_the_calendar_address_is_shown_once_renewed_and_ended(officer: Client, office: Office) -> None:
    officer.post("/account/notices/", {"act": "renew"})
    shown = re.search(r'value="http://127.0.0.1:8000(/calendar/[^"]+\.ics)"', text_of(officer, "/account/notices/"))
    assert shown is not None
    assert "/calendar/" not in text_of(officer, "/account/notices/")
    assert Client().get(shown[1]).status_code == 200
    officer.post("/account/notices/", {"act": "renew"})
    assert Client().get(shown[1]).status_code == 404
    officer.post("/account/notices/", {"act": "end"})
    assert not CalendarFeed.objects.filter(ended_at=None).exists()


def test_the_choices_say_where_no_mail_can_come(officer: Client, office: Office) -> None:
    assert "เซิร์ฟเวอร์อีเมล" not in text_of(officer, "/account/notices/")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        assert "การแจ้งเตือนจึงมีในระบบเท่านั้น" in text_of(officer, "/account/notices/")
    person = office.persons["officer"]
    values = {"person": person, "next_try_at": NOW, "created_at": NOW, "ended_at": NOW, "address": person.email}
    Mail.objects.create(message_id="<1@x>", state="failed", fault="550 no", **values)
    assert f"ส่งไม่ถึง {person.email}" in text_of(officer, "/account/notices/")
    person.email = ""
    person.save()
    assert "บัญชีนี้ยังไม่มีอีเมล" in text_of(officer, "/account/notices/")


def test_without_signing_in_the_choices_lead_to_the_sign_in_page() -> None:
    assert Client().get("/account/notices/")["Location"].startswith("/sign-in/")


def test_the_host_sees_how_mails_fare_and_nothing_of_what_they_say(client: Client, office: Office) -> None:
    host = make_person(by=system(None), at=NOW, username="host", full_name="ผู้ดูแลเครื่อง", password=None)
    give_role(by=system(None), at=NOW, person=host, role="host_administrator", agency=None)
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(host, "A" * 32)
    client.force_login(host)
    tell(office, "ความลับของเรื่อง")
    values = {"person": office.persons["officer"], "next_try_at": NOW, "created_at": NOW}
    Mail.objects.create(message_id="<1@x>", attempts=3, fault="ConnectionRefusedError", **values)
    page = text_of(client, "/host/mails/")
    assert "ConnectionRefusedError" in page
    assert "ความลับ" not in page
    assert 'href="/host/mails/"' in text_of(client, "/host/")


@pytest.mark.parametrize("moment", ["2026-13-45T00:00:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59-23:59", "²", "1" * 5000])
def test_odd_moments_take_nothing_back_and_end_in_no_fault(client: Client, office: Office, moment: str) -> None:
    client.force_login(office.persons["officer"])
    assert client.post("/a/suanmali/notices/", {"act": "unread", "moment": moment}).status_code == 302
