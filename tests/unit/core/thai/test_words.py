"""Segmentation and the units between which lines break."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.words import break_units, common_words, dictionary_path, known_words, segment

THAI_ISH = st.text(alphabet="กขคงจดตทนบปมยรลวสหอะาำิีึืัุูเแโใไ่้๊๋์็ํๆฯ ๑๒1a.,-()“”%\n\t\u00a0\u200b", max_size=60)


@given(THAI_ISH)
def test_words_put_together_are_the_text(text: str) -> None:
    assert "".join(segment(text)) == text


@given(st.text(max_size=60))
def test_words_of_any_script_put_together_are_the_text(text: str) -> None:
    assert "".join(segment(text)) == text


@given(THAI_ISH)
def test_break_units_put_together_are_the_text(text: str) -> None:
    assert "".join(break_units(text)) == text


@given(THAI_ISH.filter(lambda text: bool(text.strip())))
def test_no_unit_begins_with_a_mark_unless_the_text_or_a_space_forces_it(text: str) -> None:
    units = break_units(text)
    begins_with_mark = [index for index, unit in enumerate(units) if unit[0] in "ะาำัิีึืุู่้๊๋์็ํๆฯ"]
    assert all(index == 0 or units[index - 1].isspace() for index in begins_with_mark)


def test_words_are_those_of_the_dictionary() -> None:
    assert segment("ประชุมพนักงานทุกเดือน") == ["ประชุม", "พนักงาน", "ทุก", "เดือน"]
    assert segment("พนักงาน 12 คน") == ["พนักงาน", " ", "12", " ", "คน"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("(ร่าง) แผน", ["(ร่าง)", " ", "แผน"]),
        ("ร้อยละ 80%", ["ร้อยละ", " ", "80%"]),
        ("“โปร่งใส”", ["“โปร่งใส”"]),
    ],
)
def test_signs_stay_with_their_words(text: str, units: list[str]) -> None:
    assert break_units(text) == units


def test_repetition_sign_stays_with_its_word() -> None:
    assert break_units("ต่างๆ")[-1].endswith("ๆ")
    assert all(not unit.startswith("ๆ") for unit in break_units("เรื่องต่างๆที่เกิด"))


def test_common_words_are_words_of_the_dictionary() -> None:
    assert common_words() < known_words()
    assert "ดำเนินการ" in common_words()
    assert dictionary_path().name == "words_th.txt"


def test_the_dictionary_is_found_without_importing_the_library_that_ships_it() -> None:
    code = "import sys; from prongsai.core.thai.words import segment; segment('ทดสอบ'); sys.exit('pythainlp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
