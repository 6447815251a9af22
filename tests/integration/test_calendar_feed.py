"""The calendar behind a secret address, read back by a program that knows nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.dated import DueDays, announced
from tests.offices import NOW, Office

from prongsai.foundation.notices.feeds import end, renew
from prongsai.foundation.notices.models import CalendarFeed
from prongsai.foundation.people.models import Membership
from prongsai.programme.plans.actions.measures import add_measure, change_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 17)
TOKEN = re.compile('(?<=csrfmiddlewaretoken" value=")[^"]+|(?<="X-CSRFToken": ")[^"]+')
LONG = "แนวทางการยืมทรัพย์สินของราชการที่มีชื่อยาวมากจนต้องตัดบรรทัดหลายครั้ง " * 4


@pytest.fixture
def days(office: Office) -> Iterator[DueDays]:
    cache.clear()
    with announced(DueDays()) as source, time_machine.travel(NOW, tick=False):
        yield source


def path(secret: str) -> str:
    return reverse("staff:calendar-feed", args=[secret])


def read(client: Client, secret: str) -> Any:
    answer = client.get(path(secret))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no Thai letter is cut in two
    return vobject.readOne(answer.content.decode("utf-8"))


def summaries(calendar: Any) -> list[str]:
    return sorted(event.summary.value for event in calendar.contents.get("vevent", []))


def test_a_calendar_program_reads_due_days_with_alarms_and_whole_thai_words(client: Client, office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY + timedelta(days=10), title=LONG)
    calendar = read(client, renew(person=office.persons["officer"], at=NOW))
    [event] = calendar.contents["vevent"]
    assert event.summary.value == " ".join(f"รับคืน: {LONG}".split())
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 3, 27), date(2026, 3, 28))
    assert event.uid.value == "toy.loans.a.suanmali@127.0.0.1"
    assert [alarm.trigger.value for alarm in event.contents["valarm"]] == [timedelta(days=-7, hours=8), timedelta(days=-1, hours=8)]
    assert event.url.value == "http://127.0.0.1:8000/toy/a/"


def test_each_person_gets_what_concerns_the_person_now(client: Client, office: Office, days: DueDays) -> None:
    days.put(office, "works", TODAY, units=(office.unit("กองช่าง").pk,))
    days.put(office, "finance", TODAY, units=(office.unit("กองคลัง").pk,))
    secrets = {role: renew(person=office.persons[role], at=NOW) for role in ("officer", "unit_reporter", "executive")}
    assert summaries(read(client, secrets["officer"])) == ["รับคืน: คืน finance", "รับคืน: คืน works"]
    assert summaries(read(client, secrets["unit_reporter"])) == ["รับคืน: คืน finance"]
    assert summaries(read(client, secrets["executive"])) == []
    days.done(office, "finance")
    assert summaries(read(client, secrets["unit_reporter"])) == []


def test_titles_that_may_not_travel_stay_inside(client: Client, office: Office) -> None:
    with announced(DueDays("toy.sealed", may_be_mailed=False)) as sealed, time_machine.travel(NOW, tick=False):
        sealed.put(office, "a", TODAY, title="เรื่องร้องเรียนของนาย ก")
        answer = client.get(path(renew(person=office.persons["officer"], at=NOW)))
    assert "นาย ก" not in answer.content.decode()
    assert "ทะเบียนของเล่น" in answer.content.decode()


def test_what_a_measure_becomes_keeps_its_identity_and_counts_up(client: Client, office: Office, days: DueDays) -> None:
    by, unit = office.actor(), office.unit("กองคลัง").pk
    plan = start_plan(by=by, at=NOW, fiscal_year=2569)
    measure = add_measure(by=by, at=NOW, plan=plan, draft=MeasureDraft("ยืมทรัพย์สิน", unit_ids=(unit,), ends_on=date(2026, 4, 1)))
    secret = renew(person=office.persons["officer"], at=NOW)
    [before] = read(client, secret).contents["vevent"]
    later = NOW + timedelta(hours=1)
    moved = MeasureDraft("ยืมทรัพย์สิน", unit_ids=(unit,), ends_on=date(2026, 4, 8))
    change_measure(by=by, at=later, measure=measure, draft=moved, version=measure.version)
    [after] = read(client, secret).contents["vevent"]
    assert (before.uid.value, before.dtstart.value) == (after.uid.value, date(2026, 4, 1))
    assert after.dtstart.value == date(2026, 4, 8)
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.last_modified.value == later


def test_a_secret_that_was_renewed_ended_or_never_was_opens_nothing(client: Client, office: Office, days: DueDays) -> None:
    person = office.persons["officer"]
    first = renew(person=person, at=NOW)
    second = renew(person=person, at=NOW)
    absent = client.get(path("x" * 43))
    assert [client.get(path(secret)).status_code for secret in (first, second)] == [404, 200]
    end(person=person, at=NOW)
    ended = client.get(path(second))
    assert (ended.status_code, TOKEN.sub("", ended.content.decode())) == (404, TOKEN.sub("", absent.content.decode()))
    assert first not in "".join(CalendarFeed.objects.values_list("secret_digest", flat=True))
    assert len(second) >= 43  # 256 bits


def test_who_left_or_was_deactivated_has_no_calendar_any_more(client: Client, office: Office, other_office: Office, days: DueDays) -> None:
    days.put(office, "a", TODAY)
    days.put(other_office, "b", TODAY)
    person = office.persons["officer"]
    Membership.objects.create(person=person, agency=other_office.agency, role="officer", started_at=NOW)
    secret = renew(person=person, at=NOW)
    assert summaries(read(client, secret)) == ["รับคืน: คืน a", "รับคืน: คืน b"]
    Membership.objects.filter(person=person, agency=office.agency).update(ended_at=NOW)
    assert summaries(read(client, secret)) == ["รับคืน: คืน b"]
    Membership.objects.filter(person=person).update(ended_at=NOW)
    assert client.get(path(secret)).status_code == 404
    Membership.objects.filter(person=person).update(ended_at=None)
    person.is_active = False
    person.save()
    assert client.get(path(secret)).status_code == 404


def test_whoever_asks_too_often_has_to_wait(client: Client, office: Office, days: DueDays) -> None:
    secret = renew(person=office.persons["officer"], at=NOW)
    codes = [client.get(path(secret)).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]
    assert client.post(path(secret)).status_code == 405
