"""Workbooks that are broken, dressed up or dangerous end in words about what to do, never in an error of the program."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.programme.plans.sheet.plans import small_plan

from prongsai.core.papers.errors import FileTooLarge, PaperError, UnreadableFile
from prongsai.foundation.faults import Unusable
from prongsai.programme.plans.progress.drafts import ProgressDraft
from prongsai.programme.plans.sheet.columns import MEASURE_COLUMNS, MEASURES, REPORT_COLUMNS, REPORTS
from prongsai.programme.plans.sheet.reading import ReadBook, read_book
from prongsai.programme.plans.sheet.reported import FoundReports, read_reports
from prongsai.programme.plans.sheet.review import Found, review_measures
from prongsai.programme.plans.sheet.standing import StandingPlan, key_of_report, rest_of_report
from prongsai.programme.plans.sheet.writing import write_plan

HEADS = [column.head for column in MEASURE_COLUMNS]
PLACES = {column.key: index for index, column in enumerate(MEASURE_COLUMNS)}
NEW = {"kind": "มาตรการ", "text": "ของใหม่"}


def workbook(fill: Callable[[Any, Any], None], *, heads: list[str] = HEADS, name: str = MEASURES, **options: Any) -> bytes:
    """A workbook with one sheet; `fill` gets the book and the sheet under its heads."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, heads)
        fill(book, sheet)
    return out.getvalue()


def row(sheet: Any, line: int, **texts: Any) -> None:
    """Write a row (from 1) by keys of columns."""
    for key, value in texts.items():
        sheet.write(line - 1, PLACES[key], value)


def found_in(data: bytes) -> Found:
    return review_measures(read_book(data).sheets[MEASURES], small_plan(), may_edit=True)


def told(found: Found) -> list[str]:
    return [fault.place for fault in found.faults]


def refused(data: bytes) -> str:
    with pytest.raises(Unusable) as error:
        read_book(data)
    return str(error.value)


def test_formulas_count_by_their_result_and_errors_are_faults_by_cell() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW)
        sheet.write_formula(1, PLACES["period"], '=CONCATENATE("ทั้ง","ปี")', None, "ทั้งปี")
        row(sheet, 3, **NEW | {"text": "อีกข้อ"})
        sheet.write_formula(2, PLACES["ends"], "=#REF!", None, "#REF!")
        sheet.write_formula(2, PLACES["period"], "=1/0", None, "#DIV/0!")

    found = found_in(workbook(fill))
    assert told(found) == ["มาตรการ!L3", "มาตรการ!M3"]
    assert found.added[2].period_as_written == "ทั้งปี"


def test_texts_that_look_like_formulas_stay_texts() -> None:
    dangerous = ['=HYPERLINK("http://example.com")', "+1+1", "-2", "@SUM(A1)", "=cmd|'/c calc'!A1"]

    def fill(_book: Any, sheet: Any) -> None:
        for line, text in enumerate(dangerous, start=2):
            row(sheet, line, kind="มาตรการ")
            sheet.write_string(line - 1, PLACES["text"], text)

    found = found_in(workbook(fill, strings_to_formulas=False))
    assert [draft.title for draft in found.added.values()] == dangerous
    with zipfile.ZipFile(io.BytesIO(write_plan(small_plan()))) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist() if "worksheets" in name)


def test_merged_cells_are_faults() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW)
        sheet.merge_range(1, PLACES["period"], 2, PLACES["period"], "ทั้งปี")

    assert told(found_in(workbook(fill))) == ["มาตรการ!M2"]


def test_every_row_of_merged_cells_is_told_so_that_none_loses_its_value_by_leaving_out_the_first() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW)
        row(sheet, 3, **NEW | {"text": "อีกข้อ"})
        row(sheet, 4, **NEW | {"text": "ข้อที่สาม"})
        sheet.merge_range(1, PLACES["period"], 2, PLACES["period"], "ทั้งปี")
        sheet.merge_range(2, PLACES["monitoring"], 3, PLACES["indicators"], "1")
        sheet.merge_range(20, PLACES["text"], 25, PLACES["details"], "")

    data = workbook(fill)
    assert told(found_in(data)) == ["มาตรการ!M2", "มาตรการ!M3", "มาตรการ!N3", "มาตรการ!N4"]
    rest = review_measures(read_book(data).sheets[MEASURES], small_plan(), may_edit=True, dropped=frozenset({2}))
    assert told(rest) == ["มาตรการ!M3", "มาตรการ!N3", "มาตรการ!N4"]


def test_two_sheets_whose_names_differ_in_spaces_only_are_refused_by_name() -> None:
    for first, second in [(MEASURES, f"{MEASURES} "), (f" {MEASURES}", MEASURES)]:

        def fill(book: Any, sheet: Any, second: str = second) -> None:
            row(sheet, 2, **NEW)
            book.add_worksheet(second).write_row(0, 0, HEADS)

        words = refused(workbook(fill, name=first))
        assert f"“{first}” “{second}”" in words


def test_further_sheets_and_columns_are_told_and_not_read() -> None:
    def fill(book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW)
        sheet.write(1, len(HEADS), "บันทึกส่วนตัว")
        book.add_worksheet("ของฉัน").write(0, 0, "x")

    data = workbook(fill, heads=[*HEADS, "บันทึก"])
    book = read_book(data)
    assert len(book.remarks) == 2
    assert "ของฉัน" in book.remarks[0]
    assert "บันทึก" in book.remarks[1]
    assert told(found_in(data)) == []


def test_renamed_missing_and_repeated_heads_are_named() -> None:
    renamed = [head if head != "เริ่ม" else "วันเริ่มต้น" for head in HEADS]
    words = refused(workbook(lambda _book, sheet: row(sheet, 2, **NEW), heads=renamed))
    assert [word for word in ("เริ่ม", "วันเริ่มต้น", "มาตรการ!K1") if word not in words] == []
    assert "P1" in refused(workbook(lambda _book, sheet: None, heads=[*HEADS[:-1], "เริ่ม", HEADS[-1]]))
    assert "หัวคอลัมน์" in refused(workbook(lambda _book, sheet: None, heads=["a", "b"]))
    assert MEASURES in refused(workbook(lambda _book, sheet: None, name="Sheet1"))


def test_heads_may_stand_lower_in_any_order_with_any_spacing() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        shuffled = list(reversed(range(len(HEADS))))
        for place, index in enumerate(shuffled):
            sheet.write(3, place, f"  {HEADS[index]} ")
        sheet.write(4, shuffled.index(PLACES["kind"]), " มาตรการ ")
        sheet.write(4, shuffled.index(PLACES["text"]), " ของใหม่  ")

    found = found_in(workbook(fill, heads=["แผนของปีนี้"]))
    assert [(line, draft.title) for line, draft in found.added.items()] == [(5, "ของใหม่")]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (datetime(2025, 10, 1), date(2025, 10, 1)),
        (datetime(2568, 10, 1), date(2025, 10, 1)),
        ("๑ ต.ค. ๒๕๖๘", date(2025, 10, 1)),
        (" 1 ตุลาคม 2568 ", date(2025, 10, 1)),
        ("1/10/68", date(2025, 10, 1)),
        ("2025-10-01", date(2025, 10, 1)),
    ],
)
@pytest.mark.parametrize("is_1904", [False, True])
def test_days_come_as_dates_and_as_words(typed: Any, day: date, is_1904: bool) -> None:
    def fill(book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW)
        if isinstance(typed, datetime):
            sheet.write_datetime(1, PLACES["starts"], typed, book.add_format({"num_format": "d/m/yyyy"}))
        else:
            sheet.write_string(1, PLACES["starts"], typed)

    assert found_in(workbook(fill, date_1904=is_1904)).added[2].starts_on == day


@pytest.mark.parametrize(
    ("column", "typed", "after"),
    [
        ("starts", "2568-10-01", "1 ต.ค. 2568"),
        ("starts", "2025-10-01", "1 ต.ค. 2568"),
        ("ends", "ก่อน ๑/๑๑/๖๘ ไม่ได้", "1 พ.ย. 2568"),
        ("every_unit", "x", "ใช่"),
        ("indicators", "๙ และ 1", "1, 9"),
        ("units", " กองคลัง;สำนักปลัด;กองคลัง", "กองคลัง; สำนักปลัด"),
        ("monitoring", "๓๑/๓/๖๙\nทุกเดือน", "31 มี.ค. 2569\nทุกเดือน"),
    ],
)
def test_the_preview_shows_what_is_taken_rather_than_what_was_typed(column: str, typed: str, after: str) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW | {column: typed})
        row(sheet, 3, key="s12", version="4", kind="ขั้นตอน", text="เขียน", number="2.1.2", **{column: typed})

    found = found_in(workbook(fill))
    new, standing = found.changes[0].cells, [cell for change in found.changes[1:] for cell in change.cells]
    assert [cell.after for cell in new] == [after]
    assert [cell.after for cell in standing] == ([] if column == "indicators" else [after])


def test_a_conflict_shows_a_typed_day_as_it_is_read() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        row(sheet, 2, key="m1", version="3", kind="มาตรการ", text="คู่มือ", starts="2568-11-01", ends="31/13/2569")

    words = {fault.place: fault.message for fault in found_in(workbook(fill)).faults}
    assert "“1 พ.ย. 2568”" in words["มาตรการ!K2"]
    assert "“31/13/2569”" in words["มาตรการ!L2"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("starts", 1e300),
        ("starts", 46112),
        ("starts", datetime(1900, 1, 1)),
        ("starts", datetime(9999, 12, 31)),
        ("starts", "31/2/2569"),
        ("starts", "1 ต.ค. 2568 ถึง 31 มี.ค. 2569"),
        ("starts", True),
        ("indicators", 11),
        ("indicators", 1e20),
        ("indicators", "หนึ่ง"),
        ("every_unit", 7),
        ("units", "กองที่ไม่มี"),
        ("monitoring", "31/2/2569"),
        ("details", "ของขั้นตอน"),
        ("text", "ก" * 1001),
        ("period", "ก" * 301),
    ],
)
def test_what_a_cell_cannot_mean_is_a_fault_at_that_cell(column: str, value: Any) -> None:
    def fill(book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW)
        if isinstance(value, datetime):
            sheet.write_datetime(1, PLACES[column], value, book.add_format({"num_format": "d/m/yyyy"}))
        else:
            sheet.write(1, PLACES[column], value)

    found = found_in(workbook(fill))
    assert [(fault.line, fault.index) for fault in found.faults] == [(2, PLACES[column])]
    assert found.faults[0].message


@pytest.mark.parametrize(
    ("column", "most"), [("text", 5000), ("details", 5000), ("as_written", 1000), ("period", 300), ("monitoring", 500)]
)
def test_a_text_that_is_too_long_is_told_at_its_own_cell_of_new_and_standing_steps(column: str, most: int) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        row(sheet, 2, **NEW)
        row(sheet, 3, **{"kind": "ขั้นตอน", "text": "ใหม่", column: "ก" * (most + 1)})
        row(sheet, 4, **{"key": "s12", "version": "4", "kind": "ขั้นตอน", "text": "เขียน", "number": "2.1.2", column: "ก" * (most + 1)})
        row(sheet, 5, **{"kind": "ขั้นตอน", "text": "อีกขั้น", column: "ก" * most})

    found = found_in(workbook(fill))
    assert sorted((fault.line, fault.index) for fault in found.faults) == [(3, PLACES[column]), (4, PLACES[column])]
    assert all(str(most) in fault.message for fault in found.faults)


def test_strange_and_repeated_keys_are_faults() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        row(sheet, 2, key="m1", version="4", kind="มาตรการ", text="คู่มือ")
        row(sheet, 3, key="m1", version="4", kind="มาตรการ", text="คู่มือ")
        row(sheet, 4, key="m999", text="ของแผนอื่น")
        row(sheet, 5, key="'; DROP TABLE", text="x")
        row(sheet, 6, kind="ขั้นตอน", text="ลอย")

    assert told(found_in(workbook(fill)))[-4:] == ["มาตรการ!A3", "มาตรการ!A4", "มาตรการ!A5", "มาตรการ!E6"]


def test_macros_bombs_and_broken_files_are_refused() -> None:
    plain = workbook(lambda _book, sheet: row(sheet, 2, **NEW))
    macro = io.BytesIO(plain)
    with zipfile.ZipFile(macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "มาโคร" in refused(macro.getvalue())
    bomb = io.BytesIO(plain)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 120_000_000)
    with pytest.raises(FileTooLarge):
        read_book(bomb.getvalue())
    with pytest.raises(UnreadableFile):
        read_book(plain[:-200])
    with pytest.raises(FileTooLarge):
        read_book(workbook(lambda _book, sheet: sheet.write(1_048_575, 16_383, "x")))


def test_numbers_and_ticks_of_the_sheet_of_reports_are_read() -> None:
    heads = ["รหัสแถว", "ข้อ", "มาตรการหรือขั้นตอน", "หน่วยงานที่รายงาน", "ทำเมื่อ", "เสร็จแล้ว", "ทำอะไรไปแล้ว"]
    heads += ["ผลผลิต", "ผลลัพธ์", "ปัญหา อุปสรรค", "ข้อเสนอแนะ", "จำนวนที่นับได้"]

    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["s11", "", "", "กองคลัง", "10 มี.ค. 2569", True, 12, "", "", "", "", "ผู้ตอบ: 45 คน"])
        sheet.write_row(2, 0, ["m1", "", "", "กองคลัง; สำนักปลัด", "เมื่อวาน", "บางที", "ทำ", "", "", "", "", "45"])
        sheet.write_row(3, 0, ["", "", "", "", "", "", "ไม่มีรหัส"])
        sheet.write_row(4, 0, ["m7", "", "", "", "", "ใช่"])
        sheet.write_row(5, 0, ["m1", "2.1", "คู่มือ", "กองคลัง"])

    found = read_reports(read_book(workbook(fill, heads=heads, name=REPORTS)).sheets[REPORTS], small_plan())
    (report,) = found.reports
    assert (report.draft.step_id, report.draft.unit_id, report.draft.is_finished, report.draft.done_text) == (11, 2, True, "12")
    assert [fault.place for fault in found.faults] == [f"รายงานผล!{cell}" for cell in ("E3", "D3", "F3", "L3", "A4", "A5")]


REPORT_HEADS = [column.head for column in REPORT_COLUMNS]


def reports_in(rows: list[list[Any]], plan: StandingPlan | None = None) -> FoundReports:
    def fill(_book: Any, sheet: Any) -> None:
        for line, values in enumerate(rows, start=1):
            sheet.write_row(line, 0, values)

    return read_reports(read_book(workbook(fill, heads=REPORT_HEADS, name=REPORTS)).sheets[REPORTS], plan or small_plan())


def test_the_preview_of_a_report_shows_what_is_taken_and_for_which_unit() -> None:
    found = reports_in([["s11", "", "", " กองคลัง", "2569-03-10", "x", "ทำ", "", "", "", "", "ผู้ตอบ : ๑๒๐๐คน"]])
    assert [cell.after for cell in found.changes[0].cells] == ["กองคลัง", "10 มี.ค. 2569", "ใช่", "ทำ", "ผู้ตอบ: 1,200 คน"]


@pytest.mark.parametrize("counted", ["ผู้ตอบ: 45.5 คน", "ผู้ตอบ: 45-50 คน", "ผู้ตอบ: 45/60", "ผู้ตอบ: 45 : 60", "ผู้ตอบ: 4 5 คน"])
def test_a_count_that_is_no_whole_number_is_no_count_with_a_strange_unit(counted: str) -> None:
    found = reports_in([["s11", "", "", "กองคลัง", "10 มี.ค. 2569", "", "ทำ", "", "", "", "", counted]])
    assert [fault.place for fault in found.faults] == ["รายงานผล!L2"]


def test_the_same_report_twice_in_one_file_is_told_with_the_line_of_the_other() -> None:
    first = ["s11", "", "", "กองคลัง", "10 มี.ค. 2569", "", "ทำ"]
    others = [["s11", "", "", "กองคลัง", "10/3/69", "ใช่", "ทำ "], [*first[:3], "สำนักปลัด", *first[4:]], ["m1", *first[1:]]]
    found = reports_in([first, *others])
    (fault,) = found.faults
    assert (fault.place, "แถว 2" in fault.message) == ("รายงานผล!G3", True)
    assert [report.line for report in found.reports] == [2, 4, 5]


def test_a_report_that_was_made_with_other_words_beside_it_is_told_and_word_for_word_it_is_counted() -> None:
    draft = ProgressDraft(happened_on=date(2026, 3, 10), done_text="ทำ", step_id=11, unit_id=2, outputs="คู่มือ")
    made = {key_of_report(1, draft, date(2026, 3, 10)): frozenset({rest_of_report(draft)})}
    plan = replace(small_plan(), reported=made)
    same = ["s11", "", "", "กองคลัง", "10 มี.ค. 2569", "", "ทำ", "คู่มือ"]
    assert (reports_in([same], plan).repeated, reports_in([same], plan).faults) == (1, [])
    found = reports_in([[*same, "ข้อร้องเรียนลดลง"]], plan)
    assert ([fault.place for fault in found.faults], found.reports, found.repeated) == (["รายงานผล!G2"], [], 0)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.integers(2, 8),
            st.sampled_from(sorted(PLACES)),
            st.one_of(
                st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20),
                st.floats(allow_nan=False, allow_infinity=False),
                st.booleans(),
                st.integers(-(10**14), 10**14),
                st.sampled_from(["m1", "s11", "s12", "มาตรการ", "ขั้นตอน", "4", "#N/A", "1/1/1", "๑๒"]),
            ),
        ),
        max_size=40,
    )
)
def test_whatever_stands_in_the_cells_only_faults_and_changes_come_of_it(cells: list[tuple[int, str, Any]]) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        for line, column, value in cells:
            sheet.write_string(line - 1, PLACES[column], value) if isinstance(value, str) else sheet.write(line - 1, PLACES[column], value)

    try:
        book: ReadBook = read_book(workbook(fill))
    except (Unusable, PaperError):
        return
    found = review_measures(book.sheets[MEASURES], small_plan(), may_edit=True)
    assert all(fault.message for fault in found.faults)
