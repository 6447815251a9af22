"""Names of persons and posts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.persons import POSITIONS, TITLES, looks_like_person, looks_like_position, strip_brackets


@pytest.mark.parametrize(
    "text",
    [
        "(นายสมมติ ทดลองงาน)",
        "นาย สมมติ ทดลองงาน",
        "นางสาวสมหมาย ไม่มีจริง",
        "น.ส.สมหมาย ณ ทดลอง",
        "นายกล้าหาญ สมมติ",
        "ว่าที่ ร.ต. สมมติ ทดลอง",
        "ว่าที่ร้อยตรีหญิงสมหมาย ทดลอง",
        "จ.ส.อ.สมมติ ทดลอง",
        "ดร.สมมติ ทดลอง",
        "ว่าที่ร้อยตรี ดร.สมมติ ทดลอง",
        "(ลงชื่อ) ........ นางสมหมาย ทดลอง",
        "ลงชื่อ………… นายสมมติ ทดลอง",
    ],
)
def test_a_title_and_a_name_are_a_person(text: str) -> None:
    assert looks_like_person(text)
    assert not looks_like_position(text)


@pytest.mark.parametrize(
    "text",
    [
        "นิติกร",
        "(นักทรัพยากรบุคคลชำนาญการ)",
        "หัวหน้าสำนักปลัด",
        "ปลัดเทศบาลเมืองบ้านสมมติ",
        "รองปลัดองค์การบริหารส่วนตำบล",
        "นายก",
        "นายกเทศมนตรี",
        "นายก อบต.บ้านสมมติ",
        "นายกองค์การบริหารส่วนตำบลบ้านสมมติ",
        "นายองค์การบริหารส่วนตำบลบ้านสมมติ",
        "นายช่างโยธาชำนาญงาน",
        "ผู้อำนวยการกองคลัง รักษาราชการแทน",
        "นักวิเคราะห์นโยบายและแผนปฏิบัติการ",
    ],
)
def test_a_post_is_no_person_even_if_it_begins_like_one(text: str) -> None:
    assert looks_like_position(text)
    assert not looks_like_person(text)


@pytest.mark.parametrize(
    "text", ["", "รายงานผลการดำเนินการ", "นางสมหมาย ได้เสนอรายงานการประชุมประจำเดือนนี้ ให้ที่ประชุมใหญ่ทราบ โดย ทั่ว กัน", "...........", "()", "12"]
)
def test_running_text_is_neither(text: str) -> None:
    assert not looks_like_person(text)
    assert not looks_like_position(text)


@given(st.sampled_from(TITLES), st.sampled_from(["สมมติ ทดลอง", "สมหมาย ณ ทดลอง"]), st.sampled_from(["", " "]))
def test_every_title_makes_a_person(title: str, name: str, space: str) -> None:
    assert looks_like_person(f"{title}{space}{name}")


@given(st.sampled_from(POSITIONS))
def test_every_post_is_one_but_for_those_that_need_an_office(position: str) -> None:
    assert looks_like_position(position)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("(ก)", "ก"),
        (" ( ก ข ) ", "ก ข"),
        ("((ก))", "ก"),
        ("(ก", "ก"),
        ("ก)", "ก"),
        ("(ก) และ (ข)", "(ก) และ (ข)"),
        ("ก (ข)", "ก (ข)"),
        ("", ""),
        ("()", ""),
    ],
)
def test_only_brackets_around_the_whole_are_stripped(text: str, bare: str) -> None:
    assert strip_brackets(text) == bare


@given(st.text(alphabet="กขค() []12", max_size=20))
def test_stripping_brackets_twice_changes_nothing_more(text: str) -> None:
    assert strip_brackets(strip_brackets(text)) == strip_brackets(text)
