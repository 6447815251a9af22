"""Tables that pages broke apart are joined again, and no cell of them is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.core.papers.understanding.flows import flow, table

from prongsai.core.papers.blocks import Place, Table
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.rows import JoinedTable
from prongsai.core.papers.understanding.tables import join_tables

HEADER: list[str | tuple[str, int, int]] = ["ที่", "มาตรการ", "ขั้นตอน"]
OTHER: list[str | tuple[str, int, int]] = ["ที่", "มาตรการ", "สถานะ"]
LONG = "ข้อความที่ยาวพอจะแบ่งตารางสองตารางออกจากกันได้แน่นอนโดยไม่ต้องสงสัย"


def _join(*items: str | Table) -> tuple[list[JoinedTable], list[Table], Ledger]:
    ledger = Ledger()
    found, unknown = join_tables(flow(*items), ledger)
    return found, unknown, ledger


def _rows(found: JoinedTable) -> list[tuple[int, str]]:
    return [(row.page, row.text("title")) for row in found.rows]


def test_part_under_a_repeated_header_goes_on_with_the_table_before() -> None:
    found, _, _ = _join(table(HEADER, ["1", "ก", "ข"]), "ปลูกป่า", table(HEADER, ["2", "ค", "ง"]))
    assert [_rows(part) for part in found] == [[(0, "ก"), (1, "ค")]]


def test_part_without_header_goes_on_where_it_is_as_wide() -> None:
    found, unknown, _ = _join(table(HEADER, ["1", "ก", "ข"]), table(["2", "ค", "ง"]), table(["3", "จ"]))
    assert [_rows(part) for part in found] == [[(0, "ก"), (1, "ค")]]
    assert len(unknown) == 1


def test_long_text_between_begins_another_table() -> None:
    found, unknown, _ = _join(table(HEADER, ["1", "ก", "ข"]), LONG, table(HEADER, ["1", "ค", "ง"]), f"{LONG}อีก", table(["2", "จ", "ฉ"]))
    assert [_rows(part) for part in found] == [[(0, "ก")], [(0, "ค")]]
    assert len(unknown) == 1


def test_lines_that_come_again_on_every_page_do_not_part_a_table() -> None:
    found, _, _ = _join(LONG, table(HEADER, ["1", "ก", "ข"]), LONG, table(["2", "ค", "ง"]))
    assert len(found) == 1


def test_other_fields_make_another_table_with_the_line_before_as_heading() -> None:
    found, _, _ = _join(table(HEADER, ["1", "ก", "ข"]), "ผลงาน", table(OTHER, ["1", "ก", "แล้วเสร็จ"]))
    assert [(part.heading, list(part.fields)) for part in found][1][0] == "ผลงาน"
    assert found[1].fields == {"number", "title", "status"}


def test_repeated_header_inside_a_table_is_no_row() -> None:
    found, _, _ = _join(table(HEADER, ["1", "ก", "ข"], ["ที่", "มาตร การ", "ขั้นตอน"], ["2", "ค", "ง"]))
    assert _rows(found[0]) == [(0, "ก"), (0, "ค")]


def test_cell_under_a_merged_one_is_covered_and_beside_a_wide_one_is_not() -> None:
    found, _, _ = _join(table(HEADER, ["1", ("ก", 2, 1), "ข"], ["2", "ค"], ["3", ("ง", 1, 2)]))
    first, second, third = found[0].rows
    assert not first.values["title"].is_covered
    assert second.values["title"].is_covered
    assert not third.values["steps"].is_covered


def test_cell_over_the_whole_width_is_marked_as_such() -> None:
    found, _, _ = _join(table(HEADER, [("ด้านงานสวน", 1, 3)], ["1", "ก", "ข"]))
    assert [row.spans_all for row in found[0].rows] == [True, False]


def test_header_cell_that_names_no_field_is_no_label() -> None:
    part = table(["ที่", "มาตรการ", "ขั้นตอน", "พันธุ์ไม้"], ["1", "ก", "ข", "ค"])
    _, _, ledger = _join(part)
    assert [(cell.place, "") in ledger.labels for cell in part.rows[0] if cell is not None] == [True, True, True, False]


_cells = st.text("กขคง 12-", max_size=6)
_tables = st.builds(
    lambda header, rows: table(*([[*HEADER]] if header else []), *rows),
    st.booleans(),
    st.lists(st.lists(_cells, min_size=3, max_size=3), min_size=1, max_size=4),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_tables, st.sampled_from(["สั้น", LONG])), max_size=6))
def test_every_cell_goes_into_a_row_or_an_unknown_table_or_is_a_label(items: list[Table | str]) -> None:
    found, unknown, ledger = _join(*items)
    kept = {value.text for part in found for row in part.rows for value in row.values.values()}
    kept |= {cell.text for part in unknown for row in part.rows for cell in row if cell is not None}
    for part in items:
        for cells in part.rows if isinstance(part, Table) else ():
            assert all(cell is None or not cell.text.strip() or cell.text in kept or (cell.place, "") in ledger.labels for cell in cells)


def test_first_and_last_day_in_columns_of_their_own_are_one_period() -> None:
    header: list[str | tuple[str, int, int]] = ["มาตรการ", "วันที่เริ่ม", "วันที่สิ้นสุด"]
    found, _, ledger = _join(table(header, ["ก", "1 ต.ค. 66", "31 มี.ค. 67"], ["ข", "1 ม.ค. 67", ""]))
    assert [row.text("period") for row in found[0].rows] == ["1 ต.ค. 66 - 31 มี.ค. 67", "1 ม.ค. 67"]
    assert Place(table=1, row=2, column=3) in ledger.taken


def test_last_day_alone_is_no_period() -> None:
    found, _, _ = _join(table(["มาตรการ", "ขั้นตอน", "วันที่สิ้นสุด"], ["ก", "ข", "31 มี.ค. 67"]))
    assert found[0].rows[0].text("period") == ""
