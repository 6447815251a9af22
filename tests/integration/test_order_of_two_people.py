"""The order of measures and steps: who looked at another order than that of now is told what changed, and moves again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from tests.offices import NOW, Office

from prongsai.interfaces.staff.forms.seen import sealed
from prongsai.programme.plans.actions.measures import add_measure, start_plan, withdraw_measure
from prongsai.programme.plans.actions.order import move_measure, move_step
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan, Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(office: Office) -> Plan:
    """Three measures, the first with three steps."""
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569, title="แผน", number_prefix="")
    steps = tuple(StepDraft(text=f"ขั้น{letter}") for letter in "กขค")
    for letter in "กขค":
        draft = MeasureDraft(title=f"มาตรการ{letter}", ends_on=date(2026, 9, 30), steps=steps if letter == "ก" else ())
        add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)
    return plan


def named(title: str) -> Measure:
    return Measure.objects.get(title=title)


def titles(plan: Plan) -> list[str]:
    return [measure.title[-1] for measure in plan.measures.filter(withdrawn_at=None)]


def sits(office: Office) -> Client:
    client = Client()
    client.force_login(office.persons["officer"])
    return client


def seen_at(client: Client, address: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def words(content: bytes) -> str:
    return re.sub(r"[\u2060\u00a0\u200b]", "", re.sub(r"<[^>]+>", "", content.decode()))


ORDER = "/a/suanmali/2569/measures/order/"


def test_the_second_is_told_what_stands_elsewhere_and_keeps_the_place_that_was_typed(office: Office, plan: Plan) -> None:
    client, last = sits(office), named("มาตรการค")
    seen = seen_at(client, ORDER)
    move_measure(by=office.actor(), at=NOW, measure=named("มาตรการก"), to=2)
    page = client.post(ORDER, {"row": last.pk, "act": "to", "to": "1", "seen": seen})
    assert page.status_code == 409
    assert titles(plan) == ["ข", "ก", "ค"]
    told = words(page.content)
    assert "มีผู้อื่นเปลี่ยนลำดับ" in told
    assert re.findall(r"มาตรการ(.) \((เดิมลำดับที่ \d)\)", told) == [("ข", "เดิมลำดับที่ 2"), ("ก", "เดิมลำดับที่ 1")]
    again = page.content.decode()
    assert re.search(rf'id="to-{last.pk}"[^>]* value="1"', again)
    (fresh,) = set(re.findall(r'name="seen" value="([^"]+)"', again))
    assert client.post(ORDER, {"row": last.pk, "act": "to", "to": "1", "seen": fresh}).status_code == 302
    assert titles(plan) == ["ค", "ข", "ก"]


def test_a_measure_that_came_or_went_meanwhile_is_a_change_too(office: Office, plan: Plan) -> None:
    client = sits(office)
    seen = seen_at(client, ORDER)
    withdraw_measure(by=office.actor(), at=NOW, measure=named("มาตรการข"), reason="ซ้ำ")
    add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft(title="มาตรการง"))
    for row, act in (("มาตรการค", "up"), ("มาตรการข", "down")):
        page = client.post(ORDER, {"row": named(row).pk, "act": act, "seen": seen})
        assert page.status_code == 409
        assert "มาตรการง (เพิ่มมาใหม่)" in words(page.content)
    assert titles(plan) == ["ก", "ค", "ง"]


def test_what_was_seen_is_what_stands(office: Office, plan: Plan) -> None:
    client = sits(office)
    assert client.post(ORDER, {"row": named("มาตรการค").pk, "act": "up", "seen": seen_at(client, ORDER)}).status_code == 302
    assert titles(plan) == ["ก", "ค", "ข"]


def test_steps_have_the_same_guard(office: Office, plan: Plan) -> None:
    client, address = sits(office), f"/a/suanmali/measures/{named('มาตรการก').pk}/order/"
    seen, last = seen_at(client, address), Step.objects.get(text="ขั้นค")
    move_step(by=office.actor(), at=NOW, step=Step.objects.get(text="ขั้นก"), to=2)
    page = client.post(address, {"row": last.pk, "act": "up", "seen": seen})
    assert page.status_code == 409
    assert [step.text for step in named("มาตรการก").steps.all()] == ["ขั้นข", "ขั้นก", "ขั้นค"]
    assert "ขั้นข (เดิมลำดับที่ 2)" in words(page.content)


def moved(client: Client, address: str, row: int, act: str) -> dict[str, str]:
    """Move a line by the page; what the button for undo sends."""
    page = client.post(address, {"row": row, "act": act, "seen": seen_at(client, address)}, follow=True).content.decode()
    form = page[: page.index('<button class="btn btn-quiet')].rpartition("<form")[2]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def test_an_undo_takes_the_move_back_and_can_be_undone_itself(office: Office, plan: Plan) -> None:
    client = sits(office)
    undo = moved(client, ORDER, named("มาตรการค").pk, "up")
    assert titles(plan) == ["ก", "ค", "ข"]
    page = client.post(ORDER, undo, follow=True)
    assert titles(plan) == ["ก", "ข", "ค"]
    assert "เลิกทำ" in words(page.content)


def test_an_undo_after_somebody_elses_move_shows_the_order_of_now(office: Office, plan: Plan) -> None:
    client = sits(office)
    undo = moved(client, ORDER, named("มาตรการค").pk, "up")
    move_measure(by=office.actor(), at=NOW, measure=named("มาตรการก"), to=3)
    page = client.post(ORDER, undo)
    assert page.status_code == 409
    assert titles(plan) == ["ค", "ข", "ก"]
    assert "มาตรการก (เดิมลำดับที่ 1)" in words(page.content)
    address = f"/a/suanmali/measures/{named('มาตรการก').pk}/order/"
    undo = moved(client, address, Step.objects.get(text="ขั้นก").pk, "down")
    move_step(by=office.actor(), at=NOW, step=Step.objects.get(text="ขั้นก"), to=3)
    assert client.post(address, undo).status_code == 409
    assert [step.text[-1] for step in named("มาตรการก").steps.all()] == ["ข", "ค", "ก"]


def test_an_undo_of_what_is_gone_says_so(office: Office, plan: Plan) -> None:
    client, gone = sits(office), named("มาตรการข")
    undo = moved(client, ORDER, gone.pk, "up")
    withdraw_measure(by=office.actor(), at=NOW, measure=gone, reason="ซ้ำ")
    page = client.post(ORDER, undo)
    assert page.status_code == 409
    assert "รายการนี้ถูกยกเลิกไปแล้ว" in words(page.content)


@pytest.mark.parametrize("seen", [None, "", "x", "W10:1:x", {}, {"order": 1}, {"title": "ก"}, {"order": []}])
@pytest.mark.parametrize("move", [{"act": "up"}, {"to": "1"}])
def test_a_mark_that_is_broken_forged_or_missing_counts_as_outdated(
    office: Office, plan: Plan, seen: str | dict[str, object] | None, move: dict[str, str]
) -> None:
    sent = {"row": str(named("มาตรการค").pk)} | move | ({} if seen is None else {"seen": sealed(seen) if isinstance(seen, dict) else seen})
    client = sits(office)
    page = client.post(ORDER, sent)
    assert page.status_code == 409
    assert "มีผู้อื่นเปลี่ยนลำดับ" in words(page.content)
    assert titles(plan) == ["ก", "ข", "ค"]
    (fresh,) = set(re.findall(r'name="seen" value="([^"]+)"', page.content.decode()))
    assert client.post(ORDER, sent | {"seen": fresh}).status_code == 302
