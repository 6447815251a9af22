"""Values of a paper by path: what is typed, its text form, and back into the paper."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest

from prongsai.core.papers.model import ActionPlan, Measure, Monitoring, Paper, Period, Project, StepRow
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_from_json, paper_to_json
from prongsai.foundation.faults import Unusable
from prongsai.programme.plans.importing.decisions import standing, versions
from prongsai.programme.plans.importing.mending import card_of, is_settable, kind_of, put, read_typed, text_at
from prongsai.samples import SAMPLES, sample_path


@cache
def _json_of(name: str) -> dict[str, Any]:
    return paper_to_json(read_paper(sample_path(name)))


def _paper(**values: Any) -> dict[str, Any]:
    return paper_to_json(Paper(measures=(Measure("1", "ปลูกต้นไม้", **values),)))


@pytest.mark.parametrize("name", SAMPLES)
def test_setting_a_value_to_what_it_is_changes_nothing(name: str) -> None:
    paper = _json_of(name)
    same = copy.deepcopy(paper)
    for value in paper["places"]:
        if is_settable(paper, value["path"]):
            put(same, value["path"], text_at(same, value["path"]))
    assert same == paper


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_paper_holds_is_read_back_as_typed(name: str) -> None:
    paper = _json_of(name)
    for value in paper["places"]:
        path, text = value["path"], text_at(paper, value["path"])
        if kind_of(path) in ("day", "period", "year", "status") and text:
            assert read_typed(path, text, paper["fiscal_year"]) == text


@pytest.mark.parametrize("name", SAMPLES)
def test_a_blanked_paper_is_still_a_paper(name: str) -> None:
    paper = copy.deepcopy(_json_of(name))
    for value in paper["places"]:
        if card_of(value["path"]):
            put(paper, value["path"], "")
    assert paper_from_json(paper)


@pytest.mark.parametrize(
    ("path", "typed", "text"),
    [
        ("measures[0].monitoring.due", "๓๑ มีนาคม ๒๕๖๙", "2026-03-31"),
        ("measures[0].monitoring.due", "31/3/69", "2026-03-31"),
        ("measures[0].monitoring.due", "31 มี.ค.", "2026-03-31"),
        ("measures[0].period", "ต.ค. 68 - มี.ค. 69", "2025-10-01/2026-03-31"),
        ("measures[0].period", "ตลอดปีงบประมาณ", "2025-10-01/2026-09-30"),
        ("measures[0].period", "1 ต.ค. 2568 เป็นต้นไป", "2025-10-01/"),
        ("fiscal_year", "๒๕๖๘", "2568"),
        ("measures[0].responsible_units", "สป. และกองคลัง", "สำนักปลัด, กองคลัง"),
        ("measures[0].status", "completed", "completed"),
        ("measures[0].outputs", " ก \n\n ข ", "ก\nข"),
        ("ita.indicators[0].score", "๘๕.๒๕", "85.25"),
        ("measures[0].title", "  ปลูกป่า ", "ปลูกป่า"),
        ("measures[0].period", "   ", ""),
    ],
)
def test_people_type_as_they_are_used_to(path: str, typed: str, text: str) -> None:
    assert read_typed(path, typed, 2569) == text


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("measures[0].monitoring.due", "สิ้นเดือน"),
        ("measures[0].period", "2026-13-01/2026-14-01"),
        ("measures[0].period", "2026-03-31/2026-01-01"),
        ("fiscal_year", "ปีหน้า"),
        ("fiscal_year", "2300"),
        ("measures[0].status", "เสร็จ"),
        ("ita.overall_score", "แปดสิบ"),
        ("measures[0].title", "ก" * 6000),
    ],
)
def test_what_makes_no_sense_is_refused(path: str, typed: str) -> None:
    with pytest.raises(Unusable):
        read_typed(path, typed, 2569)


def test_a_value_that_was_absent_gets_its_surroundings() -> None:
    paper = _paper()
    put(paper, "measures[0].monitoring.due", "2026-03-31")
    put(paper, "measures[0].period", "2025-10-01/2026-03-31")
    measure = paper_from_json(paper).measures[0]
    assert measure.monitoring is not None
    assert measure.monitoring.as_written == "รายงานผลภายในวันที่ 31 มีนาคม 2569"
    assert measure.period is not None
    assert measure.period.as_written == "ต.ค. 2568 - มี.ค. 2569"


def test_a_blank_day_keeps_the_wording_and_a_blank_monitoring_does_not() -> None:
    paper = _paper(monitoring=Monitoring("ทุกไตรมาส 12", None), period=Period("โดยเร็ว 12"))
    put(paper, "measures[0].period", "")
    put(paper, "measures[0].monitoring.due", "")
    assert paper["measures"][0]["period"]["as_written"] == "โดยเร็ว 12"
    assert paper["measures"][0]["monitoring"]["as_written"] == "ทุกไตรมาส 12"
    put(paper, "measures[0].monitoring", "")
    assert paper["measures"][0]["monitoring"] is None


def test_a_sub_step_changes_in_both_places_where_it_stands() -> None:
    paper = _paper(rows=(StepRow("1.1", "ขุดหลุม"), StepRow("1.2", "ปลูก")), steps=("ขุดหลุม", "ปลูก"), step_labels=("1.1", "1.2"))
    put(paper, "measures[0].steps[1]", "ปลูกต้นกล้า\nสองแถว")
    put(paper, "measures[0].steps[9]", "รดน้ำ")
    measure = paper_from_json(paper).measures[0]
    assert (measure.rows[1].text, measure.rows[1].sub_items) == ("ปลูกต้นกล้า", ("สองแถว",))
    assert (measure.steps, measure.step_labels) == (("ขุดหลุม", "ปลูกต้นกล้า\nสองแถว", "รดน้ำ"), ("1.1", "1.2", None))


def test_a_signature_is_no_single_text() -> None:
    paper = _json_of("plan.txt")
    assert not is_settable(paper, "approval_chain[0]")
    assert not is_settable(paper, "ita.indicators")
    assert not is_settable(paper, "measures[99].title")
    assert is_settable(paper, "approval_chain[0].name")
    with pytest.raises(KeyError):
        put(copy.deepcopy(paper), "approval_chain[0]", "x")


def test_units_of_a_project_change_with_their_wording() -> None:
    paper = paper_to_json(Paper(action_plan=ActionPlan(projects=(Project(1, "ปลูกป่า", responsible_as_written="สำนักปรัด"),))))
    put(paper, "action_plan.projects[0].responsible.units", "สำนักปลัด, กองช่าง")
    plan = paper_from_json(paper).action_plan
    assert plan is not None
    assert plan.projects[0].responsible_units == ("สำนักปลัด", "กองช่าง")
    assert plan.projects[0].responsible_as_written == "สำนักปลัด, กองช่าง"


def test_of_each_item_the_last_decision_counts_and_undone_is_none() -> None:
    def made(item: str, how: str, version: int) -> dict[str, Any]:
        return {"item": item, "how": how, "values": {}, "version": version}

    decisions = [made("a", "confirmed", 2), made("b", "mended", 3), made("a", "mended", 4), made("b", "undone", 5)]
    assert {item: decision["how"] for item, decision in standing(decisions).items()} == {"a": "mended"}
    assert versions(decisions) == {"a": 4, "b": 5}
