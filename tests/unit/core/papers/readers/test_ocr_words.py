"""Words that OCR misread."""

from __future__ import annotations

import pytest

from prongsai.core.papers.readers.ocr_words import Mended, mend


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ตามขันตอนและระยะเวลาทีกำหนด", "ตามขั้นตอนและระยะเวลาที่กำหนด"),
        ("ยังไม่ดำเน็นการ", "ยังไม่ดำเนินการ"),
        ("จขัดทำประกาศ", "จัดทำประกาศ"),
        ("ให้ความรูเกียวกับ", "ให้ความรู้เกี่ยวกับ"),
        ("อย่างมุ่งมันเต็มความสามารถ", "อย่างมุ่งมั่นเต็มความสามารถ"),
    ],
)
def test_signs_that_ocr_confuses_are_mended_where_a_common_word_appears(read: str, meant: str) -> None:
    assert mend([read])[0] == [meant]


@pytest.mark.parametrize("text", ["๑ ต.ค. ๖๗ – ๓๐ ก.ย. ๖๘", "E-Service 24 ชั่วโมง", "องค์การบริหารส่วนตำบลทุ่งดาวเรือง", "น้ำ ก็ ณ ที่นี่", ""])
def test_sound_text_dates_and_digits_stay(text: str) -> None:
    assert mend([text]) == ([text], [])


def test_a_word_that_goes_on_in_the_next_line_is_mended_and_keeps_its_break() -> None:
    lines, changes = mend(["ปฏิบัติตามขัน", "ตอนที่กำหนด"])
    assert lines == ["ปฏิบัติตามขั้น", "ตอนที่กำหนด"]
    assert changes == [Mended("ขันตอน", "ขั้นตอน")]


def test_sure_lines_need_far_more_reason_to_change() -> None:
    assert mend(["เรื่องทีดี"], [0.0])[0] == ["เรื่องที่ดี"]
    assert mend(["เรื่องทีดี"], [1.0])[0] == ["เรื่องทีดี"]


def test_no_lines_give_no_lines() -> None:
    assert mend([]) == ([], [])
