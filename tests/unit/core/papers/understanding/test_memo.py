"""The head of a บันทึกข้อความ."""

from __future__ import annotations

from tests.unit.core.papers.understanding.flows import text_lines

from prongsai.core.papers.model import Memo
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.memo import MemoHead, read_memo

HEAD = ("บันทึกข้อความ", "ส่วนราชการ กองสวน เทศบาลเมืองฟ้าใส", "ที่ ฟส ๑๒๓/๔๕   วันที่ ๕ มีนาคม ๒๕๖๖", "เรื่อง ปลูกต้นไม้", "เรียน นายกเทศมนตรีเมืองฟ้าใส")


def _read(*texts: str) -> MemoHead | None:
    return read_memo(text_lines(*texts), Ledger())


def test_all_fields_of_the_head_are_read() -> None:
    head = _read(*HEAD, "ตามที่ได้ปลูก")
    assert head is not None
    assert head.memo == Memo("กองสวน เทศบาลเมืองฟ้าใส", "ฟส ๑๒๓/๔๕", "ปลูกต้นไม้", "นายกเทศมนตรีเมืองฟ้าใส")
    assert (head.date, head.date_as_written) == ("2023-03-05", "๕ มีนาคม ๒๕๖๖")


def test_misread_memo_word_still_opens_a_head() -> None:
    assert _read("บันทึกขอความ", *HEAD[1:]) is not None


def test_paper_without_memo_word_has_no_head() -> None:
    assert _read(*HEAD[1:]) is None


def test_subject_goes_on_in_the_next_line_until_the_addressee() -> None:
    head = _read(*HEAD[:4], "ริมทางหลวง", HEAD[4])
    assert head is not None
    assert head.memo.subject == "ปลูกต้นไม้ ริมทางหลวง"


def test_date_without_day_is_as_precise_as_written() -> None:
    head = _read(HEAD[0], HEAD[1], "ที่ ฟส ๑ วันที่      มีนาคม ๒๕๖๖")
    assert head is not None
    assert head.date == "2023-03"


def test_dots_of_the_form_are_no_text() -> None:
    head = _read("บันทึกข้อความ", "ส่วนราชการ.......กองสวน.......", "เรื่อง....ปลูกต้นไม้....")
    assert head is not None
    assert (head.memo.agency, head.memo.subject) == ("กองสวน", "ปลูกต้นไม้")


def test_text_behind_the_addressee_is_not_part_of_the_head() -> None:
    ledger = Ledger()
    lines = text_lines(*HEAD, "เรื่อง ที่สองซึ่งไม่เกี่ยว")
    head = read_memo(lines, ledger)
    assert head is not None
    assert head.memo.subject == "ปลูกต้นไม้"
    assert lines[-1].place not in ledger.taken
