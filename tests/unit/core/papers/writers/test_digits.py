"""Digits of a sheet: Thai or Arabic throughout, but for addresses and Latin codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.papers.writers.digits import convert, with_digits
from prongsai.core.papers.writers.sheet import BodyCell, HeadCell, Item, MemoHead, Paragraph, Sheet, Signature, Signatures, Table


@pytest.mark.parametrize(
    ("text", "thai"),
    [
        ("ปีงบประมาณ พ.ศ. 2564", "ปีงบประมาณ พ.ศ. ๒๕๖๔"),
        ("1,234.50 บาท (80%)", "๑,๒๓๔.๕๐ บาท (๘๐%)"),
        ("17-18/2566", "๑๗-๑๘/๒๕๖๖"),
        ("ข้อ O12 และ ITA2564 และ COVID-19", "ข้อ O12 และ ITA2564 และ COVID-19"),
        ("ITA ปี 2564", "ITA ปี ๒๕๖๔"),
        ("ดูที่ https://www.example.go.th/ข่าว/2564 หน้า 3", "ดูที่ https://www.example.go.th/ข่าว/2564 หน้า ๓"),
        ("www.ฟ้าใส2.go.th", "www.ฟ้าใส2.go.th"),
        ("เขียนถึง saraban_0123@example.go.th ก่อนวันที่ 5", "เขียนถึง saraban_0123@example.go.th ก่อนวันที่ ๕"),
        ("ระยะที่1", "ระยะที่๑"),
    ],
)
def test_running_digits_become_thai_while_addresses_and_latin_codes_stay(text: str, thai: str) -> None:
    assert convert(text, "thai") == thai


def test_all_thai_digits_become_arabic() -> None:
    assert convert("ข้อ O๑๒ ปี ๒๕๖๔", "arabic") == "ข้อ O12 ปี 2564"


@given(st.text(alphabet="ก่ 0123456789.,/()-", max_size=40))
def test_without_latin_letters_digits_go_to_thai_and_back_unchanged(text: str) -> None:
    assert convert(convert(text, "thai"), "arabic") == text


def test_every_text_of_a_sheet_is_converted_and_its_page_numbers_follow() -> None:
    sheet = Sheet(
        "ปี 2564",
        "อบต. 9",
        (
            MemoHead("1", "2", "3", "4", "5"),
            Paragraph("6", align="right"),
            Table((1.0,), ((HeadCell("7"),),), ((BodyCell((Item("8", marker="9."),), align="centre"),),), caption="10"),
            Signatures((Signature("11", None, "12"),)),
        ),
    )
    expected = Sheet(
        "ปี ๒๕๖๔",
        "อบต. ๙",
        (
            MemoHead("๑", "๒", "๓", "๔", "๕"),
            Paragraph("๖", align="right"),
            Table((1.0,), ((HeadCell("๗"),),), ((BodyCell((Item("๘", marker="๙."),), align="centre"),),), caption="๑๐"),
            Signatures((Signature("๑๑", None, "๑๒"),)),
        ),
        digits="thai",
    )
    assert with_digits(sheet, "thai") == expected
    assert with_digits(expected, "arabic") == sheet
