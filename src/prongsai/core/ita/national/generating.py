"""Invented responses of a whole country, from a seed: as many as asked for, written piece by piece so that memory stays flat.

Agencies differ in quality and size; what a respondent ticks hangs together (a contented person is contented throughout); some rows are left
empty and some people stop half-way. Codes of agencies are numbers behind a G: no real agency has such a code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from polars.io.plugins import register_io_source

from prongsai.core.ita.model import Framework
from prongsai.core.ita.national.counting import AGENCY, INSTRUMENT
from prongsai.core.ita.national.forms import RowForm, SurveyForm, survey_forms

_PIECE = 100_000
_SHARE_OF_FIRST = 1 / 3  # of all answers; in 2564, one group of agencies had 46 of staff and 94 of the public each
_LEFT_EMPTY, _STOPS = 0.005, 0.02
_COUNTRY, _BETWEEN, _PERSON, _ROW = 0.9, 0.45, 0.8, 0.7


def write_responses(
    place: Path, framework: Framework, *, agencies: int, respondents: int, seed: int, progress: Callable[[int, int], None] | None = None
) -> None:
    """Write `respondents` rows of `agencies` as one Parquet file. Equal arguments give equal answers. `progress(done, all)` is in rows.

    Each agency has an answer where there are enough. Raises `OSError`.
    """
    forms = survey_forms(framework)
    schema = {AGENCY: pl.String, INSTRUMENT: pl.String, **{row.key: pl.Int8 for form in forms for row in form.rows}}

    def pieces(*_: object) -> Iterator[pl.DataFrame]:  # polars would tell which rows and columns it wants; it wants all
        for number, start in enumerate(range(0, respondents, _PIECE)):
            rows = min(_PIECE, respondents - start)
            yield _piece(forms, agencies, seed, number, start, rows)
            if progress is not None:
                progress(start + rows, respondents)

    register_io_source(pieces, schema=schema).sink_parquet(place, row_group_size=_PIECE, maintain_order=True)


def made_checks(framework: Framework, *, agencies: int, seed: int) -> pl.DataFrame:
    """Reviewed disclosure items of the same agencies: `agency`, then 0 or 100 for each item; the better the agency, the more is found."""
    quality, _ = _agencies(agencies, seed)
    generator = np.random.default_rng([seed, 1])
    codes = [item.code for instrument in framework.instruments if instrument.kind == "checks" for item in instrument.items]
    chance = 1 / (1 + np.exp(-(2.0 + 1.5 * quality)))
    found = {code: np.where(generator.random(agencies) < chance, 100, 0).astype(np.int8) for code in codes}
    return pl.DataFrame({AGENCY: _codes(agencies), **found})


def _agencies(agencies: int, seed: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The quality of each agency, around 0, and its share of the respondents."""
    generator = np.random.default_rng([seed, 0])
    quality = generator.standard_normal(agencies)
    size = generator.lognormal(0, 0.6, agencies)
    return quality, size / size.sum()


def _codes(agencies: int) -> pl.Series:
    return pl.select((pl.lit("G") + pl.int_range(1, agencies + 1).cast(pl.String).str.zfill(5)).alias(AGENCY)).to_series()


def _piece(forms: tuple[SurveyForm, ...], agencies: int, seed: int, number: int, start: int, rows: int) -> pl.DataFrame:
    quality, share = _agencies(agencies, seed)
    generator = np.random.default_rng([seed, 2, number])
    whose = generator.choice(agencies, rows, p=share)
    first = np.arange(start, start + rows)
    whose = np.where(first < agencies, first % agencies, whose)  # the first answers go round, so that no agency is without
    mood = (_COUNTRY + _BETWEEN * quality[whose] + _PERSON * generator.standard_normal(rows)).astype(np.float32)
    others = [1.0] if len(forms) == 1 else [_SHARE_OF_FIRST, *[(1 - _SHARE_OF_FIRST) / (len(forms) - 1)] * (len(forms) - 1)]
    answers = generator.choice(len(forms), rows, p=others)
    ticks: dict[str, npt.NDArray[np.int8]] = {}
    for place, form in enumerate(forms):
        _answer(form, np.flatnonzero(answers == place), mood, seed, generator, ticks)
    table = pl.DataFrame(
        {AGENCY: _codes(agencies)[whose], INSTRUMENT: pl.Series([form.code for form in forms])[answers], **ticks},
    )
    return table.with_columns(pl.when(pl.col(key) > 0).then(pl.col(key)).alias(key) for key in ticks)


def _answer(
    form: SurveyForm,
    who: npt.NDArray[np.intp],
    mood: npt.NDArray[np.float32],
    seed: int,
    generator: np.random.Generator,
    ticks: dict[str, npt.NDArray[np.int8]],
) -> None:
    """Fill in a form for the people at the places `who`; 0 stands for no tick."""
    stops = np.where(generator.random(len(who)) < _STOPS, generator.integers(1, len(form.rows) + 1, len(who)), len(form.rows))
    for place, row in enumerate(form.rows):
        ease = np.random.default_rng([seed, 3, place, *form.code.encode()]).normal(0, 0.3)
        felt = mood[who] + np.float32(ease) + np.float32(_ROW) * generator.standard_normal(len(who), dtype=np.float32)
        option = _option(row, felt)
        option[(place >= stops) | (generator.random(len(who), dtype=np.float32) < _LEFT_EMPTY)] = 0
        column = np.zeros(len(mood), dtype=np.int8)
        column[who] = option
        ticks[row.key] = column


def _option(row: RowForm, felt: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """The option that somebody ticks who feels so: the better, the more points."""
    count = len(row.points)
    edges = np.linspace(-1.2, 0.6, count - 1) if count > 2 else np.array([-0.8])
    rank = np.searchsorted(edges, felt)
    by_points = np.argsort(np.array(row.points), kind="stable") + 1
    return by_points.astype(np.int8)[rank]
