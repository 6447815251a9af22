"""PDF files with a text layer, as Typst and LibreOffice write them."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cache
from importlib.resources import files

import pypdf
import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.papers.blocks import Cell, Heading, Paragraph, Source, Table
from prongsai.core.papers.errors import PaperError, UnreadableFile
from prongsai.core.papers.readers.pdf import read_pdf
from prongsai.core.papers.readers.pdf_page import character

FONTS = str(files("prongsai.core.papers.writers") / "fonts")
HEAD = '#set text(font: "Prongsai Sarabun", size: 14pt, lang: "th")\n#set page(width: 20cm, height: 14cm, margin: 2cm)\n'


def printed(body: str) -> bytes:
    return typst.compile((HEAD + body).encode(), font_paths=[FONTS], ignore_system_fonts=True)


def made(body: str) -> Source:
    return read_pdf(printed(body), name="ตัวอย่าง.pdf")


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


def all_lines(cell: Cell | None) -> list[tuple[str, bool]]:
    assert cell is not None
    return [("".join(line.text.split()), line.hard) for line in cell.lines]


def entries(cell: Cell | None) -> list[str]:
    """The hard lines of a cell, each with the soft lines after it."""
    made: list[str] = []
    for text, is_hard in all_lines(cell):
        if is_hard or not made:
            made.append(text)
        else:
            made[-1] += text
    return made


LONG = "จัดทำคู่มือการให้บริการประชาชน และเผยแพร่บนเว็บไซต์ของหน่วยงาน เพื่อให้ประชาชนทราบขั้นตอนและระยะเวลาอย่างชัดเจน"


def test_a_wrapped_cell_is_one_entry() -> None:
    table = only_table(made(f"#table(columns: (2cm, 6cm), [๑], [{LONG}])"))
    assert len(all_lines(table.rows[0][1])) > 2
    assert entries(table.rows[0][1]) == ["".join(LONG.split())]


def test_each_list_entry_of_a_cell_begins_a_hard_line() -> None:
    table = only_table(made(f"#table(columns: (2cm, 6cm), [๑], [๑. {LONG} \\ ๒. ประชุมพนักงาน \\ \\- ติดตามผล])"))
    assert entries(table.rows[0][1]) == ["".join(text.split()) for text in (f"๑. {LONG}", "๒. ประชุมพนักงาน", "- ติดตามผล")]


def test_a_short_line_before_more_text_was_ended_by_the_author() -> None:
    table = only_table(made("#table(columns: (2cm, 8cm), [๑], [สำนักปลัด \\ กองคลัง \\ กองช่าง])"))
    assert entries(table.rows[0][1]) == ["สำนักปลัด", "กองคลัง", "กองช่าง"]


def test_a_date_range_that_wraps_stays_one_entry() -> None:
    table = only_table(made("#table(columns: (2cm, 3cm), [๑], [๑ ต.ค. ๖๗ – ๓๐ ก.ย. ๖๘])"))
    assert entries(table.rows[0][1]) == ["๑ต.ค.๖๗–๓๐ก.ย.๖๘"]


def test_a_table_broken_over_pages_marks_wrapped_first_lines_soft() -> None:
    rows = f"[๑], [{' '.join([LONG] * 12)}]"
    source = made(f"#table(columns: (2cm, 6cm), table.header([ที่], [มาตรการ]), {rows})")
    tables = list(source.tables())
    assert len(tables) > 1
    assert [squashed(cell) for cell in tables[1].rows[0]] == ["ที่", "มาตรการ"]
    first = tables[1].rows[1][1]
    assert first is not None
    assert first.lines[0].hard is False


def test_a_paragraph_over_a_page_break_is_one_paragraph() -> None:
    source = made(" ".join([LONG] * 25))
    assert source.pages is not None
    assert source.pages > 1
    paragraphs = [block for block in source.blocks if isinstance(block, Paragraph)]
    assert len(paragraphs) == 1
    assert "".join(paragraphs[0].text.split()) == "".join((LONG * 25).split())


def test_a_page_turned_on_its_side_reads_like_an_upright_one() -> None:
    upright = made("#table(columns: 2, [ลำดับ], [มาตรการ], [๑], [ทั้งปี])")
    turned = read_pdf(_rewritten(printed("#table(columns: 2, [ลำดับ], [มาตรการ], [๑], [ทั้งปี])"), turn=90), name="ก.pdf")
    assert [[squashed(c) for c in row] for row in only_table(turned).rows] == [
        [squashed(c) for c in row] for row in only_table(upright).rows
    ]
    sideways = made("#rotate(-90deg, reflow: true, table(columns: 2, [ลำดับ], [มาตรการ], [๑], [ทั้งปี]))")
    assert [squashed(c) for c in only_table(sideways).rows[1]] == ["๑", "ทั้งปี"]


def _rewritten(
    data: bytes, *, turn: int = 0, password: str | None = None, owner: str | None = None, attached: bytes | None = None
) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(data))
    writer = pypdf.PdfWriter()
    for page in reader.pages:
        writer.add_page(page.rotate(turn) if turn else page)
    if attached is not None:
        writer.add_attachment("paper.json", attached)
    if password is not None or owner is not None:
        writer.encrypt(password or "", owner_password=owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_locked_for_reading_says_so_and_one_locked_for_editing_is_read() -> None:
    data = printed("ข้อความเดียวของหน้า")
    with pytest.raises(UnreadableFile, match="รหัสผ่าน"):
        read_pdf(_rewritten(data, password="ลับ"), name="ก.pdf")
    assert read_pdf(_rewritten(data, owner="เจ้าของ"), name="ก.pdf").pages == 1


def test_attached_json_is_taken_unless_told_otherwise_and_broken_json_is_noticed() -> None:
    data = printed("ข้อความเดียวของหน้า")
    good = _rewritten(data, attached=b'{"schema": "prongsai.paper/1"}')
    assert read_pdf(good, name="ก.pdf").embedded == {"schema": "prongsai.paper/1"}
    assert read_pdf(good, name="ก.pdf", use_embedded=False).embedded is None
    broken = read_pdf(_rewritten(data, attached=b"{"), name="ก.pdf")
    assert broken.embedded is None
    assert [notice.code for notice in broken.notices] == ["embedded_unreadable"]


def _scan_pdf() -> bytes:
    page = pypdfium2.PdfDocument(printed("ข้อความเดียวของหน้า"))[0]
    out = io.BytesIO()
    page.render(scale=2).to_pil().convert("RGB").save(out, "PDF", resolution=144)
    return out.getvalue()


def test_a_scan_without_ocr_is_refused_with_the_option_to_use() -> None:
    with pytest.raises(UnreadableFile, match="--ocr"):
        read_pdf(_scan_pdf(), name="ก.pdf")


def test_a_scanned_page_among_others_is_noticed() -> None:
    writer = pypdf.PdfWriter()
    for data in (printed(LONG), _scan_pdf()):
        writer.append(io.BytesIO(data))
    out = io.BytesIO()
    writer.write(out)
    source = read_pdf(out.getvalue(), name="ก.pdf")
    assert [(notice.place.page, notice.code) for notice in source.notices] == [(2, "page_without_text")]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_by_name(data: st.DataObject) -> None:
    damaged = bytearray(_sound())
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(damaged) // 2, len(damaged)))
    with suppress(PaperError):
        assert read_pdf(bytes(damaged[:cut]), name="ก.pdf").kind == "pdf"


@cache
def _sound() -> bytes:
    return printed("#table(columns: 2, [ลำดับ], [มาตรการ], [๑], [ทั้งปี])")


def test_shifted_marks_of_old_fonts_become_plain_marks() -> None:
    assert [character(code) for code in (0xF70A, 0xF710, 0xF71A, 0xAD, 0xA0)] == ["่", "ั", "ฺ", "", " "]


def test_clearly_larger_lines_are_headings() -> None:
    source = made(f"#text(size: 22pt)[รายงานผล]\n\n#text(size: 17pt)[ส่วนที่ ๑]\n\n{LONG}")
    assert [(block.text, block.level) for block in source.blocks if isinstance(block, Heading)] == [("รายงานผล", 1), ("ส่วนที่ ๑", 2)]


def test_signatures_side_by_side_are_read_one_after_the_other() -> None:
    body = "#grid(columns: (1fr, 1fr), [(ลงชื่อ) \\ (นางสาวสมมติ ใจดี) \\ นักวิชาการ], [(ลงชื่อ) \\ (นายสมมุติ มั่นคง) \\ ปลัด])"
    texts = ["".join(block.text.split()) for block in made(body).blocks if isinstance(block, Paragraph)]
    assert "".join(texts) == "(ลงชื่อ)(นางสาวสมมติใจดี)นักวิชาการ(ลงชื่อ)(นายสมมุติมั่นคง)ปลัด"
