"""PDF files with a text layer, as Typst and LibreOffice write them."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

import prongsai
from prongsai.core.papers.blocks import Cell, Paragraph, Source, Table
from prongsai.core.papers.errors import UnreadableFile
from prongsai.core.papers.readers.pdf import read_pdf

# The font that ships with the project: which others a machine has must not matter.
FONTS = Path(prongsai.__file__).parent / "core" / "papers" / "writers" / "fonts"
HEAD = '#set text(font: "Prongsai Sarabun", size: 14pt, lang: "th")\n#set page(width: 20cm, height: 14cm, margin: 2cm)\n'


def made(body: str) -> Source:
    return read_pdf(typst.compile((HEAD + body).encode(), font_paths=[FONTS], ignore_system_fonts=True), name="ตัวอย่าง.pdf")


def only_table(source: Source) -> Table:
    tables = list(source.tables())
    assert len(tables) == 1
    return tables[0]


def squashed(cell: Cell | None) -> str:
    assert cell is not None
    return "".join("".join(line.text for line in cell.lines).split())


def test_cells_of_a_ruled_table_keep_their_text_and_place() -> None:
    table = only_table(made("#table(columns: 2, [ลำดับ], [มาตรการ], [๑], [ทำน้ำให้สะอาดทั้งปี])"))
    assert [[squashed(cell) for cell in row] for row in table.rows] == [["ลำดับ", "มาตรการ"], ["๑", "ทำน้ำให้สะอาดทั้งปี"]]
    cell = table.rows[1][1]
    assert cell is not None
    assert (cell.place.page, cell.place.table, cell.place.row, cell.place.column) == (1, 1, 2, 2)


def test_merged_cells_become_spans_on_the_full_grid() -> None:
    table = only_table(made("#table(columns: 3, table.cell(rowspan: 2)[ก], [ข], [ค], table.cell(colspan: 2)[ง], [จ], [ฉ], [ช])"))
    assert [len(row) for row in table.rows] == [3, 3, 3]
    first, wide = table.rows[0][0], table.rows[1][1]
    assert first is not None
    assert wide is not None
    assert (first.row_span, first.column_span) == (2, 1)
    assert (wide.row_span, wide.column_span) == (1, 2)
    assert table.rows[1][0] is None
    assert table.rows[1][2] is None


def test_a_bare_page_number_is_no_text() -> None:
    source = made('#set page(numbering: "- 1 -")\nข้อความเดียวของหน้า')
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["ข้อความเดียวของหน้า"]


@pytest.mark.parametrize("data", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj"])
def test_a_broken_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"รายงาน\.pdf"):
        read_pdf(data, name="รายงาน.pdf")
