"""Counts in running text are found where they surely belong to the thing, and nowhere else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.numerals import baht_text, to_thai_digits
from prongsai.core.thai.quantities import Quantity, quantities_of, read_number_words, thing_of

WHOLE = st.integers(min_value=0, max_value=10**15)


def in_words(number: int) -> str:
    return baht_text(Decimal(number)).removesuffix("บาทถ้วน")


@given(WHOLE)
def test_a_number_in_words_reads_back_as_itself(number: int) -> None:
    assert read_number_words(in_words(number)) == number


@given(st.integers(min_value=0, max_value=10**9))
def test_words_thai_digits_arabic_digits_and_commas_say_the_same(number: int) -> None:
    written = (str(number), f"{number:,}", to_thai_digits(str(number)), to_thai_digits(f"{number:,}"), in_words(number))
    assert {quantities_of(f"จัดอบรม{one} ครั้ง", "การอบรม", "ครั้ง") for one in written} == {(Quantity(number, "exact"),)}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("สิบสอง", 12),
        ("ร้อยยี่สิบเอ็ด", 121),
        ("พันหนึ่ง", 1001),
        ("สองล้านห้าแสน", 2_500_000),
        ("ศูนย์", 0),
        ("ล้าน", 1_000_000),
        ("หนึ่งล้านเอ็ด", 1_000_001),
    ],
)
def test_numbers_as_people_say_them_are_read(words: str, number: int) -> None:
    assert read_number_words(words) == number


@pytest.mark.parametrize("words", ["", "สิบร้อย", "สองสาม", "เอ็ด", "ยี่", "ยี่ร้อย", "สองสิบ", "ศูนย์สิบ", "สิบศูนย์", "หลายสิบ", "สิบ บาท"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert read_number_words(words) is None


@pytest.mark.parametrize(
    ("text", "thing", "unit", "found"),
    [
        ("จัดอบรม 12 ครั้ง", "อบรม", "ครั้ง", [(12, "exact")]),
        ("จัดอบรมแล้ว จำนวน ๑๒ ครั้ง", "การอบรม", "ครั้ง", [(12, "exact")]),
        ("มีผู้เข้าอบรมทั้งสิ้นสี่สิบห้าคน", "ผู้เข้าอบรม", "คน", [(45, "exact")]),
        ("อบรมไม่น้อยกว่า 2 ครั้ง", "อบรม", "ครั้ง", [(2, "least")]),
        ("อบรม 2 ครั้งขึ้นไป", "อบรม", "ครั้ง", [(2, "least")]),
        ("อบรมไม่เกิน 2 ครั้ง", "อบรม", "ครั้ง", [(2, "loose")]),
        ("อบรม 2 ครั้งต่อปี", "อบรม", "ครั้ง", [(2, "loose")]),
        ("อบรม 2 ครั้งแรก", "อบรม", "ครั้ง", [(2, "loose")]),
        ("อบรม 2 ครั้งทุกเดือน", "อบรม", "ครั้ง", [(2, "loose")]),
        ("ผู้เข้าอบรม 45 คนในแต่ละรุ่น", "ผู้เข้าอบรม", "คน", [(45, "loose")]),
        ("อบรม 2 ครั้ง ทุกครั้งมีผู้บริหารร่วม", "อบรม", "ครั้ง", [(2, "exact")]),
        ("อบรม 2 ครั้ง ต่อมาได้ประเมิน", "อบรม", "ครั้ง", [(2, "exact")]),
        ("ผู้เข้าอบรมจริง 87 คน", "ผู้เข้าอบรม", "คน", [(87, "exact")]),
        ("อบรม 1 ครั้ง และอบรมอีกรอบ แล้วอบรม 3 ครั้ง", "อบรม", "ครั้ง", [(1, "exact"), (3, "exact")]),
    ],
)
def test_a_number_right_after_the_thing_is_found_with_how_firm_it_is(
    text: str, thing: str, unit: str, found: list[tuple[int, str]]
) -> None:
    assert [(one.number, one.bound) for one in quantities_of(text, thing, unit)] == found


@pytest.mark.parametrize(
    ("text", "thing", "unit"),
    [
        ("อบรมครั้งที่ 12", "อบรม", "ครั้ง"),
        ("อบรม 12 คน", "อบรม", "ครั้ง"),
        ("ประชุม 12 ครั้ง", "อบรม", "ครั้ง"),
        ("ผู้เข้าอบรมชาย 20 คน หญิง 25 คน", "ผู้เข้าอบรม", "คน"),
        ("ผู้ไม่เข้าอบรม 5 คน", "เข้าอบรม", "คน"),
        ("อบรม 10-12 ครั้ง", "อบรม", "ครั้ง"),
        ("อบรม 1.5 ครั้ง", "อบรม", "ครั้ง"),
        ("อบรมหลายสิบครั้ง", "อบรม", "ครั้ง"),
        ("", "อบรม", "ครั้ง"),
        ("อบรม 12 ครั้ง", "", "ครั้ง"),
        ("อบรม 12 ครั้ง", "อบรม", ""),
    ],
)
def test_a_number_of_something_else_is_not(text: str, thing: str, unit: str) -> None:
    assert quantities_of(text, thing, unit) == ()


@given(st.text(), st.text(), st.text())
def test_any_text_can_be_asked(text: str, thing: str, unit: str) -> None:
    assert all(one.number >= 0 for one in quantities_of(text, thing, unit))


def test_a_thing_is_the_same_with_and_without_the_words_around_it() -> None:
    assert {thing_of(words) for words in ("อบรม", "การอบรม", "จำนวนการอบรม", "อบรมแล้ว", " การ อบรม ")} == {"อบรม"}
    assert thing_of("จำนวน") == "จำนวน"
