"""The expressions: points of a tick for any scale, partly answered items, other instruments, ticks that cannot be."""

from __future__ import annotations

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.ita.national.counting import count_answers
from prongsai.core.ita.national.forms import ItemForm, RowForm, SurveyForm

SCALES = st.lists(st.integers(0, 100), min_size=2, max_size=6).map(tuple)


def counted(form: SurveyForm, columns: dict[str, list[int | None]], *, is_wide: bool = False, instrument: str = "IIT") -> dict[str, object]:
    rows = len(next(iter(columns.values())))
    kind = pl.Int64 if is_wide else pl.Int8
    table = pl.DataFrame(
        {
            "agency": ["a"] * rows,
            "instrument": [instrument] * rows,
            **{name: pl.Series(ticks, dtype=kind) for name, ticks in columns.items()},
        }
    )
    found = nw.to_native(count_answers(nw.from_native(table.lazy()), form, is_wide=is_wide)).collect()
    return found.row(0, named=True) if found.height else {}


def form_of(*rows: tuple[int, ...], spread: int = 1) -> SurveyForm:
    keys = ["X"] if len(rows) == 1 else [f"X.{number}" for number in range(1, len(rows) + 1)]
    return SurveyForm("IIT", (ItemForm("X", tuple(RowForm(key, points) for key, points in zip(keys, rows, strict=True)), spread, spread),))


@given(SCALES, st.data())
def test_points_of_ticks_add_up_for_any_scale(scale: tuple[int, ...], data: st.DataObject) -> None:
    ticks = data.draw(st.lists(st.none() | st.integers(1, len(scale)), min_size=1, max_size=20))
    found = counted(form_of(scale), {"X": ticks})
    assert found["X_points"] == sum(scale[tick - 1] for tick in ticks if tick)
    assert (found["X_answers"], found["respondents"], found["wrong"]) == (sum(tick is not None for tick in ticks), len(ticks), 0)


@given(st.lists(st.tuples(*[st.none() | st.integers(1, 4)] * 3), min_size=1, max_size=20))
def test_a_respondent_counts_once_with_the_mean_of_the_rows_ticked(people: list[tuple[int | None, ...]]) -> None:
    scale = (0, 33, 67, 100)
    found = counted(form_of(scale, scale[::-1], scale, spread=6), {f"X_{place + 1}": [one[place] for one in people] for place in range(3)})
    expected = 0
    for one in people:
        points = [(scale, scale[::-1], scale)[place][tick - 1] for place, tick in enumerate(one) if tick]
        expected += sum(points) * 6 // len(points) if points else 0
    assert found["X_points"] == expected
    assert found["X_answers"] == sum(any(one) for one in people)


def test_rows_of_another_instrument_are_not_looked_at() -> None:
    assert counted(form_of((0, 100)), {"X": [1, 2]}, instrument="EIT") == {}


def test_ticks_below_and_above_the_form_are_counted_as_wrong_once_for_each_respondent() -> None:
    form = form_of((0, 50, 100), (0, 100), spread=2)
    found = counted(form, {"X_1": [0, 3, 4, None, -1], "X_2": [3, 2, 1, None, 3]})
    assert found["wrong"] == 3


def test_large_scales_and_wide_columns_do_not_run_over() -> None:
    large = form_of((0, 100 * 10**6), spread=2520)
    assert counted(large, {"X": [2] * 100})["X_points"] == 100 * 100 * 10**6
    assert counted(form_of((0, 100)), {"X": [2, 2**40]}, is_wide=True)["wrong"] == 1
