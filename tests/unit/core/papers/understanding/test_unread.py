"""What the paper does not hold is listed with its place."""

from __future__ import annotations

from tests.unit.core.papers.understanding.flows import flow, table

from prongsai.core.papers.blocks import Table
from prongsai.core.papers.model import Measure, Organisation, Paper, Unread
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.prepare import Flow
from prongsai.core.papers.understanding.unread import list_unread

PAPER = Paper(organisation=Organisation(name="เทศบาลเมืองฟ้าใส", district="ฟ้าใส"), measures=(Measure("1", "ปลูกต้นไม้", steps=("ขุดหลุมใหญ่",)),))


def _unread(*items: str | Table, taken: bool = True, ledger: Ledger | None = None, paper: Paper = PAPER) -> list[Unread]:
    whole = flow(*items)
    ledger = ledger or Ledger()
    if taken:
        _take(whole, ledger)
    return list(list_unread(whole, ledger, paper))


def _take(whole: Flow, ledger: Ledger) -> None:
    ledger.take_all(line.place for line in whole.all_lines())
    ledger.take_all(cell.place for part in whole.tables() for row in part.rows for cell in row if cell is not None)


def test_line_that_no_rule_took_is_unread_although_the_paper_holds_its_words() -> None:
    assert _unread("ปลูกต้นไม้", taken=False) == [Unread("บรรทัด 1", "ปลูกต้นไม้")]


def test_taken_line_is_read_where_the_paper_holds_its_words_however_joined() -> None:
    assert _unread("1. ปลูก ต้นไม้", "ขุดหลุม", "ใหญ่") == []


def test_taken_line_is_unread_where_the_paper_lacks_a_word_of_it() -> None:
    assert _unread("ปลูกต้นไม้ ร่มรื่น") == [Unread("บรรทัด 1", "ปลูกต้นไม้ ร่มรื่น")]


def test_labels_of_the_vocabulary_need_not_be_held() -> None:
    assert _unread("ผู้รับผิดชอบ :", "(ลงชื่อ)........", "อำเภอฟ้าใส", "ตำแหน่ง") == []


def test_line_marked_as_label_is_never_unread() -> None:
    ledger = Ledger()
    ledger.label(flow("หัวข้อแปลกตา").all_lines()[0].place, "หัวข้อแปลกตา")
    assert _unread("หัวข้อแปลกตา", ledger=ledger) == []


def test_other_line_at_the_place_of_a_label_is_unread() -> None:
    ledger = Ledger()
    ledger.label(flow("ก").all_lines()[0].place, "หัวข้อแปลกตา")
    assert [unread.text for unread in _unread("ร่มรื่น", ledger=ledger)] == ["ร่มรื่น"]


def test_cell_lists_only_the_lines_that_are_missing() -> None:
    found = _unread(table(["ปลูกต้นไม้\nร่มรื่น\nขุดหลุมใหญ่", "-"]))
    assert found == [Unread("ตาราง 1 · แถว 1 · ช่อง 1", "ร่มรื่น")]


def test_digits_count_as_words() -> None:
    assert [unread.text for unread in _unread("ปลูกต้นไม้ ๙๙")] == ["ปลูกต้นไม้ ๙๙"]


def test_dots_dashes_and_the_name_of_the_organisation_are_nothing_unread() -> None:
    assert _unread("........", "- - -", "เทศบาลเมืองฟ้าใส", taken=False) == []


def test_misspelt_label_need_not_be_held() -> None:
    assert _unread("ผู้รับผิดชอยบ : ปลูกต้นไม้") == []
