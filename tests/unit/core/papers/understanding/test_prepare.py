"""Blocks become lines of whole, mended text."""

from __future__ import annotations

from tests.unit.core.papers.understanding.flows import table

from prongsai.core.papers.blocks import Heading, Line, PageBreak, Paragraph, Place, Source
from prongsai.core.papers.understanding.prepare import Flow, join_lines, prepare


def _prepare(*blocks: Heading | Paragraph | PageBreak) -> Flow:
    return prepare(Source("text", blocks))


def _paragraph(*texts: str, hard: bool = False) -> Paragraph:
    return Paragraph(tuple(Line(text, hard or k == 0) for k, text in enumerate(texts)), Place(line=1))


def _texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_soft_lines_are_joined_and_hard_ones_stand_alone() -> None:
    assert _texts(join_lines((Line("ปลูก"), Line("ต้นไม้", False), Line("รดน้ำ")))) == ["ปลูกต้นไม้", "รดน้ำ"]


def test_text_is_repaired_and_empty_lines_go() -> None:
    assert _texts(join_lines((Line("ทํา  สวน"), Line(" \u200b ")))) == ["ทำ สวน"]


def test_line_of_dots_ends_and_signature_or_opinion_begins_a_line() -> None:
    lines = (Line("ป่าบก.........๑"), Line("ป่าชายเลน", False), Line("(ลงชื่อ).....", False), Line("(นายเมฆ ลอยฟ้า)", False))
    assert _texts(join_lines(lines)) == ["ป่าบก.........๑", "ป่าชายเลน", "(ลงชื่อ).....", "(นายเมฆ ลอยฟ้า)"]


def test_pictures_leave_no_text() -> None:
    assert _texts(join_lines((Line("ต้นไม้ ![ภาพ](x.png)"), Line("[image: ต้นไม้]"), Line("<img src='x'>")))) == ["ต้นไม้"]


def test_unclosed_pictures_are_text_and_take_no_time() -> None:
    assert _texts(join_lines((Line("![" * 20_000),))) == ["![" * 20_000]


def test_wide_gaps_part_a_line_into_columns() -> None:
    (line,) = _prepare(_paragraph("(นายเมฆ)        (นางฝน)")).items
    assert (line.text, line.columns) == ("(นายเมฆ) (นางฝน)", ("(นายเมฆ)", "(นางฝน)"))  # type: ignore[union-attr]


def test_page_numbers_are_marked_and_left_out_of_running_text() -> None:
    found = _prepare(_paragraph("- ๑๒ -"), _paragraph("หน้า 3/10"), _paragraph("ป่า 12"))
    assert [line.text for line in found.text_lines()] == ["ป่า 12"]
    assert len(found.all_lines()) == 3


def test_pages_are_counted_and_headings_keep_their_level() -> None:
    found = _prepare(Heading("ป่าบก", 2, Place(line=1)), PageBreak(Place(line=2)), _paragraph("ป่า"))
    assert [(line.page, line.level) for line in found.all_lines()] == [(0, 2), (1, None)]


def test_paragraphs_without_line_are_counted_as_places() -> None:
    found = _prepare(Paragraph((Line("ก"),), Place()), Paragraph((Line("ข"),), Place(page=2)))
    assert [str(line.place) for line in found.all_lines()] == ["ย่อหน้า 1", "หน้า 2 · ย่อหน้า 2"]


def test_lines_of_cells_are_joined_too() -> None:
    source = Source("text", (table(["ปลูก", "ข"]),))
    (part,) = prepare(source).tables()
    assert part.rows[0][0] is not None
    assert part.rows[0][0].text == "ปลูก"
