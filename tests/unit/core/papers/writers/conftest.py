"""A sheet with every kind of block, for the tests of each format. Names and places are invented."""

from __future__ import annotations

import pytest

from prongsai.core.papers.writers.sheet import (
    BodyCell,
    Break,
    Contents,
    Cover,
    HeadCell,
    Heading,
    Item,
    ItemList,
    MemoHead,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Table,
)


def _cell(*texts: str, row_span: int = 1) -> BodyCell:
    return BodyCell(tuple(Item(text) for text in texts), row_span=row_span)


STATUS_TABLE = Table(
    widths=(1, 4, 2, 1, 1),
    head=(
        (
            HeadCell("ลำดับ", row_span=2),
            HeadCell("มาตรการ", row_span=2),
            HeadCell("ผู้รับผิดชอบ", row_span=2),
            HeadCell("ผล", column_span=2),
            None,
        ),
        (None, None, None, HeadCell("กำลังทำ"), HeadCell("แล้วเสร็จ")),
    ),
    rows=(
        (
            _cell("๒.๑"),
            BodyCell((Item("จัดทำคู่มือ", "๑."), Item("เผยแพร่ <เว็บ> & ป้าย", "-", 1))),
            _cell("สำนักปลัด", row_span=2),
            _cell(),
            _cell("✓"),
        ),
        (_cell("๒.๒"), _cell("=1+1"), None, _cell("/"), _cell()),
    ),
    caption="ตารางที่ ๑ ผลการดำเนินการ",
)
SCORE_TABLE = Table(
    widths=(3, 1),
    head=((HeadCell("ตัวชี้วัด"), HeadCell("คะแนน")),),
    rows=((_cell("การปฏิบัติหน้าที่"), BodyCell((Item("๘๕.๒๐"),), align="right")),),
)


@pytest.fixture
def every_block() -> Sheet:
    """All block types once or more, in the order of a real report."""
    return Sheet(
        title="รายงานผลการดำเนินการ & ติดตาม",
        author="เทศบาลตำบลดาวเหนือสมมุติ",
        blocks=(
            Cover(("รายงานผลการดำเนินการ", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘")),
            Contents(),
            MemoHead("สำนักปลัด", "ดน ๑๒๓๔/๕", "๑๗ มกราคม ๒๕๖๘", "รายงานผล", "นายกเทศมนตรี"),
            Heading("ส่วนที่ ๑ ความเป็นมา", 1),
            Paragraph("ตามที่ได้กำหนดมาตรการไว้ (ITA 2568)", is_indented=True),
            ItemList((Item("ข้อแรก", "๑."), Item("ข้อย่อย", "-", 1), Item("ไม่มีเครื่องหมาย"))),
            Heading("๑.๑ ผลคะแนน", 2),
            SCORE_TABLE,
            STATUS_TABLE,
            Break(),
            Heading("สรุป", 3, "centre"),
            Paragraph("บรรทัดหนึ่ง\nบรรทัดสอง", is_bold=True),
            Signatures(
                (
                    Signature("นายดาว สมมุติ", "นิติกร", role="ผู้จัดทำ"),
                    Signature(None, "ปลัดเทศบาล", opinion_label="ความเห็นของปลัดเทศบาล"),
                    Signature("นางเดือน สมมุติ", "นายกเทศมนตรี", opinion_label="ความเห็นของนายกเทศมนตรี", opinion="เห็นชอบ"),
                )
            ),
        ),
        digits="thai",
    )


@pytest.fixture
def texts_of_every_block() -> tuple[str, ...]:
    """Texts that every format must show, in reading order."""
    return (
        "รายงานผลการดำเนินการ",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๘",
        "บันทึกข้อความ",
        "สำนักปลัด",
        "ดน ๑๒๓๔/๕",
        "๑๗ มกราคม ๒๕๖๘",
        "ส่วนที่ ๑ ความเป็นมา",
        "ตามที่ได้กำหนดมาตรการไว้ (ITA 2568)",
        "ข้อแรก",
        "ไม่มีเครื่องหมาย",
        "๑.๑ ผลคะแนน",
        "๘๕.๒๐",
        "ตารางที่ ๑ ผลการดำเนินการ",
        "กำลังทำ",
        "เผยแพร่ <เว็บ> & ป้าย",
        "=1+1",
        "สรุป",
        "บรรทัดสอง",
        "ผู้จัดทำ",
        "(นายดาว สมมุติ)",
        "ความเห็นของปลัดเทศบาล",
        "ความเห็นของนายกเทศมนตรี เห็นชอบ",
        "(นางเดือน สมมุติ)",
    )
