"""What the parts let be found, and that the index follows whatever people do: no more, no less, and nothing lost by a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.addresses import populate
from tests.offices import NOW, Office
from tests.progress import add_report
from tests.searching import found, indexed, shelf

from prongsai.foundation import registry
from prongsai.foundation.agencies.actions import rename_unit
from prongsai.foundation.people.actions import change_person
from prongsai.foundation.people.memberships import end_role
from prongsai.foundation.people.models import Membership
from prongsai.foundation.search import actions
from prongsai.foundation.search.actions import catch_up, current_form, rebuild
from prongsai.foundation.search.freshness import SHORT_BACKLOG, agencies_behind, backlog, follow, freshen
from prongsai.foundation.search.models import EntryUnit, SearchCursor, SearchEntry
from prongsai.foundation.search.tasks import follow_everywhere
from prongsai.programme.plans.actions.measures import add_measure, change_plan, restore_measure, start_plan, withdraw_measure
from prongsai.programme.plans.actions.order import move_measure
from prongsai.programme.plans.actions.progress import ask_more, report_progress, withdraw_request
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan
from prongsai.programme.plans.progress.drafts import ProgressDraft, Upload

pytestmark = pytest.mark.django_db


def entries(agency_id: int) -> set[tuple[Any, ...]]:
    """The whole index of an agency as plain values."""
    units: dict[int, set[int]] = {}
    for link in EntryUnit.objects.filter(entry__agency_id=agency_id):
        units.setdefault(link.entry_id, set()).add(link.unit_id)
    return {
        (
            row.source,
            row.object_id,
            row.title,
            row.body,
            row.folded_title,
            row.folded_body,
            row.address,
            row.fiscal_year,
            *sorted(units.get(row.pk, ())),
        )
        for row in SearchEntry.objects.filter(agency_id=agency_id)
    }


@pytest.fixture
def plan(office: Office) -> Plan:
    return start_plan(by=office.actor(), at=NOW, fiscal_year=2569, number_prefix="2.")


@pytest.fixture
def measure(office: Office, plan: Plan) -> Callable[..., Measure]:
    def add(title: str, *steps: str, unit: str = "กองคลัง") -> Measure:
        draft = MeasureDraft(title, unit_ids=(office.unit(unit).pk,), steps=tuple(StepDraft(text=text) for text in steps))
        return add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)

    return add


def now_found(office: Office, typed: str, role: str = "officer") -> list[str]:
    assert freshen(office.agency.pk)
    return found(office.actor(role), typed)


def test_measures_are_found_by_title_step_number_and_unit(office: Office, measure: Callable[..., Measure]) -> None:
    measure("จัดทำคู่มือ", "ประชุมคณะทำงาน")
    measure("การยืมทรัพย์สินของราชการ", "ทำทะเบียนคุมการยืม", unit="กองช่าง")
    assert now_found(office, "ยืมทรัพย์สิน") == ["2.2 การ[ยืมทรัพย์สิน]ของราชการ"]
    assert now_found(office, "ทะเบียนคุม") == ["2.2 การยืมทรัพย์สินของราชการ"]
    assert now_found(office, "2.2.1") == ["2.2 การยืมทรัพย์สินของราชการ"]
    assert now_found(office, "๒.๒") == ["[2.2] การยืมทรัพย์สินของราชการ"]
    assert now_found(office, "กองช่าง") == ["2.2 การยืมทรัพย์สินของราชการ"]


def test_numbers_follow_when_others_move_or_go(office: Office, plan: Plan, measure: Callable[..., Measure]) -> None:
    first, second = measure("จัดทำคู่มือ"), measure("การยืมทรัพย์สิน")
    assert now_found(office, "ยืม") == ["2.2 การ[ยืม]ทรัพย์สิน"]
    move_measure(by=office.actor(), at=NOW, measure=second, to=1)
    assert now_found(office, "คู่มือ") == ["2.2 จัดทำ[คู่มือ]"]
    second.refresh_from_db()
    withdraw_measure(by=office.actor(), at=NOW, measure=second, reason="ซ้ำ")
    assert now_found(office, "คู่มือ") == ["2.1 จัดทำ[คู่มือ]"]
    assert now_found(office, "ยืม") == []
    restore_measure(by=office.actor(), at=NOW, measure=Measure.objects.get(pk=second.pk))
    assert len(now_found(office, "ยืม")) == 1
    change_plan(by=office.actor(), at=NOW, plan=plan, title="แผน", number_prefix="5.", background="")
    assert now_found(office, "คู่มือ")[0].startswith("5.")
    assert first.pk


def test_a_renamed_unit_and_a_renamed_person_are_found_by_the_new_name_only(office: Office, measure: Callable[..., Measure]) -> None:
    measure("จัดทำคู่มือ")
    administrator, person = office.actor("agency_administrator"), office.persons["executive"]
    assert len(now_found(office, "กองคลัง")) == 1
    rename_unit(by=administrator, at=NOW, unit=office.unit("กองคลัง"), name="กองการเงิน")
    assert now_found(office, '"กองคลัง"') == []
    assert len(now_found(office, "กองการเงิน")) == 1
    change_person(by=office.actor("executive"), at=NOW, person=person, values={"full_name": "มะลิวัลย์ ใจดี"})
    assert now_found(office, "มะลิวัลย์", "agency_administrator") == ["[มะลิวัลย์] ใจดี"]
    assert now_found(office, '"ผู้ทดสอบ executive"', "agency_administrator") == []


def test_reports_go_with_corrections_and_requests_with_their_withdrawal(office: Office, measure: Callable[..., Measure]) -> None:
    about, by = measure("จัดทำคู่มือ"), office.actor()
    draft = ProgressDraft(happened_on=date(2026, 3, 1), done_text="ประชุมชี้แจงแล้ว", unit_id=office.unit("กองคลัง").pk)
    report = report_progress(by=by, at=NOW, measure=about, draft=draft, uploads=[Upload("บันทึกประชุม.pdf", b"%PDF-1.4 x")])
    assert now_found(office, "ชี้แจง") == ["ประชุม[ชี้แจง]แล้ว"]
    assert "ประชุมชี้แจงแล้ว" in now_found(office, "บันทึกประชุม.pdf")
    add_report(about, happened_on=date(2026, 3, 2), corrects=report, done_text="อบรมแล้ว")
    rebuild(agency_id=office.agency.pk)
    assert now_found(office, "ชี้แจง") == []
    request = ask_more(by=by, at=NOW, measure=about, text="ขอภาพถ่ายเพิ่ม")
    assert now_found(office, "ภาพถ่าย") == ["ขอ[ภาพถ่าย]เพิ่ม"]
    withdraw_request(by=by, at=NOW, request=request)
    assert now_found(office, "ภาพถ่าย") == []


def test_following_the_trail_gives_what_building_anew_gives(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """After everything that can happen in an office happened once, event by event."""
    agency = office.agency.pk
    rebuild(agency_id=agency)
    populate(office, django_capture_on_commit_callbacks)
    while not catch_up(agency_id=agency, limit=1):
        pass
    followed = entries(agency)
    SearchEntry.objects.filter(agency_id=agency).delete()
    rebuild(agency_id=agency)
    assert followed == entries(agency)
    kinds = {source.key for source in registry.searchable}
    assert kinds <= {row[0] for row in followed}, "everything that is announced is in the populated office"


def test_following_twice_changes_nothing(office: Office, measure: Callable[..., Measure]) -> None:
    measure("จัดทำคู่มือ")
    follow(office.agency.pk)
    before, places = entries(office.agency.pk), set(SearchEntry.objects.values_list("pk", flat=True))
    SearchCursor.objects.update(event_number=0, installation_number=0)
    follow(office.agency.pk)
    assert (entries(office.agency.pk), set(SearchEntry.objects.values_list("pk", flat=True))) == (before, places)


class PowerCut(Exception):
    """The process ends here."""


def test_a_crash_while_following_loses_nothing(office: Office, measure: Callable[..., Measure], monkeypatch: pytest.MonkeyPatch) -> None:
    agency = office.agency.pk
    follow(agency)
    measure("การยืมทรัพย์สิน")
    behind = backlog(agency)

    def dies(*_args: object, **_options: object) -> None:
        raise PowerCut

    with monkeypatch.context() as broken:
        broken.setattr(SearchCursor, "save", dies)
        with pytest.raises(PowerCut), transaction.atomic():
            catch_up(agency_id=agency)
    assert backlog(agency) == behind
    assert found(office.actor(), "ยืม") == [], "neither rows nor cursor were written"
    assert len(now_found(office, "ยืม")) == 1


def test_a_crash_while_building_anew_is_made_good_by_the_next_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    agency = office.agency.pk
    with shelf() as texts:
        for number in range(1, 8):
            texts.put(agency, number, f"ทรัพย์สิน {number}")
        monkeypatch.setattr(actions, "_OBJECTS_AT_ONCE", 3)
        with monkeypatch.context() as broken:
            broken.setattr(actions, "_drop_others", lambda *_args: (_ for _ in ()).throw(PowerCut()))
            with pytest.raises(PowerCut):
                rebuild(agency_id=agency)
        assert backlog(agency) > 0
        texts.texts.pop((agency, 1))
        follow(agency)
        assert backlog(agency) == 0
        assert len(found(office.actor(), "ทรัพย์สิน")) == 6


def test_another_release_or_another_kind_builds_the_index_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    agency = office.agency.pk
    with shelf() as texts:
        indexed(texts, agency, "ทรัพย์สิน")
        assert backlog(agency) == 0
        form = current_form()
        monkeypatch.setattr(actions, "__version__", "99.0")
        assert current_form() != form
        assert backlog(agency) > 0
        texts.put(agency, 1, "อย่างอื่น")
        assert freshen(agency)
        assert found(office.actor(), "ทรัพย์สิน") == []
    assert backlog(agency) > 0, "the shelf of the product holds other kinds"


def test_a_long_backlog_is_left_to_the_worker(office: Office, measure: Callable[..., Measure], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prongsai.foundation.search.freshness.SHORT_BACKLOG", 0)
    assert SHORT_BACKLOG > 0
    measure("การยืมทรัพย์สิน")
    assert not freshen(office.agency.pk)
    assert found(office.actor(), "ยืม") == []
    assert list(agencies_behind()) == [office.agency.pk]
    follow_everywhere.call_local()
    assert list(agencies_behind()) == []
    assert len(found(office.actor(), "ยืม")) == 1


def test_a_database_that_cannot_be_written_still_answers(
    office: Office, measure: Callable[..., Measure], monkeypatch: pytest.MonkeyPatch
) -> None:
    measure("การยืมทรัพย์สิน")
    follow(office.agency.pk)
    measure("การยืมพัสดุ")
    from django.db import OperationalError

    def refuses(**_options: object) -> bool:
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("prongsai.foundation.search.freshness.catch_up", refuses)
    assert not freshen(office.agency.pk)
    assert len(found(office.actor(), "ยืม")) == 1


def test_the_index_of_letters_is_held_by_the_database(office: Office) -> None:
    """On SQLite by triggers: whatever becomes of a row becomes of its letters."""
    agency = office.agency.pk
    with shelf() as texts:
        indexed(texts, agency, "ทรัพย์สิน", "พัสดุ")
        SearchEntry.objects.filter(object_id=1).update(title="ครุภัณฑ์", folded_title="ครุภัณฑ์")
        SearchEntry.objects.get(object_id=2).delete()
        assert (found(office.actor(), "ทรัพย์สิน"), found(office.actor(), "พัสดุ")) == ([], [])
        assert found(office.actor(), "ครุภัณฑ์") == ["[ครุภัณฑ์]"]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO search_letters(search_letters, rank) VALUES ('integrity-check', 1)")


def test_a_person_who_left_keeps_name_and_loses_role(office: Office) -> None:
    administrator = office.actor("agency_administrator")
    assert len(now_found(office, "ผู้บริหาร", "agency_administrator")) == 1
    held = Membership.objects.get(person=office.persons["executive"])
    end_role(by=administrator, at=NOW, membership=held)
    assert now_found(office, "ผู้บริหาร", "agency_administrator") == []
    assert len(now_found(office, '"ผู้ทดสอบ executive"', "agency_administrator")) == 1
