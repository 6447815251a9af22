"""HTML fragments that stand as text: the same lines from every kind of file."""

from __future__ import annotations

import io

import docx
import xlsxwriter

from prongsai.core.papers.blocks import Line, Paragraph, Place, Source, Table
from prongsai.core.papers.readers.fragments import take_fragments_apart
from prongsai.core.papers.readers.opening import read_source

CELL = "<p>1. ขุดหลุม</p><p>2. ปลูก<br>ต้นไม้</p>"
LINES = [("1. ขุดหลุม", True), ("2. ปลูก", True), ("ต้นไม้", False)]
ROWS = (("มาตรการ", "ขั้นตอน"), ("ปลูกป่า", CELL), ("รดน้ำ", "ตักน้ำ"), ("ตัดหญ้า", "ลับมีด"))


def _word() -> bytes:
    document = docx.Document()
    table = document.add_table(len(ROWS), 2)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        page = workbook.add_worksheet()
        for index, texts in enumerate(ROWS):
            page.write_row(index, 0, texts)
    return out.getvalue()


def _csv() -> bytes:
    return "\n".join(",".join(f'"{text}"' for text in texts) for texts in ROWS).encode()


def test_every_kind_of_file_gives_the_same_lines() -> None:
    for data in (_word(), _workbook(), _csv()):
        table = next(block for block in read_source(data, name="a").blocks if isinstance(block, Table))
        cell = table.rows[1][1]
        assert cell is not None
        assert [(line.text, line.hard) for line in cell.lines] == LINES


def test_break_inside_a_line_keeps_the_lines_around_it() -> None:
    block = Paragraph((Line("ขุด<br>หลุม", hard=False, indent=2), Line("ปลูก")), Place(line=1))
    (found,) = take_fragments_apart(Source("docx", (block,))).blocks
    assert isinstance(found, Paragraph)
    assert found.lines == (Line("ขุด", hard=False, indent=2), Line("หลุม", hard=False, indent=2), Line("ปลูก"))


def test_text_without_tags_stays_as_it_is() -> None:
    source = Source("xlsx", (Paragraph((Line("คะแนน < 50 และ > 20"),), Place(line=1)),))
    assert take_fragments_apart(source) == source
