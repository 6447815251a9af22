"""The file of responses: which files, whether they have the columns of a framework's forms, and which tick is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw
import polars as pl
from polars.exceptions import PolarsError

from prongsai.core.ita.national.counting import AGENCY, INSTRUMENT, is_wrong
from prongsai.core.ita.national.faults import NationalFault
from prongsai.core.ita.national.forms import SurveyForm

_NARROW = (pl.Int8, pl.UInt8)
_TICKS = (pl.Null, *_NARROW, pl.Int16, pl.UInt16, pl.Int32, pl.UInt32, pl.Int64)
_AGENCIES = (pl.String, *_TICKS)
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Responses:
    """Files of responses that have the columns which the forms ask for, of the same types in each file.

    `types`: name of each such column → its type. `untyped`: for each file the columns that are all empty and so have no type in it.
    """

    files: tuple[Path, ...]
    forms: tuple[SurveyForm, ...]
    types: Mapping[str, pl.DataType]
    untyped: tuple[frozenset[str], ...]

    @property
    def agency(self) -> pl.DataType:
        """The type of the agency's code."""
        return self.types[AGENCY]

    @property
    def is_wide(self) -> bool:
        """Whether ticks have more than 8 bits."""
        return any(self.types[row.key] not in _NARROW for form in self.forms for row in form.rows)

    def scan(self, file: Path) -> pl.LazyFrame:
        """The known columns of one of the files, each in its type; other columns are left out."""
        untyped = self.untyped[self.files.index(file)]
        columns = (pl.col(name).cast(kind) if name in untyped else pl.col(name) for name, kind in self.types.items())
        return pl.scan_parquet(file, glob=False).select(*columns)

    def columns(self, form: SurveyForm) -> list[str]:
        """The columns that an instrument needs, as they are named in the files."""
        return [AGENCY, INSTRUMENT, *(row.key for row in form.rows)]

    def renamed(self, form: SurveyForm) -> dict[str, str]:
        """Name in the file → name inside a query, where they differ."""
        return {row.key: row.column for row in form.rows if row.key != row.column}


def open_responses(place: Path, forms: tuple[SurveyForm, ...]) -> Responses:
    """Look at a Parquet file, or at all `*.parquet` in a folder, without reading answers.

    Raises `NationalFault` where it is not Parquet, or columns are missing or of a type that cannot hold ticks; `OSError` where it cannot be
    opened.
    """
    files = _files(place)
    schemas = [_schema(file) for file in files]
    names = (AGENCY, INSTRUMENT, *(row.key for form in forms for row in form.rows))
    for file, schema in zip(files, schemas, strict=True):
        _refuse_columns(file, schema, forms)
    types = {name: _type_of(name, files, schemas) for name in names}
    untyped = tuple(frozenset(name for name in names if schema[name] == pl.Null) for schema in schemas)
    return Responses(tuple(files), forms, types, untyped)


def _type_of(name: str, files: Sequence[Path], schemas: Sequence[Mapping[str, pl.DataType]]) -> pl.DataType:
    """The type of a column in all files that have a value in it; the narrowest where none has."""
    typed = [(file, schema[name]) for file, schema in zip(files, schemas, strict=True) if schema[name] != pl.Null]
    if not typed:
        return pl.String() if name in (AGENCY, INSTRUMENT) else pl.Int8()
    first, kind = typed[0]
    for file, other in typed:
        if other != kind:
            raise NationalFault(
                f"คอลัมน์ {name} ของ {file.name} เป็นชนิด {other} แต่ของ {first.name} เป็น {kind} โปรดทำให้ทุกไฟล์เหมือนกัน",
                f"column {name} of {file.name} is {other}, of {first.name} it is {kind}; make all files alike",
            )
    return kind


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    files = sorted(place.glob("*.parquet"))
    if not files:
        raise NationalFault(
            f"โฟลเดอร์ {place.name} ไม่มีไฟล์ .parquet โปรดตรวจว่าเลือกโฟลเดอร์ถูก",
            f"the folder {place.name} holds no .parquet file; check that it is the right one",
        )
    return files


def _schema(file: Path) -> dict[str, pl.DataType]:
    with file.open("rb") as opened:
        try:
            return pl.read_parquet_schema(opened)
        except PolarsError:
            raise NationalFault(
                f"{file.name} ไม่ใช่ไฟล์ Parquet ที่อ่านได้ โปรดตรวจว่าเลือกไฟล์ถูกหรือส่งออกใหม่เป็น Parquet",
                f"{file.name} is not a Parquet file that can be read; check that it is the right one, or export it anew as Parquet",
            ) from None


def _refuse_columns(file: Path, schema: dict[str, pl.DataType], forms: Sequence[SurveyForm]) -> None:
    ticks = [row.key for form in forms for row in form.rows]
    missing = [name for name in (AGENCY, INSTRUMENT, *ticks) if name not in schema]
    if missing:
        raise NationalFault(
            f"{file.name} ไม่มีคอลัมน์ {_list(missing)} โปรดตรวจว่าเป็นข้อมูลของปีที่ระบุ หรือเพิ่มคอลัมน์ (เว้นว่างได้)",
            f"{file.name} lacks the columns {_list(missing)}; check that it is of the year named, or add them (they may be empty)",
        )
    wrong = [f"{name} ({schema[name]})" for name in ticks if schema[name] not in _TICKS]
    wrong += [f"{AGENCY} ({schema[AGENCY]})"] * (schema[AGENCY] not in _AGENCIES)
    wrong += [f"{INSTRUMENT} ({schema[INSTRUMENT]})"] * (schema[INSTRUMENT] not in (pl.String, pl.Null))
    if wrong:
        raise NationalFault(
            f"{file.name} มีคอลัมน์ที่ชนิดไม่ถูก: {_list(wrong)} คำตอบต้องเป็นจำนวนเต็ม (Int8) รหัสหน่วยงานเป็นข้อความหรือจำนวนเต็ม instrument เป็นข้อความ",
            f"{file.name} has columns of a wrong type: {_list(wrong)}; "
            "answers must be whole numbers (Int8), agency a text or a whole number, instrument a text",
        )


def _list(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" … (+{more})" if more > 0 else "")


def refuse_unknown_rows(responses: Responses, counted: int) -> None:
    """Raise `NationalFault` where the files have more rows than the `counted` ones of the known instruments."""
    known = [form.code for form in responses.forms]
    for file in responses.files:
        rows = pl.scan_parquet(file, glob=False)
        counted -= rows.select(pl.len()).collect(engine="streaming").item()
    if counted == 0:
        return
    for file in responses.files:
        other = responses.scan(file).with_row_index("line", offset=1)
        found = other.filter(~pl.col(INSTRUMENT).is_in(known).fill_null(value=False)).head(1).collect(engine="streaming")
        if not found.is_empty():
            line, given = found["line"].item(), found[INSTRUMENT].item()
            raise NationalFault(
                f"{file.name} แถวที่ {line}: instrument เป็น {given or 'ค่าว่าง'} ซึ่งไม่ใช่แบบสำรวจของปีนี้ ต้องเป็น {' หรือ '.join(known)}",
                f"{file.name}, row {line}: instrument is {given or 'empty'}, no survey of this year; it must be {' or '.join(known)}",
            )


def is_nameless(kind: pl.DataType) -> pl.Expr:
    """Whether the agency of a row is missing; `kind` is the type of the column."""
    agency = pl.col(AGENCY)
    return agency.is_null() | (agency.str.strip_chars() == "") if kind == pl.String else agency.is_null()


def refuse_nameless(responses: Responses) -> None:
    """Raise `NationalFault` naming the first row without an agency: null, or a text of blanks."""
    for file in responses.files:
        rows = responses.scan(file).select(AGENCY).with_row_index("line", offset=1)
        found = rows.filter(is_nameless(responses.agency)).head(1).collect(engine="streaming")
        if not found.is_empty():
            line = found["line"].item()
            raise NationalFault(
                f"{file.name} แถวที่ {line}: ไม่มีรหัสหน่วยงาน โปรดเติมหรือลบแถวนั้น",
                f"{file.name}, row {line}: the agency is empty; fill it in or take the row out",
            )


def refuse_wrong_ticks(responses: Responses) -> None:
    """Raise `NationalFault` naming the first tick that is no option of its row; look at nothing else."""
    for file in responses.files:
        rows = responses.scan(file).with_row_index("line", offset=1)
        for form in responses.forms:
            of_form = rows.select("line", *responses.columns(form)).rename(responses.renamed(form)).filter(pl.col(INSTRUMENT) == form.code)
            for row in form.rows:
                narrow = nw.from_native(of_form.select("line", AGENCY, row.column))
                found = nw.to_native(narrow.filter(is_wrong(row)).head(1)).collect(engine="streaming")
                if not found.is_empty():
                    line, agency, option = found.row(0)
                    raise NationalFault(
                        f"{file.name} แถวที่ {line} หน่วยงาน {agency}: {row.key} เป็น {option} แต่แบบสำรวจมีตัวเลือก 1 ถึง {len(row.points)} "
                        "โปรดแก้ข้อมูล",
                        f"{file.name}, row {line}, agency {agency}: {row.key} is {option}, but the form has options 1 to {len(row.points)};"
                        " mend the data",
                    )
