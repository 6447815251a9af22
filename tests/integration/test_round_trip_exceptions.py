"""Exceptions in a paper are printed by every layout and read again from what is visible, also without the data inside the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prongsai.core.papers.model import DocumentInfo, Measure, Organisation, Paper, Signatory
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.writers.writing import LAYOUTS, Kind, write_paper
from prongsai.core.thai.repair import squash

SAID = (
    "มาตรการ 2.1 ไม่มีตัวชี้วัด เหตุผล: ไม่อยู่ในการประเมินของปีนี้ อนุมัติโดย ผู้ทดสอบ ใช้ถึงวันที่ 30 กันยายน 2569",
    "มาตรการ 2.2 หลักฐานยังไม่ลงวันที่ (ภาพป้ายประกาศ) เหตุผล: ต้นฉบับไม่มีวันที่ อนุมัติโดย ผู้ทดสอบ ใช้ถึงวันที่ 31 พฤษภาคม 2569",
)
PAPER = Paper(
    document=DocumentInfo(type="measures_report", title="รายงานผลการดำเนินการตามมาตรการ ปีงบประมาณ พ.ศ. 2569", exceptions=SAID),
    organisation=Organisation(name="องค์การบริหารส่วนตำบลสวนมะลิ"),
    fiscal_year=2569,
    measures=(Measure(number="2.1", title="แนวทางการยืมทรัพย์สินของราชการ", steps=("ออกประกาศ",), outputs=("ประกาศ 1 ฉบับ",)),),
    approval_chain=(Signatory(1, name="ผู้ทดสอบ", position="นิติกร"),),
)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("layout", ["result-report", "outcome-report", "status-memo"])
def test_exceptions_are_read_again_from_what_is_visible(tmp_path: Path, layout: str, kind: Kind) -> None:
    file = tmp_path / f"paper.{kind}"
    file.write_bytes(write_paper(PAPER, layout=layout, kind=kind, embed=False))
    read = read_paper(file)
    # A line that ends in a PDF may swallow its space.
    assert [squash(text) for text in read.document.exceptions] == [squash(text) for text in SAID]
    assert [entry.text for entry in read.unread if "ยกเว้น" in entry.text or "เหตุผล" in entry.text] == []


@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"action-plan"}))
def test_every_layout_prints_them_under_a_heading_and_none_without_any(layout: str) -> None:
    page = write_paper(PAPER, layout=layout, kind="html").decode()
    assert page.index("ข้อยกเว้นที่อนุมัติแล้ว") < page.index("ไม่อยู่ในการประเมินของปีนี้")
    bare = replace(PAPER, document=replace(PAPER.document, exceptions=()))
    assert "ข้อยกเว้น" not in write_paper(bare, layout=layout, kind="html").decode()
