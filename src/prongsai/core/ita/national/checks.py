"""The reviewed disclosure items of each agency: a small table beside the responses."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from prongsai.core.ita.model import Framework
from prongsai.core.ita.national.counting import AGENCY
from prongsai.core.ita.national.faults import NationalFault
from prongsai.core.ita.national.responses import is_nameless

_HIGHEST = 100
_SEPARATORS = (",", ";", "\t")
_THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"


def read_checks(place: Path, framework: Framework, agency: pl.DataType) -> pl.DataFrame:
    """One row per agency: `agency` in the type given, and for each checked item of the framework 0 to 100 points or null.

    The file is Parquet or CSV by its ending, CSV with commas, semicolons or tabs; items that it lacks, and empty cells, are not known.
    Numbers may be in Thai digits with blanks around them; codes of agencies that are texts are taken as they stand.

    Raises `NationalFault` for another kind of file, items that the year does not have, agencies that are empty or stand twice, points that
    are no whole number from 0 to 100; `OSError` where it cannot be opened.
    """
    codes = [item.code for instrument in framework.instruments if instrument.kind == "checks" for item in instrument.items]
    table = _read(place)
    unknown = [name for name in table.columns if name not in (AGENCY, *codes)]
    if AGENCY not in table.columns or unknown:
        thai, english = f"ไม่มีคอลัมน์ {AGENCY}", f"lacks the column {AGENCY}"
        if unknown:
            thai = f"มีคอลัมน์ {', '.join(unknown)} ซึ่งปี {framework.fiscal_year} ไม่มี"
            english = f"has the columns {', '.join(unknown)}, which {framework.fiscal_year} does not have"
        raise NationalFault(
            f"{place.name} {thai} ต้องมี {AGENCY} และรหัสข้อ {codes[0]} ถึง {codes[-1]}",
            f"{place.name} {english}; it holds {AGENCY} and the items {codes[0]} to {codes[-1]}",
        )
    table = table.with_columns(pl.lit(None, pl.String).alias(code) for code in codes if code not in table.columns)
    texts = [name for name in codes if table.schema[name] == pl.String]
    table = table.with_columns(_plain(pl.col(texts)))
    whose = _plain(pl.col(AGENCY)) if table.schema[AGENCY] == pl.String and agency != pl.String else pl.col(AGENCY)
    read = table.select(whose.cast(agency, strict=False), pl.col(codes).cast(pl.Float64, strict=False))
    _refuse_agencies(place, table, read)
    is_whole = pl.col(codes).is_between(0, _HIGHEST) & (pl.col(codes).floor() == pl.col(codes))
    possible = read.select(is_whole.fill_null(value=False))
    for code in codes:
        if possible[code].sum() + table[code].null_count() < table.height:
            bad = table.filter(table[code].is_not_null() & ~possible[code])
            whose, given = bad[AGENCY][0], bad[code][0]
            raise NationalFault(
                f"{place.name} หน่วยงาน {whose}: {code} เป็น {given} ต้องเป็นจำนวนเต็ม 0 ถึง 100 (ไม่พบ 0 พบ 100) หรือเว้นว่าง",
                f"{place.name}, agency {whose}: {code} is {given}; it must be a whole number from 0 to 100 (missing 0, found 100) or empty",
            )
    return read.with_columns(pl.col(codes).cast(pl.Int64))


def _read(place: Path) -> pl.DataFrame:
    with place.open("rb") as opened:
        try:
            if place.suffix.lower() == ".parquet":
                return pl.read_parquet(opened)
            if place.suffix.lower() == ".csv":
                content = opened.read()
                first = content.split(b"\n", 1)[0]
                separator = max(_SEPARATORS, key=lambda one: first.count(one.encode()))
                return pl.read_csv(content, infer_schema=False, null_values=[""], separator=separator)
        except PolarsError:
            raise NationalFault(
                f"{place.name} อ่านไม่ได้ ต้องเป็นตาราง Parquet หรือ CSV (UTF-8)",
                f"{place.name} cannot be read; it must be a table in Parquet or CSV (UTF-8)",
            ) from None
    raise NationalFault(f"{place.name} ต้องลงท้ายด้วย .parquet หรือ .csv", f"{place.name} must end in .parquet or .csv")


def _plain(text: pl.Expr) -> pl.Expr:
    """Text of a number in Arabic digits without blanks around it; null where nothing is left."""
    bare = text.str.strip_chars().str.replace_many(list(_THAI_DIGITS), list("0123456789"))
    return pl.when(bare != "").then(bare)


def _refuse_agencies(place: Path, table: pl.DataFrame, read: pl.DataFrame) -> None:
    lost = table.filter(read.select(is_nameless(read.schema[AGENCY])).to_series())
    if not lost.is_empty():
        given = str(lost[AGENCY][0] or "").strip()
        raise NationalFault(
            f"{place.name}: รหัสหน่วยงาน {given or 'ว่าง'} ไม่เหมือนรหัสในไฟล์คำตอบ โปรดแก้ให้ตรงกัน",
            f"{place.name}: the agency {given or 'of a row is empty,'} is not of the kind in the responses; make them alike",
        )
    twice = read.filter(read[AGENCY].is_duplicated())
    if not twice.is_empty():
        raise NationalFault(
            f"{place.name}: หน่วยงาน {twice[AGENCY][0]} มีมากกว่าหนึ่งแถว โปรดเหลือแถวเดียว",
            f"{place.name}: the agency {twice[AGENCY][0]} stands in more than one row; leave one",
        )
