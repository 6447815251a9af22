"""Carrying an earlier year's measures into a year: by the action, by the page, again, and back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.offices import NOW, Office
from tests.progress import add_report

from prongsai.foundation.audit.models import Event
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.actor import Forbidden
from prongsai.programme.plans.actions.carrying import carry_forward, take_back
from prongsai.programme.plans.actions.evidence import add_files
from prongsai.programme.plans.actions.measures import add_measure, change_measure, start_plan, withdraw_measure
from prongsai.programme.plans.actions.order import move_measure
from prongsai.programme.plans.actions.progress import report_progress
from prongsai.programme.plans.carrying.preview import carry_preview
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan
from prongsai.programme.plans.progress.drafts import ProgressDraft, Upload
from prongsai.programme.plans.queries.measures import draft_of

PAGE = "/a/suanmali/2569/measures/carry/"


def drafts(office: Office) -> list[MeasureDraft]:
    finance = office.unit("กองคลัง").pk
    return [
        MeasureDraft(
            title="แนวทางการยืมทรัพย์สิน ปี 2568",
            steps=(StepDraft("ออกประกาศ"), StepDraft("ประชุมชี้แจง")),
            unit_ids=(finance,),
            starts_on=date(2024, 10, 1),
            ends_on=date(2025, 9, 30),
            monitoring=(MonitoringDraft(date(2025, 3, 31)),),
            indicators=(4,),
        ),
        MeasureDraft(title="ประกาศนโยบายไม่รับของขวัญ", unit_ids=(finance,), indicators=(10,)),
        MeasureDraft(title="เวทีรับฟังความคิดเห็น", is_for_every_unit=True),
    ]


def last_year(office: Office) -> list[Measure]:
    """Three measures of 2568: the first with one of two steps done, the second completed, the third not begun."""
    by = office.actor()
    plan = start_plan(by=by, at=NOW, fiscal_year=2568, number_prefix="2.")
    made = [add_measure(by=by, at=NOW, plan=plan, draft=draft) for draft in drafts(office)]
    add_report(made[0], step=made[0].steps.get(text="ออกประกาศ"), happened_on=date(2025, 1, 12), is_finished=True)
    add_report(made[1], happened_on=date(2024, 12, 1), is_finished=True)
    return made


@pytest.fixture
def measures(office: Office) -> list[Measure]:
    return last_year(office)


def carry(office: Office, measures: list[Measure], *, rest: bool = False) -> list[Measure]:
    chosen = {measure.pk: rest for measure in measures}
    found = carry_forward(by=office.actor(), at=NOW, source=measures[0].plan, fiscal_year=2569, chosen=chosen)
    return [*found.added, *found.restored]


def test_measures_come_along_with_new_days_and_tell_where_they_came_from(office: Office, measures: list[Measure]) -> None:
    first, _second = carry(office, measures[:2])
    draft = draft_of(first)
    assert (first.title, first.carried_from_id) == ("แนวทางการยืมทรัพย์สิน ปี 2569", measures[0].pk)
    assert (draft.starts_on, draft.ends_on, draft.monitoring[0].due_on) == (date(2025, 10, 1), date(2026, 9, 30), date(2026, 3, 31))
    assert [step.text for step in draft.steps] == ["ออกประกาศ", "ประชุมชี้แจง"]
    plan = Plan.objects.get(fiscal_year=2569)
    assert (plan.number_prefix, "2569" in plan.title) == ("2.", True)
    event = Event.objects.get(verb="plans.measure_added", object_id=str(first.pk))
    assert event.mentions.filter(object_id=str(measures[0].pk), object_type="plans.measure").exists()


def test_only_the_steps_that_are_not_completed_come_along_where_that_is_wished(office: Office, measures: list[Measure]) -> None:
    (first,) = carry(office, measures[:1], rest=True)
    assert [step.text for step in draft_of(first).steps] == ["ประชุมชี้แจง"]


def test_what_was_carried_and_changed_since_is_not_overwritten(office: Office, measures: list[Measure]) -> None:
    (first,) = carry(office, measures[:1])
    changed = MeasureDraft(title="ชื่อใหม่")
    change_measure(by=office.actor(), at=NOW, measure=first, draft=changed, version=first.version)
    assert carry(office, measures[:1]) == []
    first.refresh_from_db()
    assert first.title == "ชื่อใหม่"


def test_a_carried_measure_that_was_withdrawn_is_brought_back_and_not_made_anew(office: Office, measures: list[Measure]) -> None:
    (first,) = carry(office, measures[:1])
    withdraw_measure(by=office.actor(), at=NOW, measure=first, reason="ไม่ทำ")
    assert [measure.pk for measure in carry(office, measures[:1])] == [first.pk]
    assert Measure.objects.filter(plan__fiscal_year=2569).count() == 1


def test_the_title_and_background_of_a_plan_that_is_there_stay(office: Office, measures: list[Measure]) -> None:
    start_plan(by=office.actor(), at=NOW, fiscal_year=2569, title="แผนของเรา", number_prefix="9.")
    carry(office, measures)
    assert list(Plan.objects.filter(fiscal_year=2569).values_list("title", "number_prefix")) == [("แผนของเรา", "9.")]


def test_measures_of_another_plan_or_year_are_refused_whole(office: Office, other_office: Office, measures: list[Measure]) -> None:
    foreign = last_year(other_office)[0]
    for chosen in ({}, {measures[0].pk: False, foreign.pk: False}, {10**9: False}):
        with pytest.raises(Unusable):
            carry_forward(by=office.actor(), at=NOW, source=measures[0].plan, fiscal_year=2569, chosen=chosen)
    with pytest.raises(Unusable):
        carry_forward(by=office.actor(), at=NOW, source=measures[0].plan, fiscal_year=2568, chosen={measures[0].pk: False})
    assert not Plan.objects.filter(fiscal_year=2569).exists()


def test_what_came_by_way_of_the_year_between_is_not_carried_again(office: Office, measures: list[Measure]) -> None:
    by = office.actor()
    (later,) = carry(office, measures[:1])
    change_measure(by=by, at=NOW, measure=later, draft=replace(draft_of(later), title="ชื่อใหม่"), version=later.version)
    carry_forward(by=by, at=NOW, source=later.plan, fiscal_year=2570, chosen={later.pk: False})
    found = carry_preview(source=measures[0].plan, fiscal_year=2570, today=date(2026, 3, 17))
    assert [(one.there, one.is_proposed) for one in found.proposals] == [("carried", False), ("", False), ("", True)]


def test_times_in_words_move_with_all_their_years_and_are_told(office: Office) -> None:
    by = office.actor()
    plan = start_plan(by=by, at=NOW, fiscal_year=2568)
    words = MonitoringDraft(None, "ภายในปีงบประมาณ ๒๕๖๘")
    draft = MeasureDraft(title="ก", is_for_every_unit=True, period_as_written="ต.ค. 2567 - ก.ย. 2568", monitoring=(words,))
    add_measure(by=by, at=NOW, plan=plan, draft=draft)
    (one,) = carry_preview(source=plan, fiscal_year=2569, today=date(2026, 3, 17)).proposals
    assert (one.whole.period_as_written, one.whole.monitoring[0].as_written) == ("ต.ค. 2568 - ก.ย. 2569", "ภายในปีงบประมาณ ๒๕๖๙")
    assert any("เลื่อนปีในข้อความ" in note for note in one.notes)


def test_taking_back_leaves_what_somebody_gave_evidence_for(office: Office, measures: list[Measure]) -> None:
    (later,) = carry(office, measures[:1])
    add_files(by=office.actor(), at=NOW, measure=later, uploads=[Upload("a.pdf", b"%PDF-1.4 a")])
    assert take_back(by=office.actor(), at=NOW, measures=[later]) == (0, 1)


def test_who_may_not_edit_may_not_carry(office: Office, measures: list[Measure]) -> None:
    with pytest.raises(Forbidden):
        carry_forward(by=office.actor("executive"), at=NOW, source=measures[0].plan, fiscal_year=2569, chosen={measures[0].pk: False})


def test_taking_back_leaves_what_somebody_has_worked_on(office: Office, measures: list[Measure]) -> None:
    first, second, third = carry(office, measures)
    add_report(first, happened_on=date(2026, 1, 5))
    change_measure(by=office.actor(), at=NOW, measure=second, draft=MeasureDraft(title="ชื่อใหม่"), version=second.version)
    assert take_back(by=office.actor(), at=NOW, measures=[first, second, third]) == (1, 2)
    assert set(Measure.objects.filter(plan__fiscal_year=2569, withdrawn_at=None)) == {first, second}
    assert take_back(by=office.actor(), at=NOW, measures=measures) == (0, 0)


def test_taking_back_what_was_brought_back_looks_at_what_was_done_since(office: Office, measures: list[Measure]) -> None:
    first, second, third = carry(office, measures)
    add_report(first, happened_on=date(2026, 1, 5))
    for measure in (first, second, third):
        withdraw_measure(by=office.actor(), at=NOW, measure=measure, reason="เลิกทำ")
    chosen = {measure.pk: False for measure in measures}
    later = NOW + timedelta(hours=1)
    again = carry_forward(by=office.actor(), at=later, source=measures[0].plan, fiscal_year=2569, chosen=chosen).restored
    report_progress(by=office.actor(), at=later, measure=second, draft=ProgressDraft(happened_on=date(2026, 1, 5), done_text="ทำแล้ว"))
    move_measure(by=office.actor(), at=NOW, measure=third, to=1)
    assert take_back(by=office.actor(), at=NOW, measures=again) == (2, 1)
    assert list(Measure.objects.filter(plan__fiscal_year=2569, withdrawn_at=None)) == [second]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(goes=st.lists(st.dictionaries(st.integers(0, 2), st.booleans(), min_size=1), min_size=1, max_size=4))
def test_carrying_again_changes_nothing_and_the_order_of_goes_changes_only_the_order(
    office: Office, measures: list[Measure], goes: list[dict[int, bool]]
) -> None:
    with transaction.atomic():
        for go in goes:
            chosen = {measures[index].pk: rest for index, rest in go.items()}
            for _twice in range(2):
                carry_forward(by=office.actor(), at=NOW, source=measures[0].plan, fiscal_year=2569, chosen=chosen)
                seen = list(Measure.objects.filter(plan__fiscal_year=2569).order_by("pk").values_list("pk", "version"))
        wanted = {measures[index].pk for go in goes for index in go}
        carried = Measure.objects.filter(plan__fiscal_year=2569)
        assert sorted(carried.values_list("carried_from_id", flat=True)) == sorted(wanted)
        assert seen == list(carried.order_by("pk").values_list("pk", "version"))
        transaction.set_rollback(True)


@pytest.fixture
def client(office: Office) -> Client:
    browser = Client()
    browser.force_login(office.persons["officer"])
    return browser


@pytest.mark.parametrize("year", ["2570", "2569", "2567", "", "x", "๒๕๖๘ก", None])
def test_a_year_without_an_earlier_plan_is_refused_and_no_other_is_taken_for_it(
    client: Client, measures: list[Measure], year: str | None
) -> None:
    sent = {"measure": [measures[0].pk]} | ({} if year is None else {"from": year})
    page = client.post(PAGE, sent)
    assert page.status_code == 422
    assert "ไม่มีแผนของปีต้นทางที่ส่งมา" in page.content.decode().replace("\u2060", "")
    assert not Plan.objects.filter(fiscal_year=2569).exists()


def carried(client: Client, measures: list[Measure]) -> str:
    """Carry by the page; what its button for undo sends."""
    page = client.post(PAGE, {"from": "2568", "measure": [measure.pk for measure in measures]}, follow=True).content.decode()
    (ids,) = re.findall(r'name="measures" value="([^"]+)"', page)
    return str(ids)


def undone(client: Client, ids: str) -> str:
    page = client.post(f"{PAGE}undo/", {"measures": ids}, follow=True).content.decode()
    return re.sub("[\u2060\u00a0]", "", page)


def test_the_page_ticks_what_is_not_completed_and_carries_what_is_ticked(client: Client, measures: list[Measure]) -> None:
    page = client.get(PAGE).content.decode()
    ticked = [f'value="{measure.pk}" data-tick checked' in page for measure in measures]
    assert ticked == [True, False, True]
    response = client.post(PAGE, {"from": "2568", "measure": [measures[0].pk], f"steps-{measures[0].pk}": "rest"}, follow=True)
    assert "ยกมา 1 มาตรการแล้ว" in response.content.decode()
    assert list(Measure.objects.filter(plan__fiscal_year=2569).values_list("carried_from_id", flat=True)) == [measures[0].pk]
    assert f'value="{measures[0].pk}" data-tick' not in client.get(PAGE).content.decode()


def test_nothing_ticked_is_told_and_nothing_is_written(client: Client, measures: list[Measure]) -> None:
    response = client.post(PAGE, {"from": "2568"})
    assert response.status_code == 422
    assert "ยังไม่ได้เลือกมาตรการ" in response.content.decode().replace("\u2060", "")
    assert not Plan.objects.filter(fiscal_year=2569).exists()


def test_undo_takes_the_carried_measures_out_again(client: Client, measures: list[Measure]) -> None:
    page = undone(client, carried(client, measures))
    assert "เอาออก 3 มาตรการ" in page
    assert not Measure.objects.filter(plan__fiscal_year=2569, withdrawn_at=None).exists()


def test_undo_works_again_after_carrying_again(client: Client, measures: list[Measure]) -> None:
    for _time in range(3):
        page = undone(client, carried(client, measures[:2]))
        assert "เอาออก 2 มาตรการ" in page
        assert "คงไว้" not in page
        assert not Measure.objects.filter(plan__fiscal_year=2569, withdrawn_at=None).exists()


def test_undo_of_an_earlier_carrying_leaves_what_was_carried_again_since(client: Client, measures: list[Measure]) -> None:
    old = carried(client, measures[:1])
    undone(client, old)
    carried(client, measures[:1])
    assert "1 มาตรการมีคนแก้หรือรายงานแล้ว จึงคงไว้" in undone(client, old)


@pytest.mark.parametrize("sent", ["", "x", "1", "-", "1.x-2", "9" * 30])
def test_an_undo_that_names_no_carrying_takes_nothing_out(client: Client, measures: list[Measure], sent: str) -> None:
    carried(client, measures)
    first, *_others = Measure.objects.filter(plan__fiscal_year=2569).values_list("pk", flat=True)
    undone(client, sent.replace("1", str(first)))
    assert Measure.objects.filter(plan__fiscal_year=2569, withdrawn_at=None).count() == 3


def test_without_an_earlier_plan_the_page_says_what_to_do(client: Client, office: Office) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "ยังไม่มีแผนของปีก่อน" in page.content.decode()
    assert client.post(PAGE, {"measure": "1"}).status_code == 422


def test_an_empty_year_offers_last_years_measures_first(client: Client, measures: list[Measure]) -> None:
    page = client.get("/a/suanmali/2569/measures/").content.decode()
    assert f'href="{PAGE}"' in page
    assert "ยกมา · 3 เรื่อง" in page
