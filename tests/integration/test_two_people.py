"""Two people at the same thing: the second is told what the first changed, field by field, and keeps what was typed."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from tests.offices import NOW, Office
from tests.progress import add_report
from tests.sheets import YEAR, plan_with_measures

from prongsai.foundation.agencies.models import Agency
from prongsai.programme.evidence.actions.changing import lay_down, withdraw
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.plans.actions.evidence import add_files
from prongsai.programme.plans.actions.measures import withdraw_measure
from prongsai.programme.plans.models import Measure, ProgressReport
from prongsai.programme.plans.progress.drafts import Upload
from prongsai.programme.plans.queries.measures import draft_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 order"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569."""
    with time_machine.travel(NOW, tick=False):
        yield


def sits(office: Office, role: str = "officer") -> Client:
    client = Client()
    client.force_login(office.persons[role])
    return client


def form_of(page: str) -> dict[str, Any]:
    """What a browser would send of the fields of the page's forms in the main part, without buttons and picks."""
    main = page[page.index("<main") :]
    values: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", main):
        attributes = {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        kind, name = attributes.get("type", "text"), attributes.get("name")
        is_left_out = kind in {"file", "submit"} or (kind in {"checkbox", "radio"} and " checked" not in tag)
        if not name or is_left_out or name.startswith("pick-"):
            continue
        if name in values and kind == "checkbox":
            values[name] = [*(values[name] if isinstance(values[name], list) else [values[name]]), attributes.get("value", "on")]
        else:
            values[name] = attributes.get("value", "on" if kind == "checkbox" else "")
    for attributes_text, content in re.findall(r"<textarea([^>]*)>(.*?)</textarea>", main, re.DOTALL):
        name = re.search(r'name="([^"]+)"', attributes_text)
        assert name
        values[name[1]] = html.unescape(content).lstrip("\n")
    for attributes_text, content in re.findall(r"<select([^>]*)>(.*?)</select>", main, re.DOTALL):
        name, chosen = re.search(r'name="([^"]+)"', attributes_text), re.search(r'value="([^"]*)" selected', content)
        if name:
            values[name[1]] = chosen[1] if chosen else ""
    return values


def opened(client: Client, address: str) -> dict[str, Any]:
    return form_of(client.get(address).content.decode())


def words(page: Any) -> str:
    return re.sub(r"[\u2060\u00a0]", "", re.sub(r"<[^>]+>", "", page.content.decode()))


@pytest.mark.parametrize("is_swapped", [False, True])
def test_a_measure_shows_both_values_of_a_field_and_keeps_the_other_fields_of_both(office: Office, is_swapped: bool) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    address = f"/a/suanmali/measures/{first.pk}/edit/"
    one, two = sits(office), sits(office)
    mine, theirs = opened(one, address), opened(two, address)
    changes = [{"title": "ชื่อของหนึ่ง", "steps-0-details": "รายละเอียดของหนึ่ง"}, {"title": "ชื่อของสอง", "period_as_written": "ระยะของสอง"}]
    if is_swapped:
        changes.reverse()
    assert one.post(address, mine | changes[0] | {"act": "save"}).status_code == 302
    page = two.post(address, theirs | changes[1] | {"act": "save"})
    assert page.status_code == 409
    told = words(page)
    assert changes[0]["title"] in told
    assert re.findall(r'name="(pick-[^"]+)" value="theirs"', page.content.decode()) == ["pick-m-text"]
    again = form_of(page.content.decode())
    assert again["title"] == changes[1]["title"]
    assert two.post(address, again | {"act": "save"}).status_code == 302
    draft = draft_of(Measure.objects.get(pk=first.pk))
    assert (draft.title, draft.period_as_written, draft.steps[0].details) == (changes[1]["title"], "ระยะของสอง", "รายละเอียดของหนึ่ง")


def test_the_second_may_take_the_others_value_of_a_field(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    address = f"/a/suanmali/measures/{first.pk}/edit/"
    one, two = sits(office), sits(office)
    mine, theirs = opened(one, address), opened(two, address)
    unit = str(office.unit("กองช่าง").pk)
    one.post(address, mine | {"units": [unit], "ends_on": "30 เม.ย. 2569", "steps-1-text": "เขียนของหนึ่ง", "act": "save"})
    page = two.post(address, theirs | {"units": [], "ends_on": "31 พ.ค. 2569", "steps-1-text": "เขียนของสอง", "act": "save"})
    picks = re.findall(r'name="(pick-[^"]+)" value="theirs"', page.content.decode())
    step = draft_of(first).steps[1].step_id
    assert picks == ["pick-m-units", "pick-m-ends", f"pick-{step}-text"]
    again = form_of(page.content.decode()) | {"pick-m-units": "theirs", "pick-m-ends": "mine", f"pick-{step}-text": "theirs", "act": "save"}
    assert two.post(address, again).status_code == 302
    draft = draft_of(Measure.objects.get(pk=first.pk))
    assert (draft.unit_ids, str(draft.ends_on), draft.steps[1].text) == ((int(unit),), "2026-05-31", "เขียนของหนึ่ง")


def test_strange_picks_and_fingerprints_change_nothing(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    address = f"/a/suanmali/measures/{first.pk}/edit/"
    one, two = sits(office), sits(office)
    mine, theirs = opened(one, address), opened(two, address)
    one.post(address, mine | {"title": "ชื่อของหนึ่ง", "act": "save"})
    strange = {"base": "x=y;m=zz", "pick-m-version": "theirs", "pick-999-text": "theirs", "pick--": "theirs", "pick-m-text-x": "theirs"}
    page = two.post(address, theirs | strange | {"title": "ชื่อของสอง", "act": "save"})
    assert page.status_code == 409
    assert "pick-m-text" in page.content.decode()


@pytest.mark.parametrize(
    ("address", "role", "field", "other"),
    [
        (f"/a/suanmali/{YEAR}/measures/about/", "officer", "title", "background"),
        ("/a/suanmali/settings/", "agency_administrator", "address", "district"),
        ("/a/suanmali/settings/units/{unit}/", "agency_administrator", "name", ""),
    ],
)
def test_plan_agency_and_unit_tell_the_second_and_keep_the_typing(office: Office, address: str, role: str, field: str, other: str) -> None:
    plan_with_measures(office)
    TOTP.activate(office.persons[role], "A" * 32)
    address = address.format(unit=office.unit("กองช่าง").pk)
    one, two = sits(office, role), sits(office, role)
    mine, theirs = opened(one, address), opened(two, address)
    changed = {field: "ของหนึ่ง"} | ({other: "ที่หนึ่งแก้"} if other else {})
    assert one.post(address, mine | changed).status_code == 302
    page = two.post(address, theirs | {field: "ของสอง"})
    assert page.status_code == 409
    assert [word for word in ("ของหนึ่ง", "ของสอง", "มีผู้อื่นแก้ก่อนท่านบันทึก") if word not in words(page)] == []
    again = form_of(page.content.decode())
    assert again[field] == "ของสอง"
    if other:
        assert again[other] == "ที่หนึ่งแก้"
    assert two.post(address, again).status_code == 302
    assert opened(one, address)[field] == "ของสอง"


def test_a_form_without_what_it_showed_is_taken_as_it_is(office: Office) -> None:
    plan_with_measures(office)
    address = f"/a/suanmali/{YEAR}/measures/about/"
    assert sits(office).post(address, {"title": "แผนใหม่", "number_prefix": "2", "background": "", "seen": "forged"}).status_code == 302
    assert Agency.objects.count() == 1


PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.offices import NOW, open_office
from tests.sheets import plan_with_measures, taken_out
from prongsai.programme.plans.actions.sheets import hand_in_sheet
office = open_office()
plan, _ = plan_with_measures(office)
hand_in_sheet(by=office.actor(), at=NOW, plan=plan, data=taken_out(plan).at(2, "period", "จากไฟล์").data(), name="x.xlsx")
"""
SAVE = """
import sys, django
django.setup()
from dataclasses import replace
from tests.offices import NOW
from prongsai.foundation.faults import Unusable
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in
from prongsai.programme.plans.actions.many import OutdatedMany, Wish, change_many
from prongsai.programme.plans.actions.measures import Outdated, change_measure
from prongsai.programme.plans.actions.sheets import OutdatedSheet, take_sheet
from prongsai.programme.plans.models import Measure, SheetRun
from prongsai.programme.plans.queries.measures import draft_of
from prongsai.programme.plans.queries.sheets import review_of_sheet
run = SheetRun.objects.select_related("plan", "file").get()
by = actor_in(Person.objects.get(username="suanmali-officer"), run.agency_id)
first, second = Measure.objects.order_by("pk")
kind, name, versions = sys.argv[1], sys.argv[2], [int(version) for version in sys.argv[3].split()]
draft, token = replace(draft_of(first), title=name), review_of_sheet(run, by=by, at=NOW).token
try:
    if kind == "form":
        change_measure(by=by, at=NOW, measure=first, draft=draft, version=versions[0])
    elif kind == "many":
        change_many(by=by, at=NOW, measures=[first, second], wish=Wish(indicators=(int(name),)), versions={first.pk: versions[0], second.pk: versions[1]})
    else:
        take_sheet(by=by, at=NOW, run=run, token=token)
except (Outdated, OutdatedMany, OutdatedSheet, Unusable) as refused:
    print("refused", type(refused).__name__)
else:
    print("saved")
"""
LOOK = """
import django
django.setup()
from prongsai.foundation.audit.queries import verify
from prongsai.programme.plans.models import Measure
print(*Measure.objects.order_by("pk").values_list("version", flat=True), [broken for _, _, broken in verify() if broken])
"""


def run(script: str, environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def finished(process: subprocess.Popen[str]) -> str:
    printed, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return printed.strip()


def test_of_people_who_save_at_the_same_moment_one_wins_and_the_others_are_told(surroundings: dict[str, str]) -> None:
    finished(run(PREPARE, surroundings))
    for kind, versions, after in (("many", "1 1", "2 2 []"), ("form", "2 2", "3 2 []"), ("sheet", "3 2", "4 2 []")):
        processes = [run(SAVE, surroundings, kind, name, versions) for name in "567"]
        printed = sorted(finished(process).split()[0] for process in processes)
        assert printed == ["refused", "refused", "saved"], kind
        assert finished(run(LOOK, surroundings)) == after


def a_file_of(office: Office, measure: Measure) -> Evidence:
    """A file without a day."""
    taken = add_files(by=office.actor(), at=NOW, measure=measure, uploads=[Upload("คำสั่ง.pdf", PDF)])
    return taken.evidence[0]


def test_of_two_who_edit_evidence_the_second_sees_the_firsts_values_and_keeps_what_was_typed(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    evidence = a_file_of(office, first)
    address = f"/a/suanmali/evidence/{evidence.pk}/edit/"
    one, two = sits(office), sits(office)
    mine, theirs = opened(one, address), opened(two, address)
    assert one.post(address, mine | {"title": "คำสั่งที่ 9", "evidence_on": "16 มี.ค. 2569"}).status_code == 302
    told = two.post(address, theirs | {"title": "คำสั่งแต่งตั้ง", "note": "หน้าสุดท้าย"})
    assert told.status_code == 409
    assert all(part in words(told) for part in ("มีผู้อื่นแก้ก่อนท่านบันทึก", "คำสั่งที่ 9", "คำสั่งแต่งตั้ง", "16 มี.ค. 2569"))
    again = form_of(told.content.decode())
    assert (again["title"], again["note"], again["evidence_on"]) == ("คำสั่งแต่งตั้ง", "หน้าสุดท้าย", "16 มี.ค. 2569")
    assert two.post(address, again).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.title, evidence.note, evidence.evidence_on) == ("คำสั่งแต่งตั้ง", "หน้าสุดท้าย", date(2026, 3, 16))


def test_of_two_who_date_the_same_file_the_second_is_told_and_nothing_typed_is_dropped(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    evidence = a_file_of(office, first)
    address = f"/a/suanmali/measures/{first.pk}/evidence/days/"
    one, two = sits(office), sits(office)
    mine, theirs = opened(one, address), opened(two, address)
    assert one.post(address, mine | {f"e{evidence.pk}-evidence_on": "16 มี.ค. 2569"}).status_code == 302
    told = two.post(address, theirs | {f"e{evidence.pk}-evidence_on": "15 มี.ค. 2569"})
    assert (told.status_code, "มีผู้อื่นลงวันที่ 16 มี.ค. 2569 ให้แล้ว" in words(told)) == (409, True)
    assert form_of(told.content.decode())[f"e{evidence.pk}-evidence_on"] == "15 มี.ค. 2569"
    evidence.refresh_from_db()
    assert evidence.evidence_on == date(2026, 3, 16)


def test_who_dates_a_file_leaves_the_name_and_the_rest_as_somebody_else_wrote_them_meanwhile(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    evidence = a_file_of(office, first)
    address, edit = f"/a/suanmali/measures/{first.pk}/evidence/days/", f"/a/suanmali/evidence/{evidence.pk}/edit/"
    one, two = sits(office), sits(office)
    mine, bare = opened(one, address), {f"e{evidence.pk}-title": evidence.title, f"e{evidence.pk}-evidence_on": "15 มี.ค. 2569"}
    assert two.post(edit, opened(two, edit) | {"title": "คำสั่งฉบับลงนาม", "note": "หน้าสุดท้าย", "expires_on": "1 ก.ย. 2569"}).status_code == 302
    assert one.post(address, mine | {f"e{evidence.pk}-evidence_on": "16 มี.ค. 2569"}).status_code == 302
    evidence.refresh_from_db()
    assert (evidence.title, evidence.note, evidence.evidence_on) == ("คำสั่งฉบับลงนาม", "หน้าสุดท้าย", date(2026, 3, 16))
    Evidence.objects.update(evidence_on=None)
    assert one.post(address, bare).status_code == 302  # no browser: nobody knows what name it showed
    evidence.refresh_from_db()
    assert (evidence.title, evidence.evidence_on) == ("คำสั่งฉบับลงนาม", date(2026, 3, 15))


def test_of_two_who_name_the_same_file_on_the_page_of_days_the_second_is_told_and_may_insist(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    evidence = a_file_of(office, first)
    address, title = f"/a/suanmali/measures/{first.pk}/evidence/days/", f"e{evidence.pk}-title"
    one, two = sits(office), sits(office)
    mine, theirs = opened(one, address), opened(two, address)
    assert one.post(address, mine | {title: "คำสั่งที่ 9"}).status_code == 302
    told = two.post(address, theirs | {title: "คำสั่งแต่งตั้ง"})
    assert (told.status_code, "มีผู้อื่นเปลี่ยนชื่อเป็น “คำสั่งที่ 9” แล้ว" in words(told)) == (409, True)
    again = form_of(told.content.decode())
    assert again[title] == "คำสั่งแต่งตั้ง"
    assert two.post(address, again).status_code == 302
    evidence.refresh_from_db()
    assert evidence.title == "คำสั่งแต่งตั้ง"


def lost_and_given_back(answer: Any, *texts: str) -> bool:
    """Whether a form that came too late says so and gives back what was typed."""
    return answer.status_code == 409 and all(text in words(answer) for text in ("ที่ท่านพิมพ์ไว้", *texts))


def test_what_was_typed_for_a_measure_that_was_withdrawn_meanwhile_is_given_back(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    client = sits(office)
    edit = f"/a/suanmali/measures/{first.pk}/edit/"
    typed = opened(client, edit)
    withdraw_measure(by=office.actor(), at=NOW, measure=first, reason="ซ้ำ")
    assert lost_and_given_back(client.post(edit, typed | {"title": "ชื่อที่พิมพ์ยาวมาก", "steps-0-text": "ขั้นตอนใหม่"}), "ชื่อที่พิมพ์ยาวมาก", "ขั้นตอนใหม่")
    report = f"/a/suanmali/measures/{first.pk}/report/"
    assert lost_and_given_back(client.post(report, {"done_text": "ประชุมสามครั้ง", "obstacles": "ฝนตก"}), "ประชุมสามครั้ง", "ฝนตก")
    assert client.get(report).status_code == 404


def test_a_correction_of_a_report_that_was_corrected_meanwhile_is_given_back(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    client = sits(office)
    report = add_report(first, happened_on=date(2026, 3, 1))
    address = f"/a/suanmali/progress/{report.pk}/correct/"
    typed = opened(client, address)
    assert client.post(address, typed | {"done_text": "ฉบับที่สอง"}).status_code == 302
    assert lost_and_given_back(client.post(address, typed | {"done_text": "ฉบับที่สาม"}), "ฉบับที่สาม", "แก้ต่อจากฉบับล่าสุด")


def test_what_was_typed_for_evidence_that_was_withdrawn_meanwhile_is_given_back(office: Office) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    evidence, client = a_file_of(office, first), sits(office)
    lay_down(by=office.actor(), at=NOW, evidence=evidence, reason="ผิด")
    for page, name in (("edit", "note"), ("revise", "why"), ("withdraw", "reason")):
        answer = client.post(f"/a/suanmali/evidence/{evidence.pk}/{page}/", {name: "ข้อความที่พิมพ์"})
        assert lost_and_given_back(answer, "ข้อความที่พิมพ์"), page


def test_what_else_is_done_to_evidence_that_was_withdrawn_meanwhile_is_answered_with_what_happened(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    evidence, client = a_file_of(office, first), sits(office)
    lay_down(by=office.actor(), at=NOW, evidence=evidence, reason="ผิด")
    for page, values in (("tie", {"measure": second.pk}), (f"untie/{first.pk}", {}), ("check", {})):
        answer = client.post(f"/a/suanmali/evidence/{evidence.pk}/{page}/", values)
        assert (answer.status_code, "มีผู้อื่นถอนหลักฐานนี้แล้ว" in words(answer)) == (409, True), page
    assert client.get(f"/a/suanmali/evidence/{evidence.pk}/withdraw/").status_code == 404
    assert list(evidence.measure_links.values_list("measure_id", "ended_at")) == [(first.pk, None)]


def test_of_two_who_withdraw_evidence_in_the_same_moment_the_second_gets_the_reason_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _plan, (first, _second) = plan_with_measures(office)
    evidence, client = a_file_of(office, first), sits(office)

    def slowly(**values: Any) -> Any:
        lay_down(by=office.actor(), at=NOW - timedelta(seconds=1), evidence=evidence, reason="ซ้ำ")
        return withdraw(**values)

    monkeypatch.setattr("prongsai.interfaces.staff.views.evidence_changing.changing.withdraw", slowly)
    answer = client.post(f"/a/suanmali/evidence/{evidence.pk}/withdraw/", {"reason": "แนบผิดมาตรการ"})
    assert lost_and_given_back(answer, "แนบผิดมาตรการ")
    evidence.refresh_from_db()
    assert evidence.withdrawal_reason == "ซ้ำ"


def test_of_several_reports_those_of_a_withdrawn_measure_shift_no_other_and_are_given_back(office: Office) -> None:
    _plan, (first, second) = plan_with_measures(office)
    client, address = sits(office), f"/a/suanmali/{YEAR}/report/?m={first.pk}&m={second.pk}"
    values = {
        f"rows-{index}-{name}": text for index in (0, 1) for name, text in (("happened_on", "1 มี.ค. 2569"), ("done_text", f"ผลข้อ {index}"))
    }
    withdraw_measure(by=office.actor(), at=NOW, measure=first, reason="ซ้ำ")
    answer = client.post(address, values)
    assert (answer.status_code, "ผลข้อ 0" in words(answer)) == (422, True)
    assert not ProgressReport.objects.exists()
    assert form_of(answer.content.decode())["rows-1-done_text"] == "ผลข้อ 1"
    assert client.post(address, values | {"rows-0-done_text": ""}).status_code == 302
    assert list(ProgressReport.objects.values_list("measure_id", "done_text")) == [(second.pk, "ผลข้อ 1")]
