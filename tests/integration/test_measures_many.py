"""Several measures changed at once: what each becomes is seen first, all or none is written, and it is undone unless somebody went on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.test import Client
from tests.offices import NOW, Office
from tests.sheets import YEAR, plan_with_measures

from prongsai.foundation.audit.queries import history_of
from prongsai.programme.plans.actions.many import OutdatedMany, Wish, change_many, undo_many, wished
from prongsai.programme.plans.actions.measures import change_measure, withdraw_measure
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.queries.measures import draft_of

pytestmark = pytest.mark.django_db
PAGE, TABLE = f"/a/suanmali/{YEAR}/measures/change/", f"/a/suanmali/{YEAR}/measures/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569."""
    with time_machine.travel(NOW, tick=False):
        yield


def sits(office: Office, role: str = "officer") -> Client:
    client = Client()
    client.force_login(office.persons[role])
    return client


def seen(*measures: Measure) -> dict[str, object]:
    return {"measure": [measure.pk for measure in measures], **{f"seen-{measure.pk}": measure.version for measure in measures}}


def renamed(office: Office, measure: Measure) -> None:
    measure.refresh_from_db()
    draft = replace(draft_of(measure), title="ชื่อของผู้อื่น")
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=draft, version=measure.version)


def test_a_wish_changes_what_it_names_and_nothing_else() -> None:
    step = StepDraft(
        "ก", starts_on=date(2026, 1, 1), monitoring=(MonitoringDraft(date(2026, 1, 31), "สิ้นเดือน"), MonitoringDraft(None, "ทุกเดือน"))
    )
    draft = MeasureDraft("ข", (step,), ends_on=date(2026, 3, 1), monitoring=(MonitoringDraft(date(2026, 3, 1)),), indicators=(2,))
    assert wished(draft, Wish()) == draft
    assert wished(draft, Wish(indicators=(1, 2))).indicators == (1, 2)
    assert wished(draft, Wish(indicators=(1,), replaces_indicators=True)).indicators == (1,)
    moved = wished(draft, Wish(shift_days=-1))
    assert (moved.ends_on, moved.monitoring) == (date(2026, 3, 1), (MonitoringDraft(date(2026, 2, 28)),))
    assert moved.steps[0].monitoring == (MonitoringDraft(date(2026, 1, 30)), MonitoringDraft(None, "ทุกเดือน"))
    whole = wished(draft, Wish(shift_days=1, moves_period=True))
    assert (whole.ends_on, whole.steps[0].starts_on) == (date(2026, 3, 2), date(2026, 1, 2))


def test_the_preview_shows_old_and_new_and_writes_nothing(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    client = sits(office)
    page = client.post(PAGE, {"measure": [first.pk, second.pk], "what": "due", "shift_days": "7", "act": "preview"})
    words = page.content.decode()
    assert [word for word in ("31 มี.ค. 2569", "7 เม.ย. 2569", "2.1.2 รายงานภายใน", "ไม่เปลี่ยน") if word not in words] == []
    assert list(Measure.objects.values_list("version", flat=True)) == [1, 1]
    back = client.post(PAGE, {"measure": [first.pk], "what": "due", "shift_days": "7", "act": "back"})
    assert 'value="7"' in back.content.decode()


def test_nothing_or_both_is_asked_for_again(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    client = sits(office)
    for wish in (
        {"what": "due"},
        {"what": "due", "due_on": "1 พ.ค. 2569", "shift_days": "1"},
        {"what": "due", "shift_days": "999"},
        {"what": "units"},
        {"what": "indicators"},
        {"what": "due", "shift_days": "เจ็ด"},
    ):
        assert client.post(PAGE, {"measure": [first.pk], **wish, "act": "save"}).status_code == 422, wish


def test_a_change_of_several_is_undone_by_the_button_of_its_message(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    before = [draft_of(measure) for measure in (first, second)]
    client = sits(office)
    wish = {"what": "due", "shift_days": "30", "moves_period": "on", "act": "save"}
    client.post(PAGE, {**seen(first, second), **wish})
    first.refresh_from_db()
    assert first.ends_on == date(2026, 4, 30)
    token = re.search(r'name="undo" value="([^"]+)"', client.get(TABLE).content.decode())
    assert token
    stranger = sits(office, "executive")
    assert stranger.post(f"{PAGE}undo/", {"undo": token[1]}).status_code == 404
    client.post(f"{PAGE}undo/", {"undo": token[1] + "x"})
    first.refresh_from_db()
    assert first.ends_on == date(2026, 4, 30)
    client.post(f"{PAGE}undo/", {"undo": token[1]})
    assert [draft_of(Measure.objects.get(pk=measure.pk)) for measure in (first, second)] == before
    assert history_of(first)[0].detail.content["note"] == "เลิกทำการแก้หลายมาตรการ"
    assert Measure.objects.get(pk=second.pk).version == 1, "what did not change is not touched"


def test_nothing_is_undone_where_somebody_went_on(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    by = office.actor()
    undo = change_many(by=by, at=NOW, measures=[first, second], wish=Wish(indicators=(5,)))
    renamed(office, second)
    with pytest.raises(OutdatedMany) as refused:
        undo_many(by=by, at=NOW, undo=undo)
    assert [measure.pk for measure in refused.value.measures] == [second.pk]
    assert draft_of(first).indicators == (1, 5, 9)


def test_what_somebody_changed_since_the_preview_is_shown_and_nothing_is_written(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    sent = {**seen(first, second), "what": "indicators", "indicators": ["5"], "act": "save"}
    renamed(office, second)
    client = sits(office)
    page = client.post(PAGE, sent)
    assert page.status_code == 409
    assert "ชื่อของผู้อื่น" in page.content.decode()
    assert draft_of(first).indicators == (1, 9)
    again = re.findall(r'name="(seen-\d+)" value="(\d+)"', page.content.decode())
    assert client.post(PAGE, {**sent, **dict(again)}).status_code == 302
    assert draft_of(first).indicators == (1, 5, 9)


def test_a_measure_that_was_withdrawn_since_the_preview_stops_the_rest(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    sent = {**seen(first, second), "what": "indicators", "indicators": ["5"], "act": "save"}
    withdraw_measure(by=office.actor(), at=NOW, measure=second, reason="พอแล้ว")
    assert sits(office).post(PAGE, sent).status_code == 409
    assert draft_of(first).indicators == (1, 9)


def test_one_that_cannot_be_changed_keeps_all_as_they_were(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    foreign = {"what": "units", "units": ["999999"], "act": "save"}
    assert sits(office).post(PAGE, {**seen(first, second), **foreign}).status_code == 422
    assert list(Measure.objects.values_list("version", flat=True)) == [1, 1]
