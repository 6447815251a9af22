"""What goes over the wire: plain words without anything from inside, and what a real mail server's answers mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from tests.functional.serving import free_port
from tests.mails import mail_server, smtp_at
from tests.offices import Office

from prongsai.foundation.notices.actions import Subject, choose, notify
from prongsai.foundation.notices.models import Mail
from prongsai.foundation.notices.outbox.gathering import gather
from prongsai.foundation.notices.outbox.postman import MailServer
from prongsai.foundation.notices.outbox.sending import send_waiting
from prongsai.foundation.notices.queries import mail_health
from prongsai.foundation.notices.stages import KINDS
from prongsai.foundation.people.actor import system

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]
START = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)


def tell(office: Office, role: str, title: str, *, may_be_mailed: bool, due_on: date | None = None) -> None:
    choose(person_id=office.persons[role].pk, at=START, mail="at_once", kinds=KINDS)
    subject = Subject(title, "/a/suanmali/toy/", "ดู", may_be_mailed=may_be_mailed, due_on=due_on)
    people = [office.persons[role].pk]
    with transaction.atomic():
        notify(
            by=system(None),
            at=START,
            agency_id=office.agency.pk,
            people=people,
            verb="plans.more_asked",
            about=office.persons[role],
            subject=subject,
        )


def send(at: datetime = START) -> int:
    gather(at=at)
    return send_waiting(at=at, call=MailServer)


def states() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def test_a_mail_says_in_both_languages_what_waits_and_where_and_nothing_from_inside(office: Office) -> None:
    tell(office, "officer", "แนวทางการยืมทรัพย์สิน\nบรรทัดสอง", may_be_mailed=True, due_on=date(2026, 3, 24))
    tell(office, "executive", "เรื่องร้องเรียนของนาย ก", may_be_mailed=False)
    with mail_server() as server:
        assert send() == 2
    one, other = sorted(server.received, key=lambda mail: mail["To"], reverse=True)
    assert one["To"] == "officer@suanmali.example"
    assert one["Subject"].strip().startswith("โปร่งใส: แจ้งเตือน 1 เรื่อง · ")
    assert one["List-Unsubscribe"] == "<http://127.0.0.1:8000/account/notices/>"
    assert one["Message-ID"] == Mail.objects.get(person=office.persons["officer"]).message_id
    assert one.get_content_type() == "text/plain"
    text = one.get_content().replace("\r\n", "\n")
    thai, english, end = text.partition("-" * 40)
    assert end
    assert english
    assert "- ขอข้อมูลเพิ่ม · 24 มีนาคม 2569 (เหลือ 7 วัน) · แนวทางการยืมทรัพย์สิน บรรทัดสอง\n" in thai
    assert "http://127.0.0.1:8000/a/suanmali/notices/" in thai
    assert "- asked for more · 24 March 2569 BE (" in end
    assert "เรื่องร้องเรียน" not in other.get_content()
    assert "นาย ก" not in other.as_string()


def test_a_recipient_that_the_server_refuses_fails_with_its_reason_and_holds_up_no_other(office: Office) -> None:
    tell(office, "officer", "ก", may_be_mailed=True)
    tell(office, "executive", "ข", may_be_mailed=True)
    with mail_server() as server:
        server.to_recipients = ["550 no such user here"]
        assert send() == 1
    assert states() == ["failed", "sent"]
    assert Mail.objects.get(state="failed").fault == "550 no such user here"
    assert [failed.person for failed in mail_health(START).failures] == [office.persons["officer"]]


def test_a_server_that_wants_to_be_asked_later_is_asked_later(office: Office) -> None:
    tell(office, "officer", "ก", may_be_mailed=True)
    with mail_server() as server:
        server.to_recipients, server.to_contents = ["450 try again"], ["452 no room now"]
        assert [send(START + timedelta(minutes=minutes)) for minutes in (0, 2, 3, 6)] == [0, 0, 0, 1]
        assert len(server.received) == 1
    assert Mail.objects.get().attempts == 3


def test_a_content_that_is_refused_for_good_is_not_tried_again(office: Office) -> None:
    tell(office, "officer", "ก", may_be_mailed=True)
    with mail_server() as server:
        server.to_contents = ["554 looks like spam"]
        assert [send(), send(START + timedelta(days=1))] == [0, 0]
    assert states() == ["failed"]


def test_a_connection_that_breaks_after_the_content_leaves_a_mail_of_which_nobody_knows(office: Office) -> None:
    tell(office, "officer", "ก", may_be_mailed=True)
    with mail_server() as server:
        server.to_contents = ["drop"]
        assert send() == 0
        assert states() == ["uncertain"]
        assert send(START + timedelta(hours=3)) == 0
        assert send(START + timedelta(days=1)) == 1
        assert len({mail["Message-ID"] for mail in server.received}) == len(server.received) == 2
    assert states() == ["uncertain", "sent"]


def test_a_server_that_is_down_keeps_every_mail_and_the_administrator_sees_it(office: Office) -> None:
    tell(office, "officer", "ก", may_be_mailed=True)
    tell(office, "executive", "ข", may_be_mailed=True)
    with smtp_at(free_port()):
        assert send() == 0
    assert states() == ["waiting", "waiting"]
    health = mail_health(START + timedelta(minutes=1))
    assert (health.waiting, health.is_well) == (2, False)
    assert "ConnectionRefusedError" in health.fault
    with mail_server():
        assert send(START + timedelta(minutes=2)) == 2
    assert mail_health(START + timedelta(minutes=3)).is_well


def test_two_addresses_in_the_place_of_one_get_no_mail(office: Office) -> None:
    tell(office, "officer", "ก", may_be_mailed=True)
    office.persons["officer"].email = "officer@suanmali.example, other@suanmali.example"
    office.persons["officer"].save()
    tell(office, "executive", "ข", may_be_mailed=True)
    with mail_server():
        assert send() == 1
    assert states() == ["failed", "sent"]
