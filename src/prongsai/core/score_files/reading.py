"""A file of scores → inputs of scoring, at three heights that its headers tell: scores, item results, answers of respondents.

Whole or not at all: a file with faults is refused with each of them named by line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from prongsai.core.ita.scoring import Response
from prongsai.core.papers.readers.limits import DEFAULT, Limits, read_bytes
from prongsai.core.score_files.cells import Cells
from prongsai.core.score_files.faults import CellFault, InputFault
from prongsai.core.score_files.heads import Head, find_head
from prongsai.core.score_files.rows import Row, Table, read_tables


@dataclass(frozen=True, slots=True)
class AgencyInput:
    """What a file tells of one agency in a fiscal year (Buddhist).

    `points`: node key → points 0 to 100, without the total; missing cells are not there. `responses`: answers, one entry per respondent.
    `given_total` and `given_level`: as the file has them, None and "" where it does not. `line`: where it begins, from 1.
    """

    agency: str
    fiscal_year: int
    points: Mapping[str, Decimal]
    responses: tuple[Response, ...]
    given_total: Decimal | None
    given_level: str
    source: str
    line: int


def read_scores(
    source: Path | bytes, *, fiscal_year: int | None = None, name: str = "", limits: Limits = DEFAULT
) -> tuple[AgencyInput, ...]:
    """Read a CSV file (UTF-8, TIS-620, UTF-16) or a workbook (XLSX, XLS, ODS) into inputs of scoring, in the order of the file.

    Columns, told by their names: `agency`, `fiscal_year`, `i1` … `i10` (indicators), `IIT`, `9.1`, `I1`, `O1` (points of items),
    `total`, `grade`, `source`. With a column `instrument` each row is a respondent and the columns are answer rows (`I1.1`, `I2`) with the
    number of the option from 1, or its key or label. Digits may be Thai; an empty cell is missing, one with an error of the spreadsheet is
    a fault. `fiscal_year` is that of the rows that name none.

    Raises `InputFault` with every fault, and `PaperError` for a file that cannot be opened.
    """
    data = source if isinstance(source, bytes) else read_bytes(source, limits)
    table, head = _one_table(read_tables(data, name or (source.name if isinstance(source, Path) else ""), limits))
    cells = Cells(head, fiscal_year)
    rows = [row for row in table.rows if row.line > head.line]
    found = _answers(rows, head, cells) if head.is_answers else _points(rows, head, cells)
    if not rows:
        cells.faults.append(CellFault(head.line, "", "มีแต่หัวตาราง ยังไม่มีข้อมูล", "there is a header and nothing below it"))
    if cells.faults:
        raise InputFault(cells.faults)
    return found


def _one_table(tables: Iterable[Table]) -> tuple[Table, Head]:
    found = [(table, head) for table in tables if (head := find_head(table.rows)) is not None]
    if not found:
        raise InputFault(
            [
                CellFault(
                    1,
                    "",
                    "ไม่พบหัวตาราง บรรทัดแรกต้องมีชื่อคอลัมน์ เช่น agency, fiscal_year, i1 ถึง i10, total, grade",
                    "no header: the first line must name the columns, such as agency, fiscal_year, i1 to i10, total, grade",
                )
            ]
        )
    if len(found) > 1:
        names = ", ".join(table.name for table, _ in found)
        raise InputFault(
            [
                CellFault(
                    found[0][1].line,
                    "",
                    f"มีคะแนนอยู่หลายแผ่นงาน ({names}) โปรดแยกเป็นไฟล์ละแผ่นงาน",
                    f"several sheets hold scores ({names}); make a file of each",
                )
            ]
        )
    return found[0]


def _points(rows: list[Row], head: Head, cells: Cells) -> tuple[AgencyInput, ...]:
    found: dict[tuple[str, int], AgencyInput] = {}
    for row in rows:
        cells.refuse_nameless(row)
        cells.refuse_failed(row)
        agency, year = cells.agency(row), cells.year(row)
        points = cells.points(row, year)
        total = cells.total(row)
        if year is None:
            continue
        earlier = found.get((agency, year))
        if earlier is not None:
            cells.faults.append(
                CellFault(row.line, "", f"หน่วยงานและปีเดียวกับบรรทัด {earlier.line}", f"the same agency and year as line {earlier.line}")
            )
        found[agency, year] = AgencyInput(agency, year, points, (), total, cells.text(row, "level"), cells.text(row, "source"), row.line)
    return tuple(found.values())


def _answers(rows: list[Row], head: Head, cells: Cells) -> tuple[AgencyInput, ...]:
    gathered: dict[tuple[str, int], tuple[int, list[Response]]] = {}
    for row in rows:
        cells.refuse_nameless(row)
        cells.refuse_failed(row)
        agency, year = cells.agency(row), cells.year(row)
        response = cells.response(row, year)
        if year is not None and response is not None:
            gathered.setdefault((agency, year), (row.line, []))[1].append(response)
    return tuple(
        AgencyInput(agency, year, {}, tuple(responses), None, "", "", line) for (agency, year), (line, responses) in gathered.items()
    )
