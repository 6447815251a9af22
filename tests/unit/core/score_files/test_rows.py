"""Rows out of CSV and workbooks: all digits, line numbers as the editor shows them, limits, damage."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from prongsai.core.papers.errors import FileTooLarge, UnreadableFile, UnsupportedKind
from prongsai.core.papers.readers.limits import Limits
from prongsai.core.score_files import InputFault, read_scores
from prongsai.core.score_files.rows import Row, read_tables


def workbook(*sheets: list[list[object]], percent: bool = False, hidden: int | None = None) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        style = book.add_format({"num_format": "0%" if percent else "0"})
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet()
            if number == hidden:
                sheet.hide()
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    sheet.write(row, column, value, style)
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_of_the_first_line(delimiter: str) -> None:
    (table,) = read_tables(delimiter.join(["a", "b", "c"]).encode() + b"\n" + delimiter.join("123").encode(), "x.csv")
    assert table.rows == (Row(1, ("a", "b", "c")), Row(2, ("1", "2", "3")))


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    (table,) = read_tables(b'a,b\r\n"one\r\ntwo",1\r\n\r\nx,2\r\n', "x.csv")
    assert [row.line for row in table.rows] == [1, 2, 5]


def test_quotes_that_are_not_closed_are_a_fault_and_not_half_a_file() -> None:
    with pytest.raises(InputFault) as refusal:
        read_tables(b'a,b\n1,2\n"x,3\ny,4\n', "x.csv")
    assert refusal.value.faults[0].line == 3


def test_damaged_characters_are_a_fault() -> None:
    data = ("agency,i1\n" + "ก,80\n" * 50).encode() + b"\xe0\xb8,80\n"
    with pytest.raises(InputFault) as refusal:
        read_tables(data, "x.csv")
    assert [fault.line for fault in refusal.value.faults] == [52]


def test_numbers_of_a_workbook_come_with_all_digits_whatever_is_shown() -> None:
    (table,) = read_tables(workbook([["i1", 9.1], ["x", 78.325], ["y", 100]]), "x.xlsx")
    assert [row.cells for row in table.rows] == [("i1", "9.1"), ("x", "78.325"), ("y", "100")]


def test_numbers_shown_as_percent_are_points() -> None:
    (table,) = read_tables(workbook([["i1", "i2"], [0.7832, 0.07]], percent=True), "x.xlsx")
    assert table.rows[1].cells == ("78.32", "7")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_no_control_character_comes_out_of_a_file(ending: str) -> None:
    rows: list[list[object]] = [["ทดสอบ", "ไทย"]] * 100 + [["agency\x01", "i1"], ["\x1bก\x0bข\x7f", "8\x020"], ["\x01", ""]]
    data = workbook(rows) if ending == "xlsx" else "\n".join(",".join(map(str, row)) for row in rows).encode()
    (table,) = read_tables(data, f"x.{ending}")
    assert [row.cells for row in table.rows][-2:] == [("agency", "i1"), ("กข", "80")]


def formatted(value: float, code: str) -> str:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, value, book.add_format({"num_format": code}))
    return read_tables(buffer.getvalue(), "x.xlsx")[0].rows[0].cells[0]


@pytest.mark.parametrize("code", ['0.00"%"', r"0.00\%", '0.00" %"', "0.00_%", '0.00"a""%"'])
def test_a_percent_sign_that_is_only_text_changes_nothing(code: str) -> None:
    assert formatted(0.85, code) == "0.85"


@pytest.mark.parametrize("code", ["0.00%", '"ราว "0%', "[Red]0%"])
def test_a_percent_sign_of_the_format_makes_points(code: str) -> None:
    assert formatted(0.85, code) == "85"


def test_numbers_have_the_fifteen_digits_that_excel_keeps() -> None:
    assert formatted(84.99499999999999, "General") == "84.995"
    assert formatted(0.1 + 0.2, "General") == "0.3"
    assert formatted(78.3251234567891, "General") == "78.3251234567891"


def with_formula(formula: str, result: str, kind: str = "") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["agency", "fiscal_year", "i1", "i2", "notes"])
        sheet.write_row(1, 0, ["ก", 2564, 80])
        sheet.write_formula(1, 4 if kind == "notes" else 3, formula, None, result)
    return buffer.getvalue()


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_an_error_of_the_spreadsheet_is_a_fault_with_its_place_and_not_missing(error: str) -> None:
    with pytest.raises(InputFault, match="is an error of the spreadsheet") as refusal:
        read_scores(with_formula("=1/0", error))
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, "i2")]


def open_document(*cells: str) -> bytes:
    names = ("office:1.0", "table:1.0", "text:1.0")
    spaces = " ".join(f'xmlns:{name.split(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for name in names)
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    rows = [
        [f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>' for name in ("agency", "i1", "i2")],
        cells,
    ]
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    table = f'<table:table table:name="a">{body}</table:table>'
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        archive.writestr("content.xml", content)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ['"string" office:string-value=""', '"float" office:value="0"'])
def test_an_error_in_an_open_document_is_a_fault_whatever_value_stands_beside_it(kind: str) -> None:
    agency = '<table:table-cell office:value-type="string"><text:p>ก</text:p></table:table-cell>'
    points = '<table:table-cell office:value-type="float" office:value="80"><text:p>80</text:p></table:table-cell>'
    failed = f'<table:table-cell office:value-type={kind} calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    with pytest.raises(InputFault, match="“#DIV/0!” is an error of the spreadsheet") as refusal:
        read_scores(open_document(agency, points, failed), fiscal_year=2564)
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, "i2")]


def test_a_formula_that_was_never_computed_is_a_fault_and_one_with_an_empty_text_is_missing() -> None:
    with pytest.raises(InputFault, match="“=C2\\+1” is a formula without a result") as refusal:
        read_scores(with_formula("=C2+1", ""))
    assert [(fault.line, fault.column) for fault in refusal.value.faults] == [(2, "i2")]


def test_an_error_in_a_column_that_is_not_read_does_not_matter() -> None:
    assert read_scores(with_formula("=1/0", "#DIV/0!", "notes"))[0].points == {"1": 80}


def test_hidden_rows_are_read() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate([["agency", "fiscal_year", "i1"], ["ก", 2564, 80], ["ข", 2564, 70]]):
            sheet.write_row(line, 0, cells)
        sheet.set_row(1, None, None, {"hidden": True})
    assert [entry.agency for entry in read_scores(buffer.getvalue())] == ["ก", "ข"]


def test_a_workbook_and_its_csv_say_the_same() -> None:
    rows: list[list[object]] = [["agency", "fiscal_year", "i1", "9.1", "O1"], ["ก", 2564, 80.25, 50, 100]]
    text = "\n".join(",".join(map(str, row)) for row in rows).encode()
    assert read_scores(workbook(rows)) == read_scores(text)


def test_two_sheets_with_scores_are_refused_and_a_hidden_one_does_not_count() -> None:
    rows: list[list[object]] = [["agency", "fiscal_year", "i1"], ["ก", 2564, 80]]
    with pytest.raises(InputFault, match="several sheets"):
        read_scores(workbook(rows, rows))
    assert len(read_scores(workbook(rows, rows, hidden=1))) == 1
    assert len(read_scores(workbook(rows, [["แผ่นอื่น"]]))) == 1


def test_the_limits_of_readers_hold() -> None:
    with pytest.raises(FileTooLarge):
        read_tables(b"a,b\n" * 10, "x.csv", Limits(cells=10))
    with pytest.raises(FileTooLarge):
        read_tables(b"a,b\n" * 10, "x.csv", Limits(file_bytes=10))
    with pytest.raises(FileTooLarge):
        read_tables(workbook([["a"] * 10] * 10), "x.xlsx", Limits(cells=10))


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(UnsupportedKind):
        read_tables(b"%PDF-1.7\n1 0 obj", "x.pdf")
    with pytest.raises(UnreadableFile):
        read_tables(b"", "x.csv")
    with pytest.raises(UnreadableFile):
        read_tables(workbook([["a"]])[:200], "x.xlsx")
