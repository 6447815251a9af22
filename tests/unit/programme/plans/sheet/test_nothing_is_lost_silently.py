"""Nothing that stands in a row is passed over in silence: it is taken, or it is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
import xlsxwriter
from tests.unit.programme.plans.sheet.plans import small_plan

from prongsai.foundation.faults import Unusable
from prongsai.programme.plans.sheet.cells import tidy
from prongsai.programme.plans.sheet.columns import COLUMNS, MEASURE, MEASURE_COLUMNS, MEASURES, REPORTS, STEP
from prongsai.programme.plans.sheet.marking import write_marked
from prongsai.programme.plans.sheet.reading import ReadSheet, read_book
from prongsai.programme.plans.sheet.reported import read_reports
from prongsai.programme.plans.sheet.review import Found, review_measures
from prongsai.programme.plans.sheet.writing import write_plan

HEADS = [column.head for column in MEASURE_COLUMNS]
PLACES = {column.key: index for index, column in enumerate(MEASURE_COLUMNS)}


def written(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook; `fill` gets the book and an empty sheet of measures."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet(MEASURES))
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Unusable) as error:
        read_book(data)
    return str(error.value)


def edited(*rows: tuple[int, dict[str, str]], name: str = MEASURES) -> ReadSheet:
    """The workbook of the small plan (a measure in row 2, its steps in rows 3 and 4) with texts put into cells by key."""
    sheet = read_book(write_plan(small_plan())).sheets[name]
    grid = {line: dict(cells) for line, cells in sheet.grid.items()}
    places = {column.key: index for index, column in enumerate(COLUMNS[name])}
    for line, texts in rows:
        grid.setdefault(line, {}).update({places[key]: text for key, text in texts.items()})
    return replace(sheet, grid=dict(sorted(grid.items())))


def found_in(*rows: tuple[int, dict[str, str]], dropped: Iterable[int] = ()) -> Found:
    return review_measures(edited(*rows), small_plan(), may_edit=True, dropped=frozenset(dropped))


def told(found: Found) -> list[str]:
    return [fault.place for fault in found.faults]


def test_steps_of_a_measure_that_the_file_withdraws_cannot_be_changed_or_added() -> None:
    rows = [(2, {"withdraw": "ทำเสร็จแล้ว"}), (3, {"text": "สำรวจใหม่"}), (5, {"kind": STEP, "text": "ขั้นใหม่"})]
    found = found_in(*rows)
    assert sorted(told(found)) == ["มาตรการ!F3", "มาตรการ!F5"]
    assert all("แถว 2" in fault.message for fault in found.faults)
    rest = found_in(*rows, dropped=[3, 5])
    assert (rest.faults, [change.act for change in rest.changes]) == ([], ["withdraw"])


def test_a_reason_for_a_step_beside_that_of_its_measure_is_told_as_not_used() -> None:
    found = found_in((2, {"withdraw": "ทำเสร็จแล้ว"}), (3, {"withdraw": "ไม่ต้องแล้ว"}))
    assert (found.faults, [change.line for change in found.changes]) == ([], [2])
    assert [remark.partition(":")[0] for remark in found.remarks] == ["มาตรการ!P3"]


def test_edited_cells_of_a_row_that_is_withdrawn_are_named_as_not_used() -> None:
    found = found_in((3, {"withdraw": "ไม่ต้องแล้ว", "text": "สำรวจใหม่", "period": "ทั้งปี"}))
    (remark,) = found.remarks
    assert "มาตรการหรือขั้นตอน, ระยะเวลาเป็นข้อความ" in remark
    assert [change.act for change in found.changes] == ["withdraw"]


def test_of_two_rows_with_one_key_either_can_be_left_out() -> None:
    twin = (6, {"key": "m1", "version": "4", "kind": MEASURE, "text": "คู่มือประชาชน", "number": "2.1"})
    assert told(found_in(twin))[-1] == "มาตรการ!A6"
    assert [change.cells for change in found_in(twin, dropped=[6]).changes] == []
    kept = found_in(twin, dropped=[2])
    assert told(kept) == []
    assert any(cell.after == "คู่มือประชาชน" for change in kept.changes for cell in change.cells)


def test_the_fault_of_a_whole_is_told_at_a_row_that_is_not_left_out() -> None:
    plan = small_plan()
    (measure,) = plan.measures
    broken = replace(plan, measures=(replace(measure, draft=replace(measure.draft, period_as_written="ก" * 301)),))
    found = review_measures(edited((3, {"text": "สำรวจใหม่"})), broken, may_edit=True, dropped=frozenset({2}))
    assert told(found) == ["มาตรการ!M3"]


def test_steps_below_a_new_row_without_kind_do_not_go_to_the_measure_above_when_it_is_left_out() -> None:
    rows = [(5, {"text": "มาตรการใหม่"}), (6, {"kind": STEP, "text": "ขั้นของใหม่"}), (7, {"kind": STEP, "text": "ขั้นที่สอง"})]
    assert told(found_in(*rows)) == ["มาตรการ!E5"]
    found = found_in(*rows, dropped=[5])
    assert told(found) == ["มาตรการ!E6", "มาตรการ!E7"]
    assert found.edits == {}
    further = [*rows, (8, {"kind": MEASURE, "text": "อีกมาตรการ"}), (9, {"kind": STEP, "text": "ของมัน"})]
    assert told(found_in(*further, dropped=[5, 6, 7])) == []


def test_a_number_typed_into_a_new_row_is_told_as_not_used() -> None:
    found = found_in((5, {"kind": MEASURE, "text": "ใหม่", "number": "2.1"}))
    assert [remark.partition(":")[0] for remark in found.remarks] == ["มาตรการ!D5"]


def test_rows_that_were_sorted_without_their_hidden_keys_are_told() -> None:
    found = found_in((3, {"text": "เขียน", "number": "2.1.2"}), (4, {"text": "สำรวจ", "number": "2.1.1", "details": "ถาม"}))
    assert (told(found), found.edits) == (["มาตรการ!F3", "มาตรการ!F4"], {})
    swapped = found_in((3, {"text": "เขียน"}), (4, {"text": "สำรวจ"}))
    assert (told(swapped), len(swapped.changes)) == ([], 2)


def test_a_report_beside_the_name_of_something_else_is_told_rather_than_filed_under_the_hidden_key() -> None:
    report = {"done_on": "10 มี.ค. 2569", "done": "ทำแล้ว"}
    found = read_reports(edited((3, report | {"about": " เขียน", "number": "2.1.2"}), name=REPORTS), small_plan())
    assert ([fault.place for fault in found.faults], found.reports) == (["รายงานผล!C3"], [])
    renamed = read_reports(edited((3, report | {"about": "ชื่อก่อนเปลี่ยน"}), name=REPORTS), small_plan())
    assert ([fault.place for fault in renamed.faults], [report.draft.step_id for report in renamed.reports]) == ([], [11])


def test_a_sheet_that_is_hidden_is_told_as_not_read() -> None:
    def both(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADS)
        second = book.add_worksheet(REPORTS)
        second.write_row(0, 0, [column.head for column in COLUMNS[REPORTS]])
        second.activate()
        sheet.hide()

    def alone(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADS)
        book.add_worksheet("อื่น").activate()
        sheet.hide()

    (remark,) = read_book(written(both)).remarks
    assert (MEASURES in remark, "ซ่อน" in remark) == (True, True)
    assert "ซ่อน" in refused(written(alone))


def test_rows_of_the_plan_above_the_heads_refuse_the_file_and_titles_do_not() -> None:
    def fill(key: str, text: str, title: str) -> Callable[[Any, Any], None]:
        def fill_in(_book: Any, sheet: Any) -> None:
            sheet.write(0, PLACES["kind"], title)
            sheet.write(1, PLACES["key"], key)
            sheet.write(1, PLACES["text"], text)
            sheet.write(1, PLACES["kind"], STEP if text else "")
            sheet.write_row(2, 0, HEADS)

        return fill_in

    assert "แถว 2" in refused(written(fill("s11", "สำรวจ", "มาตรการ")))
    assert "แถว 2" in refused(written(fill("", "ขั้นใหม่", "")))
    assert read_book(written(fill("", "", "มาตรการ"))).sheets[MEASURES].head_line == 3


def test_the_marked_copy_keeps_what_stands_above_the_heads_and_typed_buddhist_days() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write(0, 5, "แผนของเทศบาล")
        sheet.write_row(1, 0, HEADS)
        sheet.write(2, PLACES["kind"], MEASURE)
        sheet.write_string(2, PLACES["starts"], "2568-10-01")

    book = read_book(written(fill))
    copy = write_marked(book, [book.sheets[MEASURES].fault(3, "text", "ใส่ข้อความ")], [])
    assert read_book(copy).sheets[MEASURES].grid == book.sheets[MEASURES].grid
    assert book.sheets[MEASURES].grid[3][PLACES["starts"]] == "2568-10-01"


def test_a_text_that_a_program_made_a_number_of_reads_as_it_is_shown() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADS)
        sheet.write(1, PLACES["kind"], MEASURE)
        sheet.write(1, PLACES["text"], 0.5, book.add_format({"num_format": "0%"}))
        sheet.write(1, PLACES["period"], 1200, book.add_format({"num_format": "#,##0"}))
        sheet.write(1, PLACES["as_written"], 2.1)
        sheet.write(1, PLACES["indicators"], 9, book.add_format({"num_format": "0.00"}))

    found = review_measures(read_book(written(fill)).sheets[MEASURES], small_plan(), may_edit=True)
    draft = found.added[2]
    assert (draft.title, draft.period_as_written, draft.responsible_as_written, draft.indicators) == ("50%", "1,200", "2.1", (9,))


def test_a_workbook_whose_merges_and_formulas_cannot_be_looked_for_is_refused() -> None:
    plain = written(lambda _book, sheet: sheet.write_row(0, 0, HEADS))
    assert read_book(plain).sheets[MEASURES].rows() == []
    moved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as before, zipfile.ZipFile(moved, "w") as after:
        for name in before.namelist():
            content = before.read(name).replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.bin.part")
            after.writestr(name.replace("worksheets/sheet1.xml", "worksheets/sheet1.bin.part"), content)
    assert MEASURES in refused(moved.getvalue())


@pytest.mark.parametrize("key", ["M1", " m1 ", "m๑", "\u200bm1"])
def test_a_key_that_was_typed_anew_is_the_same_key(key: str) -> None:
    found = found_in((2, {"key": tidy(key), "period": "ทั้งปี"}))
    assert (told(found), [change.measure_id for change in found.changes]) == ([], [1])
    report = (2, {"key": tidy(key), "done_on": "10 มี.ค. 2569", "done": "ทำ"})
    assert [made.measure_id for made in read_reports(edited(report, name=REPORTS), small_plan()).reports] == [1]


@pytest.mark.parametrize("nothing", [" ", "\u00a0", "\u200b", " \u200b\n\ufeff "])
def test_a_cell_with_nothing_to_see_is_empty(nothing: str) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, [column.head for column in COLUMNS[REPORTS]])
        sheet.write_row(1, 0, ["m1", "2.1", "คู่มือ", "กองคลัง", nothing, nothing, nothing])

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet(REPORTS))
    found = read_reports(read_book(out.getvalue()).sheets[REPORTS], small_plan())
    assert (found.reports, found.faults) == ([], [])
    cleared = found_in((2, {"text": tidy(nothing)}))
    assert told(cleared) == ["มาตรการ!F2"]


def test_rows_that_are_hidden_filtered_or_under_a_password_of_the_sheet_are_read() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADS)
        for line in (1, 2, 3):
            sheet.write(line, PLACES["kind"], MEASURE)
            sheet.write(line, PLACES["text"], f"ข้อ {line}")
        sheet.autofilter(0, 0, 3, len(HEADS) - 1)
        sheet.filter_column(PLACES["text"], "x == ข้อ*")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.protect("ลับ")

    found = review_measures(read_book(written(fill)).sheets[MEASURES], small_plan(), may_edit=True)
    assert [draft.title for draft in found.added.values()] == ["ข้อ 1", "ข้อ 2", "ข้อ 3"]


def test_what_is_wrong_with_either_sheet_is_told_at_once() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADS[:-1])
        book.add_worksheet(REPORTS).write_row(0, 0, [column.head for column in COLUMNS[REPORTS]][:-1])

    assert [head for head in (HEADS[-1], COLUMNS[REPORTS][-1].head) if head not in refused(written(fill))] == []
