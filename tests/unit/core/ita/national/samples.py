"""Small files of responses that the tests of national scoring make."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from prongsai.core.ita.model import Framework
from prongsai.core.ita.national.forms import survey_forms

Row = dict[str, str | int | None]


def some_rows(framework: Framework, seed: int, *, people: int, agencies: Sequence[str] = ("0001", "0002", "ก3")) -> list[Row]:
    """People of a few agencies who tick what chance wants: empty rows, empty forms, ticks in the other instrument's form."""
    choose = random.Random(seed)
    forms = survey_forms(framework)
    made = []
    for _ in range(people):
        form = choose.choice(forms)
        row: Row = {"agency": choose.choice(agencies), "instrument": form.code}
        filled = choose.choice([0.0, 0.5, 0.95, 1.0])
        for other in forms:
            share = filled if other is form else 0.05
            row |= {one.key: choose.randint(1, len(one.points)) if choose.random() < share else None for one in other.rows}
        made.append(row)
    return made


def table_of(framework: Framework, rows: Sequence[Row], kind: type[pl.DataType] = pl.Int8) -> pl.DataFrame:
    """Rows as the table that the file holds."""
    ticks = {row.key: kind for form in survey_forms(framework) for row in form.rows}
    return pl.DataFrame(rows, schema={"agency": pl.String, "instrument": pl.String, **ticks})


def write(place: Path, framework: Framework, rows: Sequence[Row]) -> Path:
    """Rows as a Parquet file of several row groups."""
    table_of(framework, rows).write_parquet(place, row_group_size=max(1, len(rows) // 3))
    return place
