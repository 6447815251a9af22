"""Cells and headings taken apart into entries."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.papers.blocks import Line
from prongsai.core.papers.understanding.lists import Entries, split_entries


def _split(*texts: str, under: str | None = None) -> Entries:
    return split_entries([tuple(Line(line) for line in text.split("\n")) for text in texts], under=under)


def _wholes(entries: Entries) -> list[tuple[str | None, str]]:
    return [(entry.label, entry.whole) for entry in entries.with_lead()]


def test_text_without_markers_is_one_entry_a_line() -> None:
    assert _wholes(_split("รดน้ำ\nพรวนดิน")) == [(None, "รดน้ำ"), (None, "พรวนดิน")]


def test_text_before_the_first_marker_is_the_lead() -> None:
    found = _split("ทำดังนี้\n1. รดน้ำ\n2. พรวนดิน")
    assert found.lead == ("ทำดังนี้",)
    assert [(entry.label, entry.text) for entry in found.entries] == [("1.", "รดน้ำ"), ("2.", "พรวนดิน")]


def test_numbers_in_running_text_open_entries_when_they_go_on() -> None:
    assert _wholes(_split("1. รดน้ำ 2. พรวนดิน 3. ใส่ปุ๋ย")) == [("1.", "รดน้ำ"), ("2.", "พรวนดิน"), ("3.", "ใส่ปุ๋ย")]


def test_number_out_of_turn_in_running_text_stays_in_its_entry() -> None:
    assert _wholes(_split("1. รดน้ำ 5. พรวนดิน")) == [("1.", "รดน้ำ 5. พรวนดิน")]


def test_markers_of_another_kind_are_sub_items() -> None:
    found = _split("1. รดน้ำ\n- เช้า\n- เย็น\n2. พรวนดิน")
    assert [(entry.text, entry.sub_items) for entry in found.entries] == [("รดน้ำ", ("- เช้า", "- เย็น")), ("พรวนดิน", ())]


def test_list_that_starts_again_after_an_announcing_word_is_a_sub_list() -> None:
    found = _split("1. รดน้ำ\n2. ใส่ปุ๋ย ได้แก่\n1. ปุ๋ยคอก\n2. ปุ๋ยหมัก\n3. เก็บผล")
    assert [entry.text for entry in found.entries] == ["รดน้ำ", "ใส่ปุ๋ย ได้แก่", "เก็บผล"]
    assert found.entries[1].sub_items == ("1. ปุ๋ยคอก", "2. ปุ๋ยหมัก")


def test_entries_numbered_under_their_heading_count_from_one() -> None:
    assert _wholes(_split("3.1 รดน้ำ 3.2 พรวนดิน", under="3")) == [("3.1", "รดน้ำ"), ("3.2", "พรวนดิน")]


def test_first_line_after_a_page_break_goes_on_mid_phrase() -> None:
    assert _wholes(_split("1. รดน้ำ\n2. พรวน", "ดินรอบต้น\n3. ใส่ปุ๋ย")) == [("1.", "รดน้ำ"), ("2.", "พรวน ดินรอบต้น"), ("3.", "ใส่ปุ๋ย")]


def test_automatic_marker_before_a_typed_one_is_dropped() -> None:
    assert _wholes(_split("- 1) รดน้ำ\n- 2) พรวนดิน")) == [("1)", "รดน้ำ"), ("2)", "พรวนดิน")]


def test_number_inside_brackets_cuts_nothing() -> None:
    assert _wholes(_split("1. รดน้ำ (ครั้งละ 2. ถัง)")) == [("1.", "รดน้ำ (ครั้งละ 2. ถัง)")]


def test_bullet_in_running_text_always_opens_an_entry() -> None:
    assert _wholes(_split("• รดน้ำ • พรวนดิน")) == [("•", "รดน้ำ"), ("•", "พรวนดิน")]


def test_lines_of_dots_and_white_space_are_no_entries() -> None:
    assert _wholes(_split("...\n \n1. รดน้ำ\n.\u200b")) == [("1.", "รดน้ำ")]


def test_thousands_of_entries_in_one_line_are_split_within_seconds() -> None:
    for text in (" ".join(f"- ข้อ {n}" for n in range(5000)), " ".join(f"{n % 99 + 1}) ก. (1) 2.1 -ข" for n in range(2000))):
        begin = time.process_time()
        _split(text)
        assert time.process_time() - begin < 5


def _letters(text: str) -> list[str]:
    return [character for character in text if not character.isspace() and character not in "-–•.\u200b"]


def _is_within(wanted: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in wanted)


@given(st.lists(st.lists(st.text("กขค เดา.()-•12๑๒\u200b:", max_size=40), max_size=4), max_size=3), st.sampled_from([None, "1", "2"]))
def test_no_letter_is_lost_and_none_comes_out_of_order(fragments: list[list[str]], under: str | None) -> None:
    found = split_entries([tuple(Line(text) for text in fragment) for fragment in fragments], under=under)
    out = "".join(part for entry in found.with_lead() for part in (entry.label or "", entry.whole))
    source = "".join(text for fragment in fragments for text in fragment)
    letters = [character for character in _letters(source) if character in "กขคเดา"]
    kept = [character for character in _letters(out) if character in "กขคเดา"]
    assert _is_within(kept, _letters(source))
    assert [c for c in letters if c in "ดา"] == [c for c in kept if c in "ดา"]


def test_decimal_that_a_wrap_brought_to_the_start_of_a_line_is_text() -> None:
    assert _wholes(_split("1. ปลูกป่า\n4.5 ไร่")) == [("1.", "ปลูกป่า 4.5 ไร่")]
    assert _wholes(_split("2.1 ปลูกป่า\n2.2 รดน้ำ")) == [("2.1", "ปลูกป่า"), ("2.2", "รดน้ำ")]
