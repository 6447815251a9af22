"""Rows out of CSV and workbooks: all digits, line numbers as the editor shows them, limits, damage."""

from __future__ import annotations

import io

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
