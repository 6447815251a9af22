"""Where words stand in a text, as they are and as they may be misspelt."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.search.matching import holds, spans_of, spelling_in
from prongsai.foundation.search.terms import Term, read_question


def hits(typed: str, text: str) -> list[str]:
    return [text[start:end] for start, end in spans_of(read_question(typed).terms, text)]


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("ยืม", "การยืมและยืมต่อ", ["ยืม", "ยืม"]),
        ("ท", "ที่ดิน", ["ที่"]),
        ("ยืมทรัพย์ ทรัพย์สิน", "การยืมทรัพย์สิน", ["ยืมทรัพย์สิน"]),
        ("ทรัพสินของ", "การยืมทรัพย์สินของราชการ", ["ทรัพย์สินของ"]),
        ("จัดซือจัดจ้าง", "การจัดซื้อจัดจ้าง", ["จัดซื้อจัดจ้าง"]),
        ("มะม่วง", "การยืมทรัพย์สิน", []),
    ],
)
def test_hits_are_whole_letters_in_order_and_apart(typed: str, text: str, found: list[str]) -> None:
    assert hits(typed, text) == found


@pytest.mark.parametrize(
    ("typed", "other"), [("แผนงาน", "แผนการ"), ("โครงการ", "คณะกรรมการ"), ("ประชาชน", "ประชุม"), ("สำนักปลัด", "สำนักช่าง")]
)
def test_another_word_is_no_misspelling(typed: str, other: str) -> None:
    assert not holds(read_question(typed).terms[0], other)


def test_a_misspelling_goes_over_no_line_break() -> None:
    assert not holds(Term("ทรัพย์สิน", 1), "ทรัพย์\nสิน")


def test_the_spelling_of_a_text_is_told() -> None:
    assert spelling_in(Term("ทรัพสิน", 1), "การยืมทรัพย์สิน") == "ทรัพย์สิน"
    assert spelling_in(Term("ทรัพสิน", 1), "อย่างอื่น") is None


@given(st.text("กขา่ิ ", max_size=60), st.text("กขา่ิ", min_size=1, max_size=8))
def test_hits_lie_in_order_inside_the_text(text: str, typed: str) -> None:
    spans = spans_of(read_question(typed).terms, text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
