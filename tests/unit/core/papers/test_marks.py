"""Places in words lead back to blocks, cells and boxes."""

from __future__ import annotations

from prongsai.core.papers.blocks import Box, Cell, Line, Paragraph, Place, Source, Table, numbered
from prongsai.core.papers.marks import Mark, marks_of

LEFT, RIGHT = Box(0.1, 0.5, 0.2, 0.1), Box(0.3, 0.5, 0.4, 0.2)
TABLE = Table(
    (
        (Cell((), Place(2, table=1, row=1, column=1), box=LEFT), Cell((), Place(2, table=1, row=1, column=2), row_span=2, box=RIGHT)),
        (Cell((), Place(2, table=1, row=2, column=1)), None),
    ),
    Place(2, table=1),
)
MARKS = marks_of(numbered(Source("pdf", (Paragraph((Line("ก"),), Place(2), box=LEFT), Paragraph((Line("ข"),), Place(2)), TABLE))))


def test_a_cell_has_its_own_box() -> None:
    assert MARKS["หน้า 2 · ตาราง 1 · แถว 1 · ช่อง 1"] == Mark("หน้า 2 · ตาราง 1 · แถว 1 · ช่อง 1", 2, LEFT)


def test_a_position_inside_a_merged_cell_leads_to_that_cell() -> None:
    assert MARKS["หน้า 2 · ตาราง 1 · แถว 2 · ช่อง 2"] == Mark("หน้า 2 · ตาราง 1 · แถว 1 · ช่อง 2", 2, RIGHT)


def test_a_row_and_a_table_have_the_box_around_their_cells() -> None:
    whole = Box(0.1, 0.5, 0.6, 0.2)
    assert MARKS["หน้า 2 · ตาราง 1 · แถว 1"] == Mark("หน้า 2 · ตาราง 1 · แถว 1 · ช่อง 1", 2, whole)
    assert MARKS["หน้า 2 · ตาราง 1"].box == whole


def test_paragraphs_are_told_apart_by_their_number_and_may_have_no_box() -> None:
    assert (MARKS["หน้า 2 · ย่อหน้า 1"].box, MARKS["หน้า 2 · ย่อหน้า 2"].box) == (LEFT, None)


def test_a_page_as_a_whole_has_no_box() -> None:
    assert MARKS["หน้า 2"] == Mark("หน้า 2", 2)
