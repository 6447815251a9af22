"""The pages of the plan and its measures, as a person uses them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.offices import NOW, Office

from prongsai.foundation.audit.models import Event
from prongsai.programme.plans.actions.measures import add_measure, change_measure, start_plan, withdraw_measure
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan, Step
from prongsai.programme.plans.queries.measures import draft_of

YEAR = 2569
Visit = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visit(office: Office) -> Visit:
    """A browser of a person with a role."""

    def enter(role: str = "officer") -> Client:
        client = Client()
        client.force_login(office.persons[role])
        return client

    return enter


@pytest.fixture
def plan(office: Office) -> Plan:
    """A plan with three measures: overdue, not begun, of every unit."""
    by = office.actor()
    made = start_plan(by=by, at=NOW, fiscal_year=YEAR, number_prefix="2.")
    finance, works = office.unit("กองคลัง").pk, office.unit("กองช่าง").pk
    for draft in (
        MeasureDraft(
            "แนวทางการยืมทรัพย์สิน",
            (StepDraft("ออกประกาศ"), StepDraft("จัดทำใบยืม", unit_ids=(works,))),
            unit_ids=(finance,),
            ends_on=date(2026, 3, 15),
            indicators=(4,),
        ),
        MeasureDraft("อบรมจริยธรรม", unit_ids=(works,), starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30), indicators=(3, 5)),
        MeasureDraft("คู่มือประชาชน", is_for_every_unit=True, monitoring=(MonitoringDraft(None, "ทุกวันที่ 10"),)),
    ):
        add_measure(by=by, at=NOW, plan=made, draft=draft)
    return made


def address(rest: str) -> str:
    return f"/a/suanmali/{rest}"


def text_of(html: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.decode())).replace("\u2060", "").replace("\u00a0", " ").split())


def titles_in(html: bytes) -> list[str]:
    return [found.replace("\u2060", "") for found in re.findall(r'role="rowheader">.*?<a [^>]+>([^<]+)</a>', html.decode())]


def form_values(html: bytes) -> dict[str, str | list[str]]:
    """What a browser would send from the first form that has a title."""
    content = html.decode()
    values: dict[str, str | list[str]] = {}
    for field in re.findall(r"<input[^>]+>", content):
        name, kind = re.search(r'name="([^"]+)"', field), re.search(r'type="([^"]+)"', field)
        if name is None or (kind and kind[1] in {"checkbox", "radio"} and " checked" not in field) or (kind and kind[1] == "search"):
            continue
        value = re.search(r'value="([^"]*)"', field)
        written = unescape(value[1]) if value else ("on" if kind and kind[1] == "checkbox" else "")
        known = values.get(name[1])
        values[name[1]] = written if known is None else [*(known if isinstance(known, list) else [known]), written]
    for name, written in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', content, re.DOTALL):
        values[name] = unescape(written)
    return values


def test_a_year_without_measures_offers_the_three_ways_to_begin_and_names_last_year(visit: Visit, plan: Plan) -> None:
    page = visit("officer").get(address("2570/measures/"))
    words = text_of(page.content)
    assert "นำเข้าเอกสาร" in words
    assert "เปิดคลังมาตรการ" in words
    assert "เพิ่มมาตรการ" in words
    assert "ปี 2569 มี 3 มาตรการ" in words


def test_who_may_not_edit_is_told_who_will_begin(visit: Visit, office: Office) -> None:
    words = text_of(visit("executive").get(address("2569/measures/")).content)
    assert "เพิ่มมาตรการ" not in words.replace("เจ้าหน้าที่ผู้ดูแลแผนจะนำเข้าหรือเพิ่มมาตรการ", "")


def test_the_table_shows_number_units_days_status_and_indicators(visit: Visit, plan: Plan) -> None:
    words = text_of(visit("officer").get(address("2569/measures/")).content)
    assert "2.1 แนวทางการยืมทรัพย์สิน กองคลัง" in words
    assert "15 มี.ค. 2569 เกินกำหนด เกิน 2 วัน" in words
    assert "ยังไม่เริ่ม เริ่ม 1 เม.ย." in words
    assert "2.3 คู่มือประชาชน ทุกส่วนราชการ" in words
    assert "ทุกวันที่ 10" in words


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("status=overdue", ["แนวทางการยืมทรัพย์สิน"]),
        ("status=not_started", ["อบรมจริยธรรม", "คู่มือประชาชน"]),
        ("q=ใบยืม", ["แนวทางการยืมทรัพย์สิน"]),
        ("q=๒.๒", ["อบรมจริยธรรม"]),
        ("indicator=5", ["อบรมจริยธรรม"]),
        ("sort=due", ["แนวทางการยืมทรัพย์สิน", "อบรมจริยธรรม", "คู่มือประชาชน"]),
        ("status=ghost&unit=x&indicator=99x", []),
        ("status=completed", []),
    ],
)
def test_status_words_indicator_and_order_choose_the_rows(visit: Visit, plan: Plan, query: str, shown: list[str]) -> None:
    assert titles_in(visit("officer").get(address(f"2569/measures/?{query}")).content) == shown


def test_a_unit_sees_measures_of_its_steps_and_of_every_unit(visit: Visit, plan: Plan, office: Office) -> None:
    page = visit("officer").get(address(f"2569/measures/?unit={office.unit('กองช่าง').pk}"))
    assert titles_in(page.content) == ["แนวทางการยืมทรัพย์สิน", "อบรมจริยธรรม", "คู่มือประชาชน"]
    page = visit("officer").get(address(f"2569/measures/?unit={office.unit('สำนักปลัด').pk}"))
    assert titles_in(page.content) == ["คู่มือประชาชน"]


def test_tabs_keep_the_filters_and_count_within_them(visit: Visit, plan: Plan) -> None:
    html = visit("officer").get(address("2569/measures/?indicator=5")).content.decode()
    assert "indicator=5&amp;status=not_started" in html
    assert "ยังไม่เริ่ม 1" in text_of(html.encode())


def test_more_than_a_hundred_rows_are_paged_and_queries_do_not_grow(visit: Visit, office: Office, plan: Plan) -> None:
    client = visit("officer")
    counts = []
    for more in (10, 190):
        for index in range(more):
            draft = MeasureDraft(
                f"มาตรการ {index}", (StepDraft("ก"), StepDraft("ข")), unit_ids=(office.unit("กองคลัง").pk,), indicators=(1,)
            )
            add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)
        client.get(address("2569/measures/"))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page = client.get(address("2569/measures/"))
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert len(titles_in(page.content)) == 100
    assert len(titles_in(client.get(address("2569/measures/?page=3")).content)) == 3


def test_the_page_of_a_measure_takes_no_more_queries_for_more_steps(visit: Visit, office: Office, plan: Plan) -> None:
    client, counts = visit("officer"), []
    for steps in (2, 40):
        draft = MeasureDraft("ก", tuple(StepDraft(f"ขั้น {index}") for index in range(steps)))
        measure = add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft)
        client.get(address(f"measures/{measure.pk}/"))
        with CaptureQueriesContext(connection) as seen:
            client.get(address(f"measures/{measure.pk}/"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_measure_is_added_by_hand_with_days_in_any_wording(visit: Visit, office: Office) -> None:
    client = visit("officer")
    values = form_values(client.get(address("2569/measures/add/")).content) | {
        "title": "ประกาศนโยบาย", "starts_on": "๑ ตุลาคม ๒๕๖๘", "ends_on": "31/3/2569", "monitoring": "31 มี.ค. 69\nทุกวันที่ 10",
        "units": [str(office.unit("กองคลัง").pk)], "indicators": ["9", "10"], "steps-0-text": "ร่างประกาศ", "act": "save",
    }  # fmt: skip
    page = client.post(address("2569/measures/add/"), values)
    measure = Measure.objects.get()
    assert page.headers["Location"] == address(f"measures/{measure.pk}/")
    draft = draft_of(measure)
    assert (draft.starts_on, draft.ends_on, draft.indicators) == (date(2025, 10, 1), date(2026, 3, 31), (9, 10))
    assert [entry.as_written for entry in draft.monitoring if entry.due_on is None] == ["ทุกวันที่ 10"]
    assert [step.text for step in draft.steps] == ["ร่างประกาศ"]


def test_saving_a_form_that_nobody_touched_changes_nothing(visit: Visit, plan: Plan) -> None:
    client, measure = visit("officer"), plan.measures.first()
    assert measure is not None
    before, events = draft_of(measure), Event.objects.count()
    client.post(address(f"measures/{measure.pk}/edit/"), form_values(client.get(address(f"measures/{measure.pk}/edit/")).content))
    measure.refresh_from_db()
    assert (draft_of(measure), Event.objects.count(), measure.version) == (before, events, 1)


def test_faults_are_listed_together_and_what_was_typed_is_kept(visit: Visit, plan: Plan) -> None:
    client = visit("officer")
    values = form_values(client.get(address("2569/measures/add/")).content)
    values |= {"title": "", "starts_on": "วันหนึ่ง", "steps-0-text": "", "steps-0-ends_on": "31 ก.พ. 2569", "act": "save"}
    page = client.post(address("2569/measures/add/"), values)
    html = page.content.decode()
    assert page.status_code == 422
    assert "<title>ผิดพลาด:" in html
    assert "มี 4 จุดที่ต้องแก้" in text_of(page.content)
    assert 'href="#id_steps-0-ends_on"' in html
    assert 'value="วันหนึ่ง"' in html
    assert plan.measures.count() == 3


def test_the_end_before_the_start_is_told_at_its_field(visit: Visit, plan: Plan) -> None:
    client = visit("officer")
    values = form_values(client.get(address("2569/measures/add/")).content)
    values |= {"title": "ก", "steps-0-text": "ข", "steps-0-starts_on": "2 ต.ค. 2568", "steps-0-ends_on": "1 ต.ค. 2568", "act": "save"}
    page = client.post(address("2569/measures/add/"), values)
    assert page.status_code == 422
    assert 'href="#id_steps-0-ends_on"' in page.content.decode()


def test_row_buttons_change_the_form_without_saving(visit: Visit, plan: Plan) -> None:
    client, measure = visit("officer"), plan.measures.get(title="แนวทางการยืมทรัพย์สิน")
    href = address(f"measures/{measure.pk}/edit/")
    values = form_values(client.get(href).content) | {"title": "ยังไม่บันทึก"}
    moved = form_values(client.post(href, values | {"act": "down-0"}).content)
    assert (moved["steps-0-text"], moved["steps-1-text"], moved["title"]) == ("จัดทำใบยืม", "ออกประกาศ", "ยังไม่บันทึก")
    added = form_values(client.post(href, moved | {"act": "add"}).content)
    assert added["steps-TOTAL_FORMS"] == "3"
    left = form_values(client.post(href, added | {"act": "remove-2"}).content)
    measure.refresh_from_db()
    assert (measure.title, list(measure.steps.values_list("text", flat=True))) == ("แนวทางการยืมทรัพย์สิน", ["ออกประกาศ", "จัดทำใบยืม"])
    client.post(href, left | {"act": "save"})
    measure.refresh_from_db()
    assert (measure.title, [step.text for step in draft_of(measure).steps]) == ("ยังไม่บันทึก", ["จัดทำใบยืม", "ออกประกาศ"])
    assert Step.objects.count() == 2


def test_the_second_editor_is_told_what_changed_keeps_the_typing_and_may_save_again(visit: Visit, office: Office, plan: Plan) -> None:
    client, measure = visit("officer"), plan.measures.get(title="แนวทางการยืมทรัพย์สิน")
    href = address(f"measures/{measure.pk}/edit/")
    values = form_values(client.get(href).content) | {"title": "ของคนที่สอง"}
    draft = draft_of(measure)
    first = MeasureDraft("ของคนแรก", (*draft.steps, StepDraft("ขั้นใหม่ของคนแรก")), unit_ids=draft.unit_ids, indicators=draft.indicators)
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=first, version=1)
    page = client.post(href, values)
    assert page.status_code == 409
    words = text_of(page.content)
    assert "มีผู้อื่นแก้มาตรการนี้ก่อนท่านบันทึก" in words
    assert "แนวทางการยืมทรัพย์สิน → ของคนแรก" in words
    again = form_values(page.content)
    assert (again["title"], again["steps-2-text"]) == ("ของคนที่สอง", "ขั้นใหม่ของคนแรก")
    assert client.post(href, again).status_code == 302
    measure.refresh_from_db()
    assert measure.title == "ของคนที่สอง"
    assert [step.text for step in draft_of(measure).steps] == ["ออกประกาศ", "จัดทำใบยืม", "ขั้นใหม่ของคนแรก"]


def seen_at(client: Client, href: str) -> str:
    """What the forms of a page of order send of the order that they show."""
    return re.findall(r'name="seen" value="([^"]+)"', client.get(href).content.decode())[0]


def test_a_move_renumbers_at_once_and_its_message_takes_it_back(visit: Visit, plan: Plan) -> None:
    client, last = visit("officer"), plan.measures.get(title="คู่มือประชาชน")
    href = address("2569/measures/order/")
    page = client.post(href, {"row": last.pk, "act": "up", "seen": seen_at(client, href)}, follow=True)
    assert list(plan.measures.values_list("title", flat=True)) == ["แนวทางการยืมทรัพย์สิน", "คู่มือประชาชน", "อบรมจริยธรรม"]
    assert "เลิกทำ" in text_of(page.content)
    undo = re.search(
        r'name="to" value="(\d+)"><input type="hidden" name="seen" value="([^"]+)"><button class="btn btn-quiet', page.content.decode()
    )
    assert undo is not None
    client.post(href, {"row": last.pk, "to": undo[1], "seen": undo[2]})
    assert plan.measures.last() == last


@pytest.mark.parametrize("to", ["0", "4", "x", ""])
def test_a_place_that_does_not_exist_moves_nothing(visit: Visit, plan: Plan, to: str) -> None:
    client, href, first = visit("officer"), address("2569/measures/order/"), plan.measures.first()
    page = client.post(href, {"row": first and first.pk, "act": "to", "to": to, "seen": seen_at(client, href)}, follow=True)
    assert "ใส่ลำดับ 1 ถึง 3" in text_of(page.content)
    assert plan.measures.first() == first


def test_steps_move_on_their_page(visit: Visit, plan: Plan) -> None:
    measure, step = plan.measures.get(title="แนวทางการยืมทรัพย์สิน"), Step.objects.get(text="จัดทำใบยืม")
    client, href = visit("officer"), address(f"measures/{measure.pk}/order/")
    client.post(href, {"row": step.pk, "act": "up", "seen": seen_at(client, href)})
    assert [row.text for row in measure.steps.all()] == ["จัดทำใบยืม", "ออกประกาศ"]


def test_split_merge_withdraw_and_restore_by_their_pages(visit: Visit, plan: Plan) -> None:
    client, measure, step = visit("officer"), plan.measures.get(title="แนวทางการยืมทรัพย์สิน"), Step.objects.get(text="จัดทำใบยืม")
    page = client.post(address(f"measures/{measure.pk}/split/"), {"title": "ใบยืม", "steps": [step.pk]}, follow=True)
    new = Measure.objects.get(title="ใบยืม")
    assert "แยกจาก แนวทางการยืมทรัพย์สิน" in text_of(page.content)
    assert client.get(address(f"2569/measures/merge/?measure={measure.pk}&measure={new.pk}")).status_code == 200
    client.post(address("2569/measures/merge/"), {"measure": [measure.pk, new.pk], "target": measure.pk})
    new.refresh_from_db()
    assert new.merged_into == measure
    page = client.post(address(f"measures/{measure.pk}/withdraw/"), {"reason": "ทำซ้ำกับแผนอื่น"}, follow=True)
    assert "เลิกทำ" in text_of(page.content)
    gone = text_of(client.get(address("2569/measures/withdrawn/")).content)
    assert "ทำซ้ำกับแผนอื่น" in gone
    assert "ใบยืม" in gone
    client.post(address(f"measures/{measure.pk}/restore/"))
    measure.refresh_from_db()
    assert measure.withdrawn_at is None


@pytest.mark.parametrize("data", [{"title": "", "steps": []}, {"title": "ใหม่"}])
def test_a_split_that_is_not_whole_is_shown_again(visit: Visit, plan: Plan, data: dict[str, object]) -> None:
    measure = plan.measures.get(title="แนวทางการยืมทรัพย์สิน")
    page = visit("officer").post(address(f"measures/{measure.pk}/split/"), data)
    assert (page.status_code, plan.measures.count()) == (422, 3)


def test_several_measures_get_other_units_or_a_later_day_at_once(visit: Visit, office: Office, plan: Plan) -> None:
    client, chosen = visit("officer"), list(plan.measures.values_list("pk", flat=True)[:2])
    assert "2 มาตรการที่จะเปลี่ยน" in text_of(client.get(address("2569/measures/change/"), {"measure": chosen, "what": "due"}).content)
    for wish in ({"what": "due", "due_on": "30 เม.ย. 2569"}, {"what": "units", "units": [office.unit("สำนักปลัด").pk]}):
        seen = {f"seen-{pk}": version for pk, version in Measure.objects.values_list("pk", "version")}
        client.post(address("2569/measures/change/"), {"measure": chosen, **wish, **seen, "act": "save"})
    for measure in Measure.objects.filter(pk__in=chosen):
        draft = draft_of(measure)
        assert [entry.due_on for entry in draft.monitoring] == [date(2026, 4, 30)]
        assert draft.unit_ids == (office.unit("สำนักปลัด").pk,)
    assert client.post(address("2569/measures/change/"), {"measure": chosen, "what": "units"}).status_code == 422


def test_a_withdrawn_measure_shows_why_and_cannot_be_edited(visit: Visit, office: Office, plan: Plan) -> None:
    client, measure = visit("officer"), plan.measures.get(title="อบรมจริยธรรม")
    withdraw_measure(by=office.actor(), at=NOW, measure=measure, reason="ไม่มีงบประมาณ")
    words = text_of(client.get(address(f"measures/{measure.pk}/")).content)
    assert "ไม่มีงบประมาณ" in words
    assert "รายงานผล" not in words.replace("รายงานผล 0 ฉบับ", "").replace("ยังไม่มีรายงานผล", "")
    assert client.get(address(f"measures/{measure.pk}/edit/")).status_code == 302
    assert client.get(address(f"measures/{measure.pk}/split/")).status_code == 404
    assert client.get(address(f"measures/{measure.pk}/history/")).status_code == 200


def test_a_step_that_was_taken_out_is_listed_and_comes_back(visit: Visit, office: Office, plan: Plan) -> None:
    client, measure = visit("officer"), plan.measures.get(title="แนวทางการยืมทรัพย์สิน")
    draft = draft_of(measure)
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=MeasureDraft(draft.title, draft.steps[1:]), version=1)
    assert "ขั้นตอนที่เอาออก 1" in text_of(client.get(address(f"measures/{measure.pk}/")).content)
    client.post(address(f"measures/{measure.pk}/steps/{draft.steps[0].step_id}/restore/"))
    assert [row.text for row in measure.steps.filter(withdrawn_at=None)] == ["จัดทำใบยืม", "ออกประกาศ"]


def test_the_history_tells_who_changed_what_from_what_to_what(visit: Visit, office: Office, plan: Plan) -> None:
    measure = plan.measures.get(title="แนวทางการยืมทรัพย์สิน")
    draft = draft_of(measure)
    steps = (draft.steps[1], draft.steps[0], StepDraft("ติดป้าย"))
    changed = MeasureDraft("การยืมทรัพย์สิน", steps, unit_ids=draft.unit_ids, ends_on=date(2026, 3, 31), indicators=(4,))
    change_measure(by=office.actor(), at=NOW, measure=measure, draft=changed, version=1)
    words = text_of(visit("executive").get(address(f"measures/{measure.pk}/history/")).content)
    assert "ผู้ทดสอบ officer แก้มาตรการ" in words
    assert "แนวทางการยืมทรัพย์สิน → การยืมทรัพย์สิน" in words
    assert "15 มี.ค. 2569 → 31 มี.ค. 2569" in words
    assert "เพิ่มขั้นตอน ติดป้าย" in words
    assert "ออกประกาศ · จัดทำใบยืม → จัดทำใบยืม · ออกประกาศ" in words


def test_the_plan_tells_its_title_prefix_and_background(visit: Visit, plan: Plan) -> None:
    client = visit("officer")
    client.post(address("2569/measures/about/"), {"title": "แผนใหม่", "number_prefix": "๓", "background": "เพราะคะแนนตก"})
    plan.refresh_from_db()
    assert (plan.title, plan.number_prefix, plan.background) == ("แผนใหม่", "3.", "เพราะคะแนนตก")
    assert client.post(address("2569/measures/about/"), {"title": "", "number_prefix": "ก"}).status_code == 422
    assert "3.1 แนวทางการยืมทรัพย์สิน" in text_of(client.get(address("2569/measures/")).content)


def test_a_reporter_picks_only_measures_of_the_own_unit(visit: Visit, plan: Plan) -> None:
    html = visit("unit_reporter").get(address("2569/measures/")).content.decode()
    own = {str(pk) for pk in plan.measures.exclude(title="อบรมจริยธรรม").values_list("pk", flat=True)}
    assert set(re.findall(r'name="measure" value="(\d+)"', html)) == own
    assert "รายงานความคืบหน้า" in html
    assert "รวมเป็นข้อเดียว" not in html
    assert 'name="measure"' not in visit("overseer").get(address("2569/measures/")).content.decode()


@pytest.mark.parametrize(
    "rest",
    [
        "2569/measures/", "2570/measures/", "2569/measures/add/", "2569/measures/about/", "2569/measures/order/", "2569/measures/merge/",
        "2569/measures/change/", "2569/measures/withdrawn/", "2569/catalogue/", "2569/catalogue/preview/", "2569/catalogue/asset-rules/",
        "measures/{pk}/", "measures/{pk}/edit/", "measures/{pk}/history/", "measures/{pk}/order/", "measures/{pk}/split/",
        "measures/{pk}/withdraw/",
    ],
)  # fmt: skip
def test_each_page_has_one_heading_that_is_its_title(visit: Visit, plan: Plan, rest: str) -> None:
    measure = plan.measures.first()
    html = visit("officer").get(address(rest.format(pk=measure and measure.pk))).content.decode()
    (heading,) = re.findall(r"<h1>(.*?)</h1>", html)
    plain = heading.replace("\u2060", "").replace("\u00a0", " ")
    assert plain
    assert f"<title>{plain} · โปร่งใส</title>" in html


@pytest.mark.parametrize(
    "rest",
    [
        "2569/measures/add/", "2569/measures/about/", "2569/measures/order/", "2569/measures/merge/", "2569/measures/change/",
        "2569/catalogue/preview/", "measures/{pk}/edit/", "measures/{pk}/order/", "measures/{pk}/split/", "measures/{pk}/withdraw/",
        "measures/{pk}/restore/",
    ],
)  # fmt: skip
def test_who_may_not_edit_finds_no_such_page(visit: Visit, plan: Plan, rest: str) -> None:
    measure = plan.measures.first()
    href = address(rest.format(pk=measure and measure.pk))
    client = visit("unit_reporter")
    assert (client.get(href).status_code, client.post(href, {"act": "save"}).status_code) == (404, 404)


@pytest.mark.parametrize("rest", ["", "edit/", "history/", "order/", "split/", "withdraw/", "restore/"])
def test_a_measure_of_another_agency_is_not_there(visit: Visit, plan: Plan, other_office: Office, rest: str) -> None:
    other = start_plan(by=other_office.actor(), at=NOW, fiscal_year=YEAR)
    measure = add_measure(by=other_office.actor(), at=NOW, plan=other, draft=MeasureDraft("ของเขา"))
    client, href = visit("officer"), address(f"measures/{measure.pk}/{rest}")
    assert client.post(href).status_code in {404, 405}
    assert client.get(href).status_code in {404, 405}
    assert measure.withdrawn_at is None
