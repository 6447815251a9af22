"""What is typed becomes terms: words, phrases, and how wrong each may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.search.folding import bare
from prongsai.foundation.search.matching import holds
from prongsai.foundation.search.terms import MOST_TERMS, Term, pieces_of, read_question


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("ยืม  ทรัพย์สิน", ["ยืม", "ทรัพย์สิน"]),
        ("ยืม ยืม", ["ยืม"]),
        ('แผน "การ ยืม"', ["แผน", "การ ยืม"]),
        ("“การ ยืม”", ["การ ยืม"]),
        ("ITA ๒๕๖๙", ["ita", "2569"]),
        ('"', []),
        (" ", []),
    ],
)
def test_words_and_phrases(typed: str, terms: list[str]) -> None:
    assert [term.text for term in read_question(typed).terms] == terms


@pytest.mark.parametrize(
    ("typed", "typos"),
    [("ยืม", 0), ("ข้อ", None), ("โครงการ", 1), ("การยืมทรัพย์สิน", 2), ("ปี2569", None), ('"โครงการ"', None), ("อบต", 0)],
)
def test_the_longer_a_word_the_more_of_it_may_be_wrong(typed: str, typos: int | None) -> None:
    assert read_question(typed).terms[0].typos == typos


def test_at_most_so_many_words_count() -> None:
    question = read_question(" ".join(f"คำ{number}" for number in range(30)))
    assert (len(question.terms), question.is_cut) == (MOST_TERMS, True)


@given(st.text("กขคง", min_size=1, max_size=30), st.integers(1, 3))
def test_pieces_together_are_the_word(text: str, count: int) -> None:
    pieces = pieces_of(text, count)
    assert "".join(pieces) == text
    assert max(map(len, pieces)) - min(map(len, pieces)) <= 1


@given(st.text("กขคงา", min_size=12, max_size=20), st.data())
def test_whatever_is_wrong_within_bounds_leaves_a_needle_whole(word: str, data: st.DataObject) -> None:
    """So the index, which finds only whole stretches, gives every text that the comparison then takes."""
    term = read_question(word).terms[0]
    letters = list(word)
    for _ in range(term.typos or 0):
        place = data.draw(st.integers(0, len(letters) - 1))
        act = data.draw(st.sampled_from(("drop", "put", "change")))
        letters[place : place + (act != "put")] = [] if act == "drop" else ["ฮ"]
    written = "".join(letters)
    assert any(needle in written for needle in term.needles)
    assert holds(term, f"ก่อน{written}หลัง")


@pytest.mark.parametrize(("typed", "written"), [("ซือ", "ซื้อ"), ("ซื่อ", "ซื้อ"), ("บ้าน", "บาน"), ("เวบ", "เว็บ"), ("ศพท", "ศัพท")])
def test_one_tone_mark_may_be_wrong_in_a_short_word(typed: str, written: str) -> None:
    term = Term(typed, 0)
    is_tone_only = bare(typed) == bare(written)
    assert (written in term.needles) is is_tone_only
    assert holds(term, written) is is_tone_only
