"""What is shown of a long text: the hit in it, cut between words, every letter of it once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prongsai.foundation.search.excerpts import EXCERPT_LETTERS, excerpt, marked
from prongsai.foundation.search.matching import spans_of
from prongsai.foundation.search.terms import read_question

LONG = "การประชุมคณะกรรมการพิจารณาเรื่องต่างๆ " * 12 + "ระเบียบการยืมทรัพย์สินของราชการ " + "ประชาสัมพันธ์ให้ประชาชนทราบโดยทั่วกัน " * 12


def text_of(typed: str, text: str) -> tuple[str, list[str]]:
    pieces = excerpt(text, spans_of(read_question(typed).terms, text))
    return "".join(piece.text for piece in pieces), [piece.text for piece in pieces if piece.is_hit]


def test_the_excerpt_has_the_hit_and_begins_and_ends_between_words() -> None:
    text, hits = text_of("ยืมทรัพย์สิน", LONG)
    assert hits == ["ยืมทรัพย์สิน"]
    assert text.startswith("…")
    assert text.endswith("…")
    inside = text.strip("…")
    assert inside in LONG
    words = {"การประชุม", "ประชุม", "คณะกรรมการ", "กรรมการ", "พิจารณา", "เรื่อง", "ต่างๆ", "ระเบียบ", "การ"}
    assert any(inside.lstrip().startswith(word) for word in words), inside


def test_a_text_without_hits_shows_its_beginning() -> None:
    text, hits = text_of("มะม่วง", LONG)
    assert hits == []
    assert LONG.startswith(text.rstrip("…"))
    assert len(text) <= EXCERPT_LETTERS + 1


def test_a_short_text_is_shown_whole_with_its_lines_in_one() -> None:
    assert text_of("ยืม", "การยืม\nทรัพย์สิน") == ("การยืม · ทรัพย์สิน", ["ยืม"])


@given(st.text("กขา่ิ ab.\n", max_size=400), st.text("กขาab", min_size=1, max_size=5))
def test_an_excerpt_is_a_stretch_of_the_text_with_the_first_hit(text: str, typed: str) -> None:
    spans = spans_of(read_question(typed).terms, text)
    pieces = excerpt(text, spans)
    joined = "".join(piece.text for piece in pieces)
    plain = text.replace("\n", " · ")
    assert joined.removeprefix("…").removesuffix("…") in plain
    assert len(joined.replace(" · ", " ")) <= max(EXCERPT_LETTERS, len(text[slice(*spans[0])]) if spans else 0) + 2
    assert any(piece.is_hit for piece in pieces) is bool(spans)
    assert "".join(piece.text for piece in marked(text, spans)) == plain
