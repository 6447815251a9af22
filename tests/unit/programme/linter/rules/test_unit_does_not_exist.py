"""Closed units and unknown names are told of; names in other spellings, posts and all units are not."""

from __future__ import annotations

import pytest
from tests.linted import FINANCE, found, measure, said, step

from prongsai.programme.linter.rules.unit_does_not_exist import RULE
from prongsai.programme.linter.under_review import UnitSeen

CLOSED = UnitSeen(2, "กองสวัสดิการสังคม", "กองสวัสดิการสังคม", is_closed=True)
UNITS = {"units": (FINANCE, CLOSED)}
NOBODY = {"unit_ids": (), "unit_names": ()}


def test_a_closed_unit_that_is_chosen_is_told_of_by_name() -> None:
    (hint,) = found(RULE, measure(unit_ids=(1, 2)), **UNITS)
    assert hint.message == "กองสวัสดิการสังคม ปิดไปแล้ว เลือกหน่วยงานที่รับงานต่อ"
    assert hint.finding.field == "units"


def test_words_that_name_no_unit_of_the_agency_are_told_of() -> None:
    assert said(RULE, measure(**NOBODY, responsible_as_written="กองช่าง"), **UNITS) == [
        "เอกสารเขียนผู้รับผิดชอบว่า “กองช่าง” แต่หน่วยงานของท่านไม่มีชื่อนี้ เลือกจากรายการ"
    ]


def test_of_several_names_those_that_nobody_has_are_told_of() -> None:
    assert said(RULE, measure(**NOBODY, responsible_as_written="กองคลัง, กองช่าง, กองการศึกษา"), **UNITS) == [
        "เอกสารเขียนผู้รับผิดชอบว่า “กองช่าง, กองการศึกษา” แต่หน่วยงานของท่านไม่มีชื่อนี้ เลือกจากรายการ"
    ]


def test_a_closed_unit_is_none_that_words_may_name() -> None:
    assert len(said(RULE, measure(**NOBODY, responsible_as_written="กองสวัสดิการสังคม"), **UNITS)) == 1


@pytest.mark.parametrize(
    "written", ["กองคลัง", "กอง คลัง", "ผู้อำนวยการกองคลัง", "งานพัสดุ กองคลัง", "กองคลัง และคณะทำงาน", "ทุกส่วนราชการ", "ทุกกอง", ""]
)
def test_words_that_name_a_unit_or_all_are_not(written: str) -> None:
    assert said(RULE, measure(**NOBODY, responsible_as_written=written), **UNITS) == []


def test_what_a_person_chose_counts_more_than_the_words_of_the_paper() -> None:
    assert said(RULE, measure(responsible_as_written="กองช่าง"), **UNITS) == []


def test_a_step_is_looked_at_by_itself() -> None:
    (hint,) = found(RULE, measure(steps=(step(has_own_units=True, unit_ids=(2,)), step(12))), **UNITS)
    assert (hint.finding.field, hint.finding.step_id) == ("steps-0-units", 11)
