"""Folding keeps every letter at its place; tidying changes no word and nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.repair import tidy
from prongsai.foundation.search.folding import bare, fold, places_of_bare, readable, whole_letters

THAI = st.text("กขดนรสาำิีืุูเแโํั่้๊๋็์ๆ ๑๙19aZé\u200b\u00a0\n\tİς", max_size=40)


@given(st.text(max_size=60) | THAI)
def test_a_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(THAI, st.data())
def test_a_part_of_a_tidied_text_is_tidy(text: str, data: st.DataObject) -> None:
    tidied = tidy(text)
    start = data.draw(st.integers(0, len(tidied)))
    part = tidied[start : data.draw(st.integers(start, len(tidied)))]
    assert tidy(part) == part


@given(st.text(max_size=60) | THAI)
def test_what_is_readable_stays_as_it_is(text: str) -> None:
    assert readable(readable(text)) == readable(text)


@given(THAI)
def test_places_of_a_bare_text_lead_to_its_letters(text: str) -> None:
    places = places_of_bare(text)
    assert "".join(text[place] for place in places[:-1]) == bare(text)
    assert places[-1] == len(text)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("จัดทํา", "จัดทำ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("เเผน", "แผน"),
        ("ที\u200bดิน", "ทีดิน"),
        ("ก  ข", "ก ข"),
        ("ก\u00a0ข", "ก ข"),
        ("กฺ\u0000ข", "กฺข"),
        ("ก \n  ข", "ก\nข"),
        ("ก\tข", "ก ข"),
        ("ก\ud800ข", "กข"),
    ],
)
def test_the_same_words_get_the_same_letters(written: str, same: str) -> None:
    assert readable(written) == same


@pytest.mark.parametrize(("text", "folded"), [("E-Service ๒๕๖๙", "e-service 2569"), ("İ", "İ"), ("ΑΣ ς", "ασ σ")])
def test_case_and_digits_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_no_mark_is_parted_from_its_letter() -> None:
    assert whole_letters("ที่ดิน", 0, 1) == (0, 3)
    assert whole_letters("ที่ดิน", 2, 4) == (0, 5)
    assert whole_letters("่", 0, 1) == (0, 1)
