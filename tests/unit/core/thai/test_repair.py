"""Mending damaged text and joining wrapped lines."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.thai.repair import join_wrapped, repair, squash
from prongsai.core.thai.words import known_words

THAI_ISH = st.text(alphabet="กขคงจดตทนบปมยรลวสหอะาำิีึืัุูเแโใไ่้๊๋์็ํฺๆฯ ๑๒1a.-()\n\t\u00a0\u200b", max_size=60)
WORDS = st.lists(
    st.sampled_from(["ดำเนินการ", "รายงาน", "ดา", "ทา", "งาน", "ที่", "มี", "ร", "าย", "ง", "าน", "กำหนด", "ก", "ำ", "ํ", "า", "น", "้"]),
    max_size=14,
)
CHANGEABLE = set("ะาำํเแ\u200b") | set("ัิีึืฺุู็่้๊๋์ํ๎")


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทํางาน", "ทำงาน"),
        ("ดํ าเนินการ", "ดำเนินการ"),
        ("กำ ำหนด", "กำหนด"),
        ("ที่่ประชุม", "ที่ประชุม"),
        ("ป่ี", "ปี่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("เเละ", "และ"),
        ("ก ำหนด ที ่ดี", "กำหนด ที่ดี"),
        ("การ\u200bประชุม\u00a0ใหญ่\ufeff", "การประชุม ใหญ่"),
        ("สอง   ช่อง", "สอง ช่อง"),
        ("กร์\u00ad", "กร์"),
    ],
)
def test_marks_and_invisible_characters_are_put_right(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("ร า ย ง า น", "รายงาน"),
        ("ร าย ง าน ความก้าวหน้า", "รายงาน ความก้าวหน้า"),
        ("ส ำ นั ก ป ลั ด", "สำนักปลัด"),
        ("ป ร ะ จำ ปี ง บ ป ร ะ ม า ณ", "ประจำปีงบประมาณ"),
        ("โ ป ร่ ง ใ ส", "โปร่งใส"),
        ("ก าร", "การ"),
        ("ม าตรการ ว่ าด้วย", "มาตรการ ว่าด้วย"),
        ("ร าย ง าน ก าร จัดซื้อ", "รายงานการ จัดซื้อ"),
    ],
)
def test_spaced_out_letters_come_together(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    "text",
    ["ข้อ ก ข ค ง", "ณ ที่ นี้ มี นา ดี", "บ้าน ก ข ม.", "ทุก คน ได้ มา", "ใน ปี นี้", "ที่ ว่า การ", "ก. ข. ค.", "ชั้น ป ๑ ถึง ป ๖", "๑) ก ๒) ข"],
)
def test_words_and_letters_that_stand_alone_stay_apart(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("ดา เนินการ", "ดำเนินการ"),
        ("การดา เนินงาน", "การดำเนินงาน"),
        ("ทา งาน", "ทำงาน"),
        ("จา นวน", "จำนวน"),
        ("สา นักงาน", "สำนักงาน"),
        ("ประจา ปี", "ประจำปี"),
        ("นา เสนอ", "นำเสนอ"),
        ("ดาเนินการ", "ดำเนินการ"),
        ("ส่วนตาบล", "ส่วนตำบล"),
        ("อานาจหน้าที่", "อำนาจหน้าที่"),
        ("ด าเนินการ", "ดำเนินการ"),
        ("จัดท าแผน", "จัดทำแผน"),
        ("น าไปใช้", "นำไปใช้"),
        ("อ าเภอ", "อำเภอ"),
        ("น้ าท่วม", "น้ำท่วม"),
        ("ดำ เนินการ", "ดำเนินการ"),
        ("จำ นวน", "จำนวน"),
    ],
)
def test_sara_am_that_lost_its_circle_comes_back_where_a_word_needs_it(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


@pytest.mark.parametrize(
    "text",
    [
        "มา ทำงาน",
        "ชาวนา เสนอ",
        "ราคา กลาง",
        "พา เด็ก",
        "กา แฟ",
        "มาตรการ",
        "ปัญหาต่าง ๆ",
        "อำเภอกาบัง",
        "ปลาม้า",
        "ทา สี",
        "คำ ว่า",
        "ประจำ เดือน",
        "ห้ามา",
        "สามารถ",
        "ราชการ",
        "ตารา",
        "น้า ของเขา",
    ],
)
def test_a_true_long_a_stays(text: str) -> None:
    assert repair(text) == text


def test_no_word_of_the_dictionary_is_changed() -> None:
    sample = sorted(word for word in known_words() if unicodedata.is_normalized("NFC", word))[::7]
    changed = {word for word in sample if repair(word) != word and not re.search("[์่้๊๋][ัิีึืฺุู็ํ]|ํา|เเ|[\u200b\u00a0]|  ", word)}
    assert changed == set()


@given(THAI_ISH)
def test_a_mended_text_stays_as_it_is(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@given(WORDS, st.sampled_from(["", " "]))
def test_a_mended_text_of_broken_words_stays_as_it_is(pieces: list[str], sign: str) -> None:
    once = repair(sign.join(pieces))
    assert repair(once) == once


@given(THAI_ISH)
def test_only_marks_long_a_and_spaces_ever_change(text: str) -> None:
    def kept(value: str) -> Counter[str]:
        return Counter(letter for letter in value if letter not in CHANGEABLE and letter not in " \u00a0")

    assert kept(repair(text)) == kept(unicodedata.normalize("NFC", text))


@given(st.lists(st.sampled_from(["กข", "\n", "\t", " ", "งาน"]), max_size=20))
def test_newlines_and_tabs_stay(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert [sign for sign in repair(text) if sign in "\n\t"] == [sign for sign in text if sign in "\n\t"]


@pytest.mark.parametrize("text", ["ก " * 4000, "ร า ย ง า น " * 700, "ก" * 20000, "ด าเนินการ " * 2000, "ก" + "่้" * 10000, " " * 20000])
def test_hostile_texts_are_mended_within_seconds(text: str) -> None:
    began = time.process_time()
    repair(text)
    assert time.process_time() - began < 5


def test_foreign_line_ends_become_newlines() -> None:
    assert repair("ก\r\nข\rค\u2028ง") == "ก\nข\nค\nง"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["หน่วยตรวจสอบ", "ภายใน"], "หน่วยตรวจสอบภายใน"),
        (["โครง", " การ "], "โครงการ"),
        (["ประจำปี พ.ศ.", "2566"], "ประจำปี พ.ศ. 2566"),
        (["จำนวน", "12", "แห่ง"], "จำนวน 12 แห่ง"),
        (["ระบบ E-", "Service"], "ระบบ E-Service"),
        (["ระบบ", "e-LAAS"], "ระบบ e-LAAS"),
        (["กองคลัง (งาน", "พัสดุ", ")"], "กองคลัง (งานพัสดุ)"),
        (["(", "ร่าง)"], "(ร่าง)"),
        (["กอง/", "ฝ่าย"], "กอง/ฝ่าย"),
        (["ต่าง", "ๆ"], "ต่าง ๆ"),
        (["พ.", "ศ. 2566"], "พ.ศ. 2566"),
        (["", "งาน", " ", "ดี"], "งานดี"),
        (["- ข้อหนึ่ง", "- ข้อสอง"], "- ข้อหนึ่ง - ข้อสอง"),
        ([], ""),
    ],
)
def test_wrapped_lines_join_as_thai_is_written(lines: list[str], joined: str) -> None:
    assert join_wrapped(lines) == joined


@given(st.lists(st.text(alphabet="กขคานี่ 12ab().-/", max_size=12), max_size=8))
def test_joining_never_loses_anything_but_white_space(lines: list[str]) -> None:
    assert squash(join_wrapped(lines)) == squash("".join(lines))


@given(st.text(max_size=40))
def test_squashed_text_has_no_white_space_and_is_composed(text: str) -> None:
    assert not any(letter.isspace() for letter in squash(text))
    assert unicodedata.is_normalized("NFC", squash(text))
