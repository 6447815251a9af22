"""Days that an agency sets for itself: rules, history, the page, and what they do to the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.offices import NOW, Office

from prongsai.foundation.audit.queries import history_of, verify
from prongsai.foundation.clock.actions import UnusableDay, set_agency_day, take_back_day
from prongsai.foundation.clock.models import AgencyDay
from prongsai.foundation.clock.permissions import access_agency_day
from prongsai.foundation.clock.queries import calendar_of, days_of_year
from prongsai.foundation.people.actor import Forbidden, NotFound

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY, CHAKRI = date(2026, 3, 20), date(2026, 3, 21), date(2026, 4, 6)


def set_day(
    office: Office, on: date | None = FRIDAY, kind: str = "off", name: str = "งานประจำตำบล", reason: str = "ประกาศ 1/2569"
) -> AgencyDay:
    return set_agency_day(by=office.actor("agency_administrator"), at=NOW, agency=office.agency, on=on, kind=kind, name=name, reason=reason)


@pytest.fixture
def administrator(client: Client, office: Office) -> Client:
    TOTP.activate(office.persons["agency_administrator"], "A" * 32)
    client.force_login(office.persons["agency_administrator"])
    return client


def test_a_day_off_of_the_agency_is_no_working_day_there_and_one_elsewhere(office: Office, other_office: Office) -> None:
    set_day(office)
    assert not calendar_of(office.agency.pk).is_working_day(FRIDAY)
    assert calendar_of(other_office.agency.pk).is_working_day(FRIDAY)
    assert calendar_of(office.agency.pk).add(date(2026, 3, 19), 1) == date(2026, 3, 23)


def test_a_holiday_that_the_agency_works_is_a_working_day(office: Office) -> None:
    set_day(office, CHAKRI, "worked")
    set_day(office, SATURDAY, "worked")
    calendar = calendar_of(office.agency.pk)
    assert calendar.is_working_day(CHAKRI)
    assert calendar.is_working_day(SATURDAY)


def test_a_day_taken_back_is_what_it_was_and_can_be_set_again(office: Office) -> None:
    day = set_day(office)
    take_back_day(by=office.actor("agency_administrator"), at=NOW, day=day)
    take_back_day(by=office.actor("agency_administrator"), at=NOW, day=day)
    assert calendar_of(office.agency.pk).is_working_day(FRIDAY)
    set_day(office)
    assert AgencyDay.objects.count() == 2
    assert [event.verb for event in history_of(day)] == ["clock.day_taken_back", "clock.day_off_added"]
    assert [broken for _code, _seen, broken in verify() if broken] == []


def test_every_fault_is_told_at_once(office: Office) -> None:
    with pytest.raises(UnusableDay) as refused:
        set_day(office, None, "sometimes", " ", "")
    assert set(refused.value.faults) == {"on", "kind", "name", "reason"}


@pytest.mark.parametrize(("on", "kind"), [(SATURDAY, "off"), (CHAKRI, "off"), (FRIDAY, "worked")])
def test_a_day_that_already_is_so_is_refused(office: Office, on: date, kind: str) -> None:
    with pytest.raises(UnusableDay) as refused:
        set_day(office, on, kind)
    assert set(refused.value.faults) == {"on"}


def test_a_day_is_set_once(office: Office) -> None:
    set_day(office)
    with pytest.raises(UnusableDay):
        set_day(office, FRIDAY, "worked")


def test_only_who_sets_up_this_agency_sets_its_days(office: Office, other_office: Office) -> None:
    day = set_day(office)
    for by in (office.actor("officer"), other_office.actor("agency_administrator")):
        with pytest.raises(Forbidden):
            set_agency_day(by=by, at=NOW, agency=office.agency, on=date(2026, 3, 27), kind="off", name="ก", reason="ข")
        with pytest.raises(Forbidden):
            take_back_day(by=by, at=NOW, day=day)
        with pytest.raises(NotFound):
            access_agency_day(by=by, day_id=day.pk)


def test_a_year_is_told_with_its_substitutions_and_the_days_of_the_agency(office: Office) -> None:
    set_day(office)
    rows = {row.on: row for row in days_of_year(office.agency.pk, 2569)}
    assert list(rows) == sorted(rows)
    assert rows[FRIDAY].own is not None
    assert rows[date(2026, 6, 1)].holidays[0].instead_of == date(2026, 5, 31)
    assert not rows[CHAKRI].is_working
    assert days_of_year(office.agency.pk, 2580) == []


def test_the_page_takes_a_day_and_offers_to_take_it_back(administrator: Client, office: Office) -> None:
    address = "/a/suanmali/settings/holidays/2569/"
    values = {"on": "20 มี.ค.", "kind": "off", "name": "งานประจำตำบล", "reason": "ประกาศ 1/2569"}
    page = administrator.post(address, values, follow=True)
    assert "งานประจำตำบล" in page.content.decode()
    day = AgencyDay.objects.get()
    assert day.on == FRIDAY
    take_back = f"/a/suanmali/settings/holidays/days/{day.pk}/take-back/"
    assert take_back in page.content.decode()
    page = administrator.post(take_back, follow=True)
    assert 'name="on" value="2026-03-20"' in page.content.decode()
    administrator.post(address, values | {"on": "2026-03-20"})
    assert AgencyDay.objects.filter(taken_back_at=None).get().on == FRIDAY


@pytest.mark.parametrize("written", ["", "พรุ่งนี้", "20/3/3569"])
def test_a_day_that_cannot_be_read_is_told_at_its_field(administrator: Client, office: Office, written: str) -> None:
    page = administrator.post("/a/suanmali/settings/holidays/2569/", {"on": written, "kind": "off", "name": "ก", "reason": "ข"})
    assert page.status_code == 422
    assert 'href="#id_on"' in page.content.decode()


def test_a_year_without_data_says_so(administrator: Client, office: Office) -> None:
    page = administrator.get("/a/suanmali/settings/holidays/2580/").content.decode().replace("\u2060", "").replace("\u00a0", " ")
    assert "ยังไม่มีข้อมูลวันหยุดราชการ" in page


def test_the_page_says_what_nobody_compared(administrator: Client, office: Office) -> None:
    page = administrator.get("/a/suanmali/settings/holidays/2569/").content.decode()
    assert "ยังไม่ได้ตรวจ" in page
    assert "วันวิสาขบูชา" in page.replace("\u2060", "")
