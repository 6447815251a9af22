"""Reports on several measures are seen with what they make of each before they are saved; looking leaves nothing behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from tests.offices import NOW, Office
from tests.sheets import YEAR, plan_with_measures

from prongsai.foundation.audit.models import Event
from prongsai.programme.plans.models import ProgressReport

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569."""
    with time_machine.travel(NOW, tick=False):
        yield


def words(page: bytes) -> str:
    return " ".join(re.sub(r"[\u2060\u00a0]", "", re.sub(r"<[^>]+>", " ", page.decode())).split())


def typed(**more: str) -> dict[str, str]:
    return {"rows-0-happened_on": "1 มี.ค. 2569", "rows-0-done_text": "ออกแล้ว", "rows-0-is_finished": "on", **more}


def test_the_status_before_and_after_is_shown_and_nothing_is_kept(office: Office) -> None:
    _plan, (_first, second) = plan_with_measures(office)
    client = Client()
    client.force_login(office.persons["officer"])
    address, events = f"/a/suanmali/{YEAR}/report/?m={second.pk}", Event.objects.count()
    page = client.post(address, typed(act="preview"))
    assert page.status_code == 200
    assert "1มี.ค.2569 ออกแล้ว ยังไม่เริ่ม เสร็จแล้ว" in words(page.content)
    assert "ออกแล้ว</textarea>" in page.content.decode()
    assert (ProgressReport.objects.count(), Event.objects.count()) == (0, events)
    assert client.post(address, typed()).status_code == 302
    assert ProgressReport.objects.count() == 1


def test_faults_are_told_before_anything_is_foreseen(office: Office) -> None:
    _plan, (_first, second) = plan_with_measures(office)
    client = Client()
    client.force_login(office.persons["officer"])
    page = client.post(f"/a/suanmali/{YEAR}/report/?m={second.pk}", typed(**{"rows-0-happened_on": "1 ม.ค. 2570", "act": "preview"}))
    assert page.status_code == 422
    assert "ยังมาไม่ถึง" in words(page.content)
    assert "สถานะหลังบันทึก" not in words(page.content)
