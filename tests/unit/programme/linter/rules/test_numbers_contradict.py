"""Words against counts: told of where both speak of the same thing, silent everywhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.linted import found, measure, report, said

from prongsai.core.thai.numerals import to_thai_digits
from prongsai.programme.linter.rules.numbers_contradict import RULE

WHOLE = st.integers(min_value=0, max_value=10**6)


def test_words_and_counts_that_differ_are_told_of_at_the_count() -> None:
    counts = (("ผู้เข้าร่วม", 45, "คน"), ("การอบรม", 10, "ครั้ง"))
    (hint,) = found(RULE, measure(reports=(report(pk=9, done_text="จัดอบรมแล้ว ๑๒ ครั้ง", counts=counts),)))
    assert hint.message == "รายงานเขียนว่าการอบรม 12 ครั้ง แต่ช่องจำนวนใส่ 10 ครั้ง แก้ให้ตรงกัน"
    assert (hint.finding.form, hint.finding.field, hint.finding.report_id) == ("correction", "counts-1-number", 9)


def test_number_words_count_as_digits_do() -> None:
    assert said(RULE, measure(reports=(report(outputs="อบรมสิบสองครั้ง", counts=[("อบรม", 10, "ครั้ง")]),)))
    assert said(RULE, measure(reports=(report(outputs="อบรมสิบสองครั้ง", counts=[("อบรม", 12, "ครั้ง")]),))) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("อบรม 12 ครั้ง", [("อบรม", 12, "ครั้ง")]),
        ("อบรม 12 ครั้ง", [("ประชุม", 10, "ครั้ง")]),
        ("อบรม 12 ครั้ง", [("อบรม", 10, "คน")]),
        ("อบรม 12 ครั้ง", [("อบรม", 10, "")]),
        ("อบรมครั้งที่ 12", [("อบรม", 1, "ครั้ง")]),
        ("อบรมไม่น้อยกว่า 12 ครั้ง", [("อบรม", 15, "ครั้ง")]),
        ("อบรมประมาณ 12 ครั้ง", [("อบรม", 15, "ครั้ง")]),
        ("ผู้เข้าอบรมชาย 20 คน หญิง 25 คน", [("ผู้เข้าอบรม", 45, "คน")]),
        ("ผู้เข้าอบรม 45 คน", [("ผู้เข้าอบรมชาย", 20, "คน"), ("ผู้เข้าอบรมหญิง", 25, "คน")]),
        ("ผู้เข้าอบรม 45 คน", [("ผู้เข้าอบรม", 20, "คน"), ("ผู้เข้าอบรม", 25, "คน")]),
        ("ผู้เข้าอบรม 20 คน รุ่นสอง ผู้เข้าอบรม 25 คน", [("ผู้เข้าอบรม", 45, "คน")]),
        ("ผู้เข้าอบรม 20 คน รุ่นสอง ผู้เข้าอบรม 25 คน", [("ผู้เข้าอบรม", 25, "คน")]),
        ("ผู้เข้าอบรม 45 คน ปีก่อนผู้เข้าอบรม 30 คน", [("ผู้เข้าอบรม", 20, "คน"), ("ผู้เข้าอบรม", 25, "คน")]),
    ],
)
def test_other_things_other_units_loose_words_and_sums_do_not_contradict(text: str, counts: list[tuple[str, int, str]]) -> None:
    assert said(RULE, measure(reports=(report(done_text=text, counts=counts),))) == []


@given(WHOLE, WHOLE)
def test_two_numbers_contradict_exactly_where_they_differ(said_number: int, counted: int) -> None:
    text = f"ยืมทรัพย์สิน {to_thai_digits(f'{said_number:,}')} ครั้ง"
    told = said(RULE, measure(reports=(report(done_text=text, counts=[("การยืมทรัพย์สิน", counted, "ครั้ง")]),)))
    assert bool(told) == (said_number != counted)


@given(st.text(), st.text(min_size=1), WHOLE, st.text())
def test_any_text_is_read_without_a_fault(text: str, what: str, number: int, unit: str) -> None:
    said(RULE, measure(reports=(report(done_text=text, counts=[(what, number, unit)]),)))


def test_a_report_is_held_against_its_own_counts_only() -> None:
    first, second = report(pk=1, done_text="อบรม 3 ครั้ง"), report(pk=2, counts=[("อบรม", 10, "ครั้ง")])
    assert said(RULE, measure(reports=(first, second))) == []
