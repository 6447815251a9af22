"""The order of measures and steps: who looked at another order than that of now is told what changed, and moves again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from tests.offices import NOW, Office

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


def test_an_undo_of_what_is_gone_says_so(office: Office, plan: Plan) -> None:
    gone = named("มาตรการข")
    withdraw_measure(by=office.actor(), at=NOW, measure=gone, reason="ซ้ำ")
    page = sits(office).post(ORDER, {"row": gone.pk, "to": "1"}, follow=True)
    assert "รายการนี้ถูกยกเลิกไปแล้ว" in words(page.content)


@pytest.mark.parametrize("seen", ["", "x", "W10:1:x"])
def test_a_broken_mark_asks_for_nothing(office: Office, plan: Plan, seen: str) -> None:
    assert sits(office).post(ORDER, {"row": named("มาตรการค").pk, "act": "up", "seen": seen}).status_code == 302
    assert titles(plan) == ["ก", "ค", "ข"]
