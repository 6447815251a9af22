"""Digits, numbers, sums of money and money in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.numerals import baht_text, parse_baht, parse_number, to_arabic_digits, to_thai_digits


@given(st.text(alphabet="0123456789", max_size=40))
def test_every_digit_string_survives_the_way_to_thai_digits_and_back(digits: str) -> None:
    thai = to_thai_digits(digits)
    assert len(thai) == len(digits)
    assert not set(thai) & set("0123456789")
    assert to_arabic_digits(thai) == digits


@given(st.text(max_size=40))
def test_changing_digits_keeps_the_length_of_any_text(text: str) -> None:
    assert len(to_arabic_digits(text)) == len(to_thai_digits(text)) == len(text)


@given(st.integers(min_value=0, max_value=10**12), st.booleans(), st.booleans())
def test_numbers_read_back_with_and_without_commas_in_both_digit_systems(number: int, has_commas: bool, is_thai: bool) -> None:
    written = f"{number:,}" if has_commas else str(number)
    assert parse_number(to_thai_digits(written) if is_thai else written) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("๑,๒๓๔.๕๐", "1234.50"), (" 30,000.- ", "30000"), ("-5", "-5"), ("๙๖.๕๒", "96.52"), ("0", "0")],
)
def test_a_text_that_is_one_number_reads_as_it(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "-", "12 แห่ง", "1,23", "๑.๒.๓", "ร้อยละ 80", "1,0000"])
def test_a_text_that_is_more_or_less_than_a_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,000,000 บาท", "1000000"),
        ("งบประมาณ ๓๐,๐๐๐.- บาท", "30000"),
        ("๓๐,๐๐๐.-", "30000"),
        ("จำนวน 12,500 บาท 50 สตางค์", "12500.50"),
        ("2.5 ล้านบาท", "2500000"),
        ("งบประมาณ 25000", "25000"),
        ("ปี 2564 จำนวน 20,000 บาท ปี 2565 จำนวน 30,000 บาท รวมทั้งสิ้น 50,000 บาท", "50000"),
        ("ตั้งไว้ 20,000 บาท ใช้จริง 18,000 บาท", "20000"),
    ],
)
def test_money_is_the_total_or_else_the_first_amount(text: str, amount: str) -> None:
    assert parse_baht(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["ไม่ใช้งบประมาณ", "ไม่มี", "-", " – ", "ไม่ได้ใช้งบประมาณ", "ไม่มีค่าใช้จ่าย", "ไม่ใช้งบประมาณในการดำเนินการ", "ไม่ต้องใช้งบประมาณ", "ไม่ขอใช้งบประมาณ"],
)
def test_wordings_for_no_money_are_zero(text: str) -> None:
    assert parse_baht(text) == 0


@pytest.mark.parametrize("text", ["", "ตามข้อบัญญัติ พ.ศ. 2565", "เบิกจ่ายจากงบกลาง", "ปีงบประมาณ 2565", "ไม่ทราบ"])
def test_a_text_without_an_amount_is_none_so_that_a_year_is_not_taken_for_money(text: str) -> None:
    assert parse_baht(text) is None


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "ศูนย์บาทถ้วน"),
        ("1", "หนึ่งบาทถ้วน"),
        ("11", "สิบเอ็ดบาทถ้วน"),
        ("20", "ยี่สิบบาทถ้วน"),
        ("21", "ยี่สิบเอ็ดบาทถ้วน"),
        ("101", "หนึ่งร้อยเอ็ดบาทถ้วน"),
        ("121.50", "หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์"),
        ("0.25", "ยี่สิบห้าสตางค์"),
        ("1000000", "หนึ่งล้านบาทถ้วน"),
        ("1000001", "หนึ่งล้านเอ็ดบาทถ้วน"),
        ("12345678.9", "สิบสองล้านสามแสนสี่หมื่นห้าพันหกร้อยเจ็ดสิบแปดบาทเก้าสิบสตางค์"),
        ("1000000000000", "หนึ่งล้านล้านบาทถ้วน"),
        ("-30", "ลบสามสิบบาทถ้วน"),
        ("9.995", "สิบบาทถ้วน"),
        ("0.004", "ศูนย์บาทถ้วน"),
        ("-0.004", "ศูนย์บาทถ้วน"),
        ("1.005", "หนึ่งบาทหนึ่งสตางค์"),
    ],
)
def test_money_in_words_follows_the_official_reading(amount: str, words: str) -> None:
    assert baht_text(Decimal(amount)) == words


@given(st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False))
def test_money_in_words_never_fails_and_reads_back(amount: Decimal) -> None:
    assert _read(baht_text(amount)) == amount


_DIGITS = {"หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "ศูนย์": 0}
_PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}


def _read(words: str) -> Decimal:
    """Read money in words with a method of its own: place words multiply the digit before them."""
    baht, _, rest = words.removesuffix("ถ้วน").partition("บาท") if "บาท" in words else ("", "", words)
    return Decimal(_number(baht)) + Decimal(_number(rest.removesuffix("สตางค์"))) / 100


def _number(words: str) -> int:
    total, group, digit = 0, 0, 0
    while words:
        for word, value in {**_DIGITS, **_PLACES, "ล้าน": 0}.items():
            if words.startswith(word):
                words = words.removeprefix(word)
                if word == "ล้าน":
                    total, group, digit = (total + group + digit) * 1_000_000, 0, 0
                elif word in _PLACES:
                    group, digit = group + (digit or 1) * value, 0
                else:
                    digit = value
                break
        else:
            raise AssertionError(words)
    return total + group + digit
