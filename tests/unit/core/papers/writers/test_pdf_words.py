"""Words and lists as the PDF template takes them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.papers.writers.layouts.widths import letters
from prongsai.core.papers.writers.pdf_words import UNIT, list_nodes, with_breaks
from prongsai.core.papers.writers.sheet import Item

LONG = (
    "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (Integrity and Transparency Assessment : ITA) ประจำปีงบประมาณ พ.ศ. 2563 "
    "ขององค์การบริหารส่วนตำบลฟ้ากระจ่าง อำเภอเมืองเมฆ จังหวัดลำพูน ได้คะแนน 54.29 คะแนน อยู่ในระดับ E โดยมีค่าเป้าหมาย 85.00 คะแนนขึ้นไป"
)


def test_nothing_is_lost_or_doubled_in_a_long_text() -> None:
    assert with_breaks(LONG).replace(UNIT, "") == LONG


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="กขครสเแไาำะิีุู่้์ๆฯ 0123456789.,-/()“”abEX\n\t\x07\u200b", max_size=120))
def test_units_put_together_are_the_text_with_single_spaces(text: str) -> None:
    visible = re.sub("[\u200b\x07]", "", text)
    wanted = "\n".join(" ".join(line.split()) for line in visible.split("\n"))
    assert with_breaks(text).replace(UNIT, "") == wanted


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="กขครสเแไาำะิีุู่้์ abcXYZ0129/._?=", max_size=200))
def test_no_unit_is_wider_than_a_narrow_column(text: str) -> None:
    assert all(letters(unit) <= 14 for unit in with_breaks(text).split(UNIT))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("30 ก.ย. 68", ["30 ก.ย. 68"]),
        ("ต.ค. 65 - มี.ค. 66", ["ต.ค. 65", " ", "-", " ", "มี.ค. 66"]),
        ("ม.ค.64-เม.ย.64", ["ม.ค.64-เม.ย.64"]),
        ("พ.ศ. ๒๕๖๔", ["พ.ศ. ๒๕๖๔"]),
        ("องค์กรปกครองส่วนท้องถิ่น", ["องค์กร", "ปกครอง", "ส่วนท้องถิ่น"]),
        ("กองคลัง", ["กองคลัง"]),
        ("E-Service", ["E-Service"]),
        ("(ร่าง) ๆ ฯลฯ", ["(ร่าง)", " ", "ๆ", " ", "ฯลฯ"]),
        ("." * 48, ["." * 48]),
    ],
)
def test_dates_years_names_and_compounds_break_where_a_reader_expects(text: str, units: list[str]) -> None:
    assert with_breaks(text).split(UNIT) == units


def test_a_web_address_breaks_after_its_signs() -> None:
    units = with_breaks("https://www.example.go.th/news/2565/plan.pdf").split(UNIT)
    assert len(units) > 3
    assert all(unit[-1] in "/.-" for unit in units[:-1])


def test_marked_entries_become_lists_that_hold_their_deeper_items() -> None:
    items = (Item("นำ"), Item("ก", "1."), Item("ข", "-", 1), Item("ค", None, 1), Item("ง", "2."))
    lead, listed = list_nodes(items)
    assert (lead["kind"], lead["text"]) == ("text", "นำ")
    assert [entry["marker"] for entry in listed["entries"]] == ["1.", "2."]
    assert [node["kind"] for node in listed["entries"][0]["under"]] == ["list", "text"]
