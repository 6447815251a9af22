"""HTML pages, tables and fragments become blocks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.core.papers.blocks import Block, Heading, PageBreak, Paragraph, Table
from prongsai.core.papers.readers.html import fragment_lines, has_markup, parse_tables, read_html


def _blocks(markup: str) -> list[Block]:
    return list(read_html(markup.encode(), name="page.html").blocks)


def _lines(markup: str) -> list[tuple[str, bool, int]]:
    return [(line.text, line.hard, line.indent) for line in fragment_lines(markup)]


def _table(markup: str) -> list[list[str | None]]:
    (table,) = (block for block in _blocks(markup) if isinstance(block, Table))
    return [[None if cell is None else cell.text for cell in row] for row in table.rows]


def test_headings_paragraphs_tables_and_rules_come_in_reading_order() -> None:
    found = _blocks("<h2>ป่า</h2><p>ต้น</p><table><tr><td>ก</td></tr></table><hr><div>ไม้</div>")
    assert [type(block) for block in found] == [Heading, Paragraph, Table, PageBreak, Paragraph]
    assert found[0] == Heading("ป่า", 2, found[0].place)


def test_block_elements_are_hard_lines_and_breaks_are_soft() -> None:
    assert _lines("<p>ก<br>ข</p><div>ค</div>") == [("ก", True, 0), ("ข", False, 0), ("ค", True, 0)]


def test_list_items_without_marker_get_one() -> None:
    assert _lines("<ul><li>ก<li>ข</ul>") == [("- ก", True, 1), ("- ข", True, 1)]
    assert [text for text, _, _ in _lines('<ol start="3"><li>ก<li>ข</ol>')] == ["3. ก", "4. ข"]


@pytest.mark.parametrize("markup", ["<ul><li>1) ก<li>2) ข</ul>", '<ul style="list-style: none"><li>1) ก<li>2) ข</ul>'])
def test_list_items_with_markers_of_their_own_keep_them(markup: str) -> None:
    assert [text for text, _, _ in _lines(markup)] == ["1) ก", "2) ข"]


def test_nested_lists_are_indented() -> None:
    assert _lines("<ul><li>ก<ul><li>ข</ul></ul>") == [("- ก", True, 1), ("- ข", True, 2)]


def test_table_keeps_spans_headers_and_line_numbers() -> None:
    (table,) = parse_tables("<table>\n<thead><tr><th colspan=2>ก</thead>\n<tr><td rowspan=2>ข<td>ค\n<tr><td>ง</table>", 4, 10)
    assert isinstance(table, Table)
    assert [[None if cell is None else cell.text for cell in row] for row in table.rows] == [["ก", None], ["ข", "ค"], [None, "ง"]]
    assert table.rows[0][0] is not None
    assert table.rows[0][0].is_header
    assert (table.place.table, table.place.line) == (4, 10)


def test_table_around_tables_is_layout_and_its_cells_are_read_one_by_one() -> None:
    found = _blocks("<table><tr><td>เมนู<td><p>ป่า</p><table><tr><td>ก<td>ข</table></table>")
    assert [block.text for block in found if isinstance(block, Paragraph)] == ["เมนู", "ป่า"]
    assert [block.width for block in found if isinstance(block, Table)] == [2]


def test_caption_is_a_paragraph_before_its_table() -> None:
    found = _blocks("<table><caption>ตารางป่า</caption><tr><td>ก</table>")
    assert [type(block) for block in found] == [Paragraph, Table]


def test_scripts_styles_and_navigation_are_no_text() -> None:
    assert _blocks("<script>ก</script><style>ข</style><nav>ค</nav>") == []


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>ก</td>ข</tr>ค</table>",
        "<table>ข<tr><td>ก</table>",
        "<ul>ก<li>ข</ul>",
        "<table><thead><td>ก</thead><tbody><td>ข</table>",
        "<div>ก<h1>ข</h1>ค</div>",
        "<p>ก<table><tr><td>ข</table>ค</p>",
        "<p>ใส่ <ก> และ 3<5 ข</p>",
        "<dl><dt>ก<dd>ข</dl>",
    ],
)
def test_text_of_broken_markup_is_kept(markup: str) -> None:
    found = str(_blocks(markup))
    assert [letter for letter in "กขค" if letter in markup and letter not in found] == []


@pytest.mark.parametrize("markup", ["<!-- ก -->", "<!DOCTYPE html>", "<html></html>", "<?php ก ?>", "</p>", "<"])
def test_markup_without_text_is_no_error(markup: str) -> None:
    assert all(not isinstance(block, Table) for block in _blocks(markup))
    fragment_lines(markup)
    parse_tables(markup, 1, 1)


def test_control_characters_and_strange_spans_are_read_over() -> None:
    assert [line.text for line in fragment_lines("<p>ก\x0cข\x0b</p>")] == ["ก ข"]
    assert _table('<table><tr><td rowspan="²" colspan="x">ก</table>') == [["ก"]]


def test_only_known_tags_are_markup() -> None:
    assert has_markup("ก<br/>ข")
    assert not has_markup("3 < 5 และ <ก>")


_pieces = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br>",
        "<ul>",
        "<li>",
        "</ul>",
        "<ol>",
        "<table>",
        "<tr>",
        "<td>",
        "<td rowspan=2>",
        "</table>",
        "<b>",
        "</b>",
        "<h1>",
        "<",
        ">",
        "&amp;",
        " ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_pieces, st.sampled_from(["กก", "ขข", "คค", "งง"])), max_size=14))
def test_no_text_between_tags_is_lost(parts: list[str]) -> None:
    markup = "".join(parts)
    found = str(fragment_lines(markup))
    assert [part for part in parts if part.isalpha() and part not in found] == []


def test_unclosed_tags_are_read_in_no_time() -> None:
    begin = time.process_time()
    for unit in ("<p>", "<br>ก", "<b ", "</", "<td>", "<table "):
        fragment_lines(unit * (40_000 // len(unit)))
    assert time.process_time() - begin < 10
