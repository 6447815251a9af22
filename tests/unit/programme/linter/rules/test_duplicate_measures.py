"""Titles that differ in spelling only are the same; titles that differ in a word, a number or a unit are not."""

from __future__ import annotations

import pytest
from tests.linted import found, measure, said

from prongsai.programme.linter.rules.duplicate_measures import RULE

TITLE = "จัดทำแนวทางการยืมทรัพย์สินของราชการ"


@pytest.mark.parametrize(
    "other",
    [TITLE, "จัดทำ แนวทางการยืมทรัพย์สิน ของราชการ", f"{TITLE} ประจำปีงบประมาณ พ.ศ. 2569", f"“{TITLE}”", "จัดทำแนวทางการยืมทรัพยสินของราชการ"],
)
def test_the_later_of_two_measures_with_the_same_title_is_told_of_the_first(other: str) -> None:
    (hint,) = found(RULE, measure(1, TITLE), measure(2, other))
    assert hint.message.startswith("ชื่อเหมือนมาตรการ 2.1 ")
    assert (hint.finding.measure_id, hint.finding.field) == (2, "title")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TITLE, TITLE.replace("ยืม", "คืน")),
        ("จัดทำแบบสำรวจผู้มีส่วนได้ส่วนเสียภายใน", "จัดทำแบบสำรวจผู้มีส่วนได้ส่วนเสียภายนอก"),
        ("ประชุมติดตามผลการดำเนินงาน ครั้งที่ 1", "ประชุมติดตามผลการดำเนินงาน ครั้งที่ 2"),
        ("ประชุมติดตามผลการดำเนินงาน ครั้งที่ ๑", "ประชุมติดตามผลการดำเนินงาน ครั้งที่ ๒"),
        ("เผยแพร่งบการเงินปี 2568", "เผยแพร่งบการเงินปี 2569"),
        ("เผยแพร่งบการเงินประจำปีงบประมาณ พ.ศ. ๒๕๖๘", "เผยแพร่งบการเงินประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        ("รายงานผลแผนป้องกันการทุจริต", "รายงานผลแผนป้องกันการทุจริต ปี 2568"),
        ("รายงานผลการดำเนินงาน ไตรมาส ๑", "รายงานผลการดำเนินงาน ไตรมาส 2"),
        ("ประชุมประชาคมหมู่ที่ 1, 12", "ประชุมประชาคมหมู่ที่ 11, 2"),
        ("อบรมจริยธรรมพนักงานส่วนตำบล รุ่นที่ 1/2569", "อบรมจริยธรรมพนักงานส่วนตำบล รุ่นที่ 2/2569"),
        ("อบรม", "อบรม"),
    ],
)
def test_titles_that_differ_in_what_they_mean_or_are_very_short_are_not(one: str, other: str) -> None:
    assert said(RULE, measure(1, one), measure(2, other)) == []


def test_the_same_numbers_in_either_digits_are_the_same_and_so_is_the_year_of_the_plan_and_none() -> None:
    for one, other in (
        ("เผยแพร่งบการเงินของหน่วยงาน ปี 2568", "เผยแพร่งบการเงินของหน่วยงาน ปี ๒๕๖๘"),
        ("ประชุมประชาคมหมู่ที่ ๑๒ ครั้งที่ 1", "ประชุมประชาคม หมู่ที่ 12 ครั้งที่ ๐๑"),
        ("เผยแพร่งบการเงินของหน่วยงาน ปี พ.ศ. ๒๕๖๙", "เผยแพร่งบการเงินของหน่วยงาน"),
    ):
        assert said(RULE, measure(1, one), measure(2, other)), one
