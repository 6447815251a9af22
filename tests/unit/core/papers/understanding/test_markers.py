"""What is a marker of a list entry and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.papers.understanding.markers import announces, inline_markers, is_list_dash, match_marker


@pytest.mark.parametrize(
    ("text", "family", "label", "number", "prefix"),
    [
        ("๑. ปลูกต้นไม้", "number", "๑.", 1, ""),
        ("12 . ปลูกต้นไม้", "number", "12.", 12, ""),
        ("2) ปลูกต้นไม้", "paren", "2)", 2, ""),
        ("( ๓ ) ปลูกต้นไม้", "bracket", "(๓)", 3, ""),
        ("2.10 ปลูกต้นไม้", "dotted", "2.10", 10, "2."),
        ("๑.๑.๒ ปลูกต้นไม้", "dotted", "๑.๑.๒", 2, "1.1."),
        ("ค. ปลูกต้นไม้", "letter", "ค.", 3, ""),
        ("(ข) ปลูกต้นไม้", "bracket_letter", "(ข)", 2, ""),
        ("➢ ปลูกต้นไม้", "bullet", "➢", None, ""),
        ("– ปลูกต้นไม้", "dash", "–", None, ""),
    ],
)
def test_every_style_of_marker_is_known_with_its_number(text: str, family: str, label: str, number: int | None, prefix: str) -> None:
    marker = match_marker(text)
    assert marker is not None
    assert (marker.family, marker.label, marker.number, marker.prefix) == (family, label, number, prefix)
    assert text[marker.end :] == "ปลูกต้นไม้"


@pytest.mark.parametrize("text", ["8.30 น. เริ่มงาน", "-5 องศา", "---", "- ", "2566 ปลูกต้นไม้", "1.5", "กข. ปลูก", "–––– ปลูก"])
def test_times_signed_numbers_rules_and_years_are_no_markers(text: str) -> None:
    assert match_marker(text) is None


def test_dash_before_a_number_is_a_marker_where_the_number_is_one_too() -> None:
    marker = match_marker("-1. ปลูกต้นไม้")
    assert marker is not None
    assert marker.family == "dash"


def test_white_space_before_a_marker_is_skipped() -> None:
    marker = match_marker("  ก) ปลูก")
    assert marker is not None
    assert (marker.start, marker.end) == (2, 5)


def test_number_after_an_ordinal_word_is_no_inline_marker() -> None:
    assert list(inline_markers("ตาม ข้อ 2. ให้ปลูกต้นไม้", 0)) == []
    assert [marker.label for marker in inline_markers("รดน้ำ 2. ให้ปลูกต้นไม้", 0)] == ["2."]


def test_inline_marker_needs_white_space_before_it() -> None:
    assert list(inline_markers("แปลง1. ปลูก", 0)) == []


@pytest.mark.parametrize("text", ["มีดังนี้", "มีดังนี้ :", "ได้แก่ -", "ประกอบด้วย", "หัวข้อ:"])
def test_announcing_words_and_a_colon_announce_a_list(text: str) -> None:
    assert announces(text)


def test_plain_text_announces_nothing() -> None:
    assert not announces("ปลูกต้นไม้แล้ว")


def _is_dash(text: str, *, is_established: bool = False) -> bool:
    marker = next(marker for marker in inline_markers(text, 0) if marker.family == "dash")
    return is_list_dash(text, marker, is_established=is_established)


@pytest.mark.parametrize(
    "text",
    ["ระหว่าง ๑๗ - ๑๘ มีนาคม", "ต.ค. - ธ.ค.", "ปี 2564 - ปัจจุบัน", "STRONG -องค์กร", "(จันทร์ -ศุกร์", "การซื้อ - จ้าง", "สั้น - สั้น"],
)
def test_dashes_of_ranges_pairs_and_brackets_begin_no_entry(text: str) -> None:
    marker = next((marker for marker in inline_markers(text, 0) if marker.family == "dash"), None)
    assert marker is None or not is_list_dash(text, marker, is_established=False)


@pytest.mark.parametrize(
    "text",
    ["รดน้ำต้นไม้ -พรวนดิน", "มีดังนี้ - พรวนดิน", "รดน้ำต้นไม้ทุกวันในเวลาเช้าและเวลาเย็น - พรวนดินรอบต้นไม้"],
)
def test_glued_announced_and_long_dashes_begin_an_entry(text: str) -> None:
    assert _is_dash(text)


def test_spaced_dash_between_short_texts_begins_an_entry_only_where_dashes_do_already() -> None:
    assert not _is_dash("รดน้ำ - พรวนดิน")
    assert _is_dash("รดน้ำ - พรวนดิน", is_established=True)


@given(st.text("กขคงา.()-–•0123๑๒๓ \t:", max_size=60), st.integers(0, 60))
def test_marker_lies_inside_its_text_behind_white_space_only(text: str, start: int) -> None:
    marker = match_marker(text, min(start, len(text)))
    if marker is not None:
        assert text[min(start, len(text)) : marker.start].strip() == ""
        assert marker.start < marker.end <= len(text)
        assert "".join(text[marker.start : marker.end].split()) == marker.label
