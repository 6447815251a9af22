"""The one set of dataframe expressions: from ticks of respondents to sums of points and counts of answers by agency.

They are written for narwhals, which hands them to polars, pandas (a partition of Dask) or Spark unchanged. All of it is whole numbers, so
that every engine finds the same sums in whatever order it adds. A mean of ticked rows becomes a whole number by `ItemForm.spread`.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from operator import add

import narwhals as nw
from narwhals.typing import FrameT

from prongsai.core.ita.national.forms import ItemForm, RowForm, SurveyForm

AGENCY, INSTRUMENT, RESPONDENTS, WRONG = "agency", "instrument", "respondents", "wrong"
_LARGEST_TICK = 255


def count_answers(frame: FrameT, form: SurveyForm, *, is_wide: bool) -> FrameT:
    """One row per agency for the rows of one instrument.

    Columns: `agency`, `respondents` (rows), `wrong` (rows with an option that the form does not have; sums are then worth nothing), and for
    each item `…_points` and `…_answers` (see `ItemForm`). Sums may be null where nothing was answered. `is_wide`: the columns
    of ticks have more than 8 bits.
    """
    integer = nw.Int64() if is_wide or _needs_64_bits(form) else nw.Int32()
    found = [expression for item in form.items for expression in _item(item, integer)]
    wrong = nw.any_horizontal(*(is_wrong(row) for row in form.rows), ignore_nulls=True).cast(nw.Int64()).alias(WRONG)
    respondents = nw.lit(1, nw.Int64()).alias(RESPONDENTS)
    answers = frame.filter(nw.col(INSTRUMENT) == form.code).select(nw.col(AGENCY), respondents, wrong, *found)
    return answers.group_by(AGENCY).agg(*(nw.col(name).sum() for name in count_columns(form)))


def count_columns(form: SurveyForm) -> list[str]:
    """The names of the columns that `count_answers` makes beside `agency`."""
    return [RESPONDENTS, WRONG, *(name for item in form.items for name in (item.sums, item.counts))]


def is_wrong(row: RowForm) -> nw.Expr:
    """Whether a tick is none of the options of its row; null where nothing was ticked."""
    tick = nw.col(row.column)
    return (tick < 1) | (tick > len(row.points))


def _item(item: ItemForm, integer: nw.dtypes.DType) -> tuple[nw.Expr, nw.Expr]:
    points = [_points(row, integer) for row in item.rows]
    ticked = [(~nw.col(row.column).is_null()).cast(integer) for row in item.rows]
    if len(item.rows) == 1:
        return points[0].cast(nw.Int64()).alias(item.sums), ticked[0].cast(nw.Int64()).alias(item.counts)
    rows = nw.sum_horizontal(*ticked)
    # spread / rows, without a division: engines do not agree on what dividing by no rows is.
    weight = reduce(add, ((rows == count).cast(integer) * (item.spread // count) for count in range(1, len(item.rows) + 1)))
    mean = nw.sum_horizontal(*points) * weight
    return mean.cast(nw.Int64()).alias(item.sums), (rows > 0).cast(nw.Int64()).alias(item.counts)


def _points(row: RowForm, integer: nw.dtypes.DType) -> nw.Expr:
    """The points of a tick: a straight line where the steps between options are equal, mended where a step differs.

    A few additions on whole columns; a choice among options would look at each option for each answer.
    """
    steps = [after - before for before, after in zip(row.points, row.points[1:], strict=False)]
    step = Counter(steps).most_common(1)[0][0]
    tick = nw.col(row.column)
    points = tick.cast(integer) * step + (row.points[0] - step)
    for option, other in enumerate(steps, start=1):
        if other != step:
            points = points + (tick > option).cast(integer) * (other - step)
    return points


def _needs_64_bits(form: SurveyForm) -> bool:
    """Whether what stands between the ticks and the points of an item can pass 32 bits, also for an 8-bit tick that no form has."""
    return any(item.spread * len(item.rows) * _LARGEST_TICK * max(row.points) >= 2**31 for item in form.items for row in item.rows)
