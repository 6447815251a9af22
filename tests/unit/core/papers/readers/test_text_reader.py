"""Text files: lines, tab and pipe tables, Markdown, HTML among them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.papers.blocks import Block, Heading, PageBreak, Paragraph, Table
from prongsai.core.papers.readers.text import read_text


def _blocks(text: str) -> list[Block]:
    return list(read_text(text.encode(), name="paper.txt").blocks)


def _tables(text: str) -> list[list[list[str]]]:
    return [
        [["" if cell is None else cell.text for cell in row] for row in block.rows] for block in _blocks(text) if isinstance(block, Table)
    ]


def test_each_line_is_a_paragraph_with_its_number() -> None:
    assert [(block.text, block.place.line) for block in _blocks("ป่า\n\nไม้") if isinstance(block, Paragraph)] == [("ป่า", 1), ("ไม้", 3)]


def test_markdown_headings_emphasis_and_links_lose_their_signs() -> None:
    source = read_text("## **ป่า** <br> ##\n**ต้น**ไม้ [ดู](https://example.org/a)\n---\n__ใบ__".encode(), name="x")
    assert source.kind == "markdown"
    heading, first, second = source.blocks
    assert isinstance(heading, Heading)
    assert (heading.text, heading.level) == ("ป่า", 2)
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.text, second.text, second.is_bold) == ("ต้นไม้ ดู", "ใบ", True)


def test_form_feed_is_a_page_break() -> None:
    assert [type(block) for block in _blocks("ก\n\fข")] == [Paragraph, PageBreak, Paragraph]


def test_tab_separated_lines_are_a_table_with_a_line_for_each_row() -> None:
    text = "ป่า\nก\tข\tค\n1\t2\t3\n\nไม้"
    assert _tables(text) == [[["ก", "ข", "ค"], ["1", "2", "3"]]]
    (table,) = (block for block in _blocks(text) if isinstance(block, Table))
    assert [row[0].place.line for row in table.rows if row[0] is not None] == [2, 3]


def test_row_that_a_line_break_in_a_cell_parted_is_put_together() -> None:
    assert _tables("ก\tข\tค\n1\tบน\nล่าง\t3\n4\t5\t6") == [[["ก", "ข", "ค"], ["1", "บน\nล่าง", "3"], ["4", "5", "6"]]]


def test_single_tab_in_a_line_alone_is_no_table() -> None:
    assert _tables("ก\tข\nป่า") == []


def test_pipe_table_has_header_rows_above_the_delimiter() -> None:
    (table,) = (block for block in _blocks("| ก | ข |\n|:--|--:|\n| 1<br>2 | a \\| b |") if isinstance(block, Table))
    assert [["" if cell is None else cell.text for cell in row] for row in table.rows] == [["ก", "ข"], ["1\n2", "a | b"]]
    assert [cell.is_header for row in table.rows for cell in row if cell is not None] == [True, True, False, False]


def test_tables_are_numbered_over_all_kinds() -> None:
    text = "ก\tข\tค\n1\t2\t3\n\n| ก | ข |\n|---|---|\n| 1 | 2 |\n\n<table><tr><td>ก</td></tr></table>"
    assert [block.place.table for block in _blocks(text) if isinstance(block, Table)] == [1, 2, 3]


def test_html_table_over_several_lines_keeps_its_lines() -> None:
    text = "ป่า\n<table>\n<tr><td>ก</td>\n<td>ข</td></tr>\n</table>\nไม้"
    assert _tables(text) == [[["ก", "ข"]]]
    assert [block.place.line for block in _blocks(text)] == [1, 2, 6]


def test_leading_tabs_are_the_depth_of_a_line() -> None:
    (_, second) = _blocks("ป่า\n\tไม้")
    assert isinstance(second, Paragraph)
    assert second.lines[0].indent == 1


_LINES = st.lists(
    st.one_of(
        st.text("กขค 12-|\t#*_:[]()<>", max_size=20),
        st.sampled_from(
            ["| ก | ข |", "|---|---|", "ก\tข\tค", "\t\tค", "# ก", "<table>", "</table>", "<tr><td>ก", "ก<br>ข", "\f", "ก   ข   ค", "---"]
        ),
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=200, deadline=None)
@given(_LINES)
def test_no_word_between_signs_is_lost(lines: list[str]) -> None:
    marked = [f"{line} ต้น{'ก' * n}." for n, line in enumerate(lines, 1)]
    found = str(_blocks("\n".join(marked)))
    assert [n for n in range(1, len(lines) + 1) if f"ต้น{'ก' * n}." not in found] == []


@pytest.mark.parametrize(
    "line",
    ["[" * 50_000, "[ก](http:" * 5_000, "**ก " * 12_000, " **ก" * 12_000, "# ก" + "#" * 50_000 + "x", "-" * 50_000 + "x", "x  " * 16_000],
    ids=["brackets", "links", "stars", "openers", "hashes", "dashes", "gaps"],
)
def test_hostile_lines_are_read_in_no_time(line: str) -> None:
    begin = time.process_time()
    _blocks(f"| ก | ข |\n{line}\n| {line} | ข |\nก\t{line}\tค")
    assert time.process_time() - begin < 10


def test_ten_thousand_lines_and_rows_are_read_within_seconds() -> None:
    begin = time.process_time()
    _blocks("\n".join(f"ต้นไม้ {n}" for n in range(10_000)) + "\n" + "\n".join(f"{n}\tก\tข" for n in range(10_000)))
    assert time.process_time() - begin < 10


WRAPPED = ["มาตรการนี้กำหนดให้หน่วยงานเผยแพร่แผนการจัดซื้อจัดจ้างทุกไตรมาสให้ครบ"] * 12


def test_wrapped_lines_are_soft_lines_of_one_paragraph_and_the_next_begins_anew() -> None:
    first, second = _blocks("\n".join([*WRAPPED, "จบ", "", *WRAPPED]))
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert [line.hard for line in first.lines] == [True] + [False] * 12
    assert (first.lines[-1].text, len(second.lines)) == ("จบ", 12)


@pytest.mark.parametrize("marker", ["{}.", "{})", "({})", "■ {}", "☐ {}"])
def test_items_of_a_list_are_never_taken_for_wrapped_lines(marker: str) -> None:
    lines = [f"{marker.format(number)} {WRAPPED[0]}" for number in range(990, 1020)]
    assert [len(block.lines) for block in _blocks("\n".join(lines)) if isinstance(block, Paragraph)] == [1] * 30


def test_year_that_closes_a_bracket_goes_on_from_the_line_above() -> None:
    (block,) = _blocks("\n".join([*WRAPPED, "๒๕๖๖) ของหน่วยงาน"]))
    assert isinstance(block, Paragraph)
    assert len(block.lines) == 13


def test_row_of_many_parts_is_put_together_up_to_the_width_of_the_table() -> None:
    (table,) = _blocks("ที่\tมาตรการ\tผล\n1\tข้อแรก\nข้อสอง\nข้อสาม\tดี\n2\tอบรม\tดี")
    assert isinstance(table, Table)
    assert [[cell.text if cell else None for cell in row] for row in table.rows[1:]] == [
        ["1", "ข้อแรก\nข้อสอง\nข้อสาม", "ดี"],
        ["2", "อบรม", "ดี"],
    ]


def test_pipes_without_outer_ones_make_a_table_only_above_a_delimiter_of_as_many_columns() -> None:
    assert _tables("ก | ข\n--- | ---\n1 | 2") == [[["ก", "ข"], ["1", "2"]]]
    assert _tables("ก | ข\n1 | 2") == []
