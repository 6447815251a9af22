"""Pages of backups and of the doctor, the warning of an old backup, and what is written down of attempts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone
from tests.offices import NOW, Office

from prongsai.foundation.audit.models import Event
from prongsai.foundation.backups import tasks
from prongsai.foundation.backups.actions import ask_for_backup, give_up_lost, keep_failure, keep_made, schedule_backup, start_backup
from prongsai.foundation.backups.locks import backing_up
from prongsai.foundation.backups.making import Made
from prongsai.foundation.backups.models import BackupRun
from prongsai.foundation.backups.queries import is_nightly_due, is_overdue, last_good, open_run
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.doctor.examination import examine
from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import Actor, Forbidden, system
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import host_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def host_person(office: Office) -> Person:
    person = make_person(by=system(None), at=NOW, username="host", full_name="ผู้ดูแลเครื่อง", password=None)
    give_role(by=system(None), at=NOW, person=person, role="host_administrator", agency=None)
    TOTP.activate(person, "A" * 32)
    return person


@pytest.fixture
def host(host_person: Person) -> Actor:
    actor = host_actor(host_person)
    assert actor is not None
    return actor


@pytest.fixture
def browser(host_person: Person) -> Client:
    client = Client()
    client.force_login(host_person)
    return client


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The runs for which the worker starts a process; none is started here."""
    runs: list[int] = []
    monkeypatch.setattr(tasks, "start", runs.append)
    return runs


def made(path: str = "/backups/a.tar", **values: object) -> Made:
    usual = {"size": 5_000_000, "sha256": "a" * 64, "files": 3, "missing": (), "is_encrypted": False, "is_tried": True}
    return Made(path=Path(path), **(usual | values))  # type: ignore[arg-type]


def good(at: datetime) -> BackupRun:
    keep_made(at=at, made=made(), started_at=at)
    run = last_good(now=at)
    assert run is not None
    return run


def test_the_button_asks_for_one_backup_and_writes_down_who(
    browser: Client, host: Actor, started: list[int], django_capture_on_commit_callbacks: object
) -> None:
    assert "ยังไม่มี" in browser.get("/host/backups/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert browser.post("/host/backups/now/").status_code == 302
        assert browser.post("/host/backups/now/").status_code == 302
    run = BackupRun.objects.get()
    assert (run.state, run.asked_by_id, set(started)) == ("waiting", host.person_id, {run.pk})
    assert [event.by_id for event in Event.objects.filter(verb="backups.asked")] == [host.person_id]
    page = browser.get("/host/backups/").content.decode()
    assert "รอเริ่มทำสำเนา" in page
    assert 'action="/host/backups/now/"' not in page


def test_only_the_host_asks(office: Office) -> None:
    with pytest.raises(Forbidden):
        ask_for_backup(by=office.actor("agency_administrator"), at=NOW)
    assert not BackupRun.objects.exists()


def test_the_page_tells_where_the_last_good_one_lies_and_why_another_failed(browser: Client) -> None:
    now = timezone.now()
    good(now - timedelta(hours=3))
    run = schedule_backup(at=now)
    assert start_backup(run_id=run.pk, at=now)
    assert not start_backup(run_id=run.pk, at=now)
    keep_failure(run_id=run.pk, at=now, refusal=BackupRefused("ดิสก์เต็ม <ลบไฟล์>", "the disk is full"))
    page = browser.get("/host/backups/").content.decode()
    assert "<code>/backups/a.tar</code>" in page
    assert "ดิสก์เต็ม &lt;ลบไฟล์&gt;" in page
    assert "อ่านกลับทุกบิตและลองกู้คืนแล้ว" in page
    assert 'href="/backups' not in page


def test_a_run_whose_process_is_gone_is_shown_as_over_and_does_not_stop_the_next(host: Actor) -> None:
    run = ask_for_backup(by=host, at=NOW)
    start_backup(run_id=run.pk, at=NOW)
    assert open_run() is None
    with backing_up(Path(settings.DATA)):
        assert open_run() == run
    assert give_up_lost(at=NOW) == 1
    run.refresh_from_db()
    assert (run.state, bool(run.fault), bool(run.fault_en)) == ("failed", True, True)


def test_a_clock_that_was_ahead_once_leads_neither_to_a_backup_every_hour_nor_to_silence(office: Office) -> None:
    now = timezone.now()
    type(office.agency).objects.update(created_at=now - timedelta(days=5))
    good(now + timedelta(days=365))
    assert (last_good(now=now), is_nightly_due(now=now), is_overdue(now=now)) == (None, True, True)
    newest = good(now)
    assert (last_good(now=now), is_nightly_due(now=now), is_overdue(now=now)) == (newest, False, False)
    later = now + timedelta(days=3)
    assert (last_good(now=later), is_nightly_due(now=later), is_overdue(now=later)) == (newest, True, True)
    found = {finding.key: finding for finding in examine(now=later, is_thorough=False)}
    assert (found["backup"].level.value, "เก่าเกิน 2 วัน" in found["backup"].thai) == ("warn", True)


def test_the_worker_makes_the_nightly_one_once_and_takes_up_what_was_forgotten(started: list[int], host: Actor) -> None:
    tasks.look_after_backups.call_local()
    tasks.look_after_backups.call_local()
    (nightly,) = started
    assert BackupRun.objects.get(pk=nightly).kind == "scheduled"
    BackupRun.objects.filter(pk=nightly).update(asked_at=timezone.now() - timedelta(minutes=5))
    tasks.look_after_backups.call_local()
    assert started == [nightly, nightly]
    keep_made(run_id=nightly, at=timezone.now(), made=made())
    tasks.look_after_backups.call_local()
    assert (started, is_nightly_due(now=timezone.now())) == ([nightly, nightly], False)


def test_the_demonstration_makes_none_by_itself_and_warns_of_none(started: list[int], office: Office) -> None:
    with override_settings(DEMONSTRATION=True):
        tasks.look_after_backups.call_local()
        assert (started, is_overdue(now=timezone.now())) == ([], False)


@pytest.mark.parametrize(("role", "is_told"), [("agency_administrator", True), ("officer", False)])
def test_an_old_backup_is_told_to_administrators_until_there_is_a_new_one(office: Office, role: str, is_told: bool) -> None:
    person = office.persons[role]
    TOTP.activate(person, "A" * 32)
    client = Client()
    client.force_login(person)
    address = "/a/suanmali/settings/" if role == "agency_administrator" else "/a/suanmali/2569/"
    words = "หากเครื่องพังตอนนี้ข้อมูลจะหาย"
    good(timezone.now() - timedelta(days=3))
    assert (words in client.get(address).content.decode()) == is_told
    good(timezone.now())
    assert words not in client.get(address).content.decode()


def test_the_doctors_page_is_quick_and_looks_at_everything_on_request(browser: Client, office: Office) -> None:
    page = browser.get("/host/doctor/").content.decode()
    assert "ฐานข้อมูลตอบ" in page
    assert "บันทึกการใช้งานครบถ้วน" not in page
    page = browser.post("/host/doctor/").content.decode()
    assert "บันทึกการใช้งานครบถ้วน" in page
    assert "ฐานข้อมูลสมบูรณ์" in page


def test_the_doctor_tells_backups_that_fail_and_folders_that_are_gone(office: Office, tmp_path: Path) -> None:
    now = timezone.now()
    keep_failure(at=now, started_at=now, refusal=BackupRefused("ดิสก์เต็ม", "the disk is full"))
    gone = replace(settings.ENVIRONMENT, backup_folder=tmp_path / "unplugged")
    with override_settings(ENVIRONMENT=gone):
        found = {(finding.key, finding.level.value) for finding in examine(now=now, is_thorough=False)}
    assert {("backup", "bad"), ("folder-writable", "bad")} <= found
    good(now)
    assert ("backup", "ok") in {(finding.key, finding.level.value) for finding in examine(now=now, is_thorough=False)}
