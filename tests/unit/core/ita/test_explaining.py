"""Reasons in words carry the numbers that they speak of, in both languages."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from prongsai.core.ita.explaining import explain_level, explain_note, explain_score
from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.scoring import Response, score
from prongsai.core.ita.tree import nodes_of

TEN = {str(number): Decimal(80 + number) for number in range(1, 11)}


def test_a_total_is_explained_by_its_weighted_instruments() -> None:
    card = score(framework(2564), TEN)
    sentence = explain_score(framework(2564), card, "total")
    assert sentence.thai == "83.00 × 30% + 87.00 × 30% + 89.50 × 40% = 86.80"
    assert sentence.english == sentence.thai


def test_a_mean_names_its_parts() -> None:
    sentence = explain_score(framework(2564), score(framework(2564), TEN), "OIT")
    assert "89.00" in sentence.thai
    assert "10: 90.00" in sentence.english


def test_what_is_missing_names_what_it_lacks_and_its_bounds() -> None:
    card = score(framework(2564), {"9": Decimal(100)})
    sentence = explain_score(framework(2564), card, "OIT")
    assert "ขาด 10" in sentence.thai
    assert "50.00 to 100.00" in sentence.english


def test_answers_are_counted() -> None:
    card = score(framework(2564), answers=[Response("IIT", {"I2": 4})] * 3)
    assert "3 คน" in explain_score(framework(2564), card, "I2").thai


def test_a_given_value_is_held_against_its_parts() -> None:
    card = score(framework(2564), {**TEN, "IIT": Decimal("83.50")})
    assert "83.00" in explain_score(framework(2564), card, "IIT").thai
    same = score(framework(2564), {**TEN, "IIT": Decimal("83.00")})
    assert "same as computed" in explain_score(framework(2564), same, "IIT").english


def test_the_level_tells_its_rule_and_what_holds_it_back() -> None:
    card = score(framework(2568), {"IIT": Decimal(100), "EIT": Decimal(80), "OIT": Decimal(100)})
    sentence = explain_level(framework(2568), card.level)
    assert "EIT" in sentence.thai
    assert "85.00" in sentence.english


def test_an_open_level_names_both_ends() -> None:
    sentence = explain_level(framework(2564), score(framework(2564), {}).level)
    assert "F ถึง AA" in sentence.thai
    assert "between F and AA" in sentence.english


@pytest.mark.parametrize(("printed", "word"), [("86.81", "ปัด"), ("90", "ตรวจ")])
def test_a_difference_says_whether_rounding_explains_it(printed: str, word: str) -> None:
    (note,) = score(framework(2564), {**TEN, "total": Decimal(printed)}).notes
    assert word in explain_note(note).thai


@pytest.mark.parametrize("year", known_years())
def test_every_node_can_be_explained_whatever_is_known(year: int) -> None:
    known = score(framework(year), {item.code: Decimal(100) for item in framework(year).items})
    for card in (score(framework(year), {}), known, score(framework(year), {"total": Decimal(50)})):
        for key in nodes_of(framework(year)):
            sentence = explain_score(framework(year), card, key)
            assert sentence.thai
            assert sentence.english
    assert known.total.value == Fraction(100)


def test_one_is_and_several_are() -> None:
    low = score(framework(2568), {"IIT": Decimal(94), "EIT": Decimal(94), "OIT": Decimal(100)})
    assert "IIT, EIT are below their marks" in explain_level(framework(2568), low.level).english
    one = score(framework(2564), answers=[Response("IIT", {"I2": 4})])
    assert explain_score(framework(2564), one, "I2").english.endswith("the mean over 1 respondent")
