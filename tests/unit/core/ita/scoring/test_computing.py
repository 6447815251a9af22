"""Scoring: the rules of the year, at every height, exact; properties that hold for any answers."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.ita.loading import framework, known_years
from prongsai.core.ita.model import Framework
from prongsai.core.ita.scoring import ImpossiblePoints, Response, Scorecard, score
from prongsai.core.ita.tree import nodes_of

YEARS = st.sampled_from(known_years())
CENTS = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)
# An agency of 2563: its ten published indicators; it printed 54.29.
TEN = dict(
    zip(
        map(str, range(1, 11)),
        map(Decimal, ["78.32", "71.31", "73.33", "65.07", "65.17", "79.42", "81.73", "77.38", "46.19", "0"]),
        strict=True,
    )
)


def items(year: int, *missing: str) -> dict[str, Decimal]:
    """All disclosure items found but these."""
    found = (item.code for instrument in framework(year).instruments if instrument.kind == "checks" for item in instrument.items)
    return {code: Decimal(0 if code in missing else 100) for code in found}


def test_ten_published_indicators_give_the_total_and_its_level() -> None:
    card = score(framework(2563), TEN)
    assert card.total.value == Fraction("54.283")
    assert card.points("total") == Decimal("54.28")
    assert card.level.rule is not None
    assert card.level.rule.key == "E"
    assert [card.points(code) for code in ("IIT", "EIT", "OIT")] == [Decimal("70.64"), Decimal("79.51"), Decimal("23.10")]


def test_a_printed_total_one_digit_off_is_told_as_rounding() -> None:
    (note,) = score(framework(2563), {**TEN, "total": Decimal("54.29")}).notes
    assert (note.code, note.key, note.given, note.computed) == ("rounding", "total", Decimal("54.29"), Decimal("54.28"))


def test_a_printed_total_farther_off_is_told_as_a_difference() -> None:
    (note,) = score(framework(2563), {**TEN, "total": Decimal("55.29")}).notes
    assert note.code == "differs"


@pytest.mark.parametrize(
    ("missing", "indicator", "value"),
    [
        (("O1",), "9", "97.78"), (("O10",), "9", "97.50"), (("O18",), "9", "97.14"), (("O29",), "9", "96.00"), (("O19", "O10"), "9", "94.64"),
        (("O1", "O29"), "9", "93.78"), (("O10", "O30"), "9", "93.50"), (("O11", "O26"), "9", "92.50"),
        (("O34",), "10", "93.75"), (("O34", "O41"), "10", "87.50"), (("O42",), "10", "75.00"),
    ],
)  # fmt: skip
def test_missing_items_of_2564_give_the_published_values(missing: tuple[str, ...], indicator: str, value: str) -> None:
    assert score(framework(2564), items(2564, *missing)).points(indicator) == Decimal(value)


@pytest.mark.parametrize(
    ("year", "code", "worth"),
    [
        (2564, "O1", "4/9"), (2564, "O10", "1/2"), (2564, "O18", "4/7"), (2564, "O25", "1"), (2564, "O29", "4/5"), (2564, "O34", "5/4"),
        (2564, "O42", "5"), (2569, "O26", "5"),
    ],
)  # fmt: skip
def test_an_item_is_worth_its_share_of_every_sum_above_it(year: int, code: str, worth: str) -> None:
    full, less = score(framework(year), items(year)), score(framework(year), items(year, code))
    assert full.scores["OIT"].value == 100
    gained = (full.total.low - less.total.low, nodes_of(framework(year))[code].worth * 100)
    assert gained == (Fraction(worth), Fraction(worth))


def test_what_is_missing_stays_open_with_bounds() -> None:
    card = score(framework(2564), {**{str(number): Decimal(80) for number in range(1, 9)}, "9": Decimal(50)})
    assert card.total.value is None
    assert (card.total.low, card.total.high) == (Fraction(58), Fraction(78))
    assert card.points("IIT") == Decimal("80.00")
    assert {"total", "OIT", "10", "O42"} <= set(card.unknown)
    assert card.level.rule is None
    assert (card.level.worst.key, card.level.best.key) == ("D", "B")


def test_a_known_total_narrows_what_is_missing_below() -> None:
    card = score(framework(2564), {"total": Decimal("98.04"), "EIT": Decimal("93.47"), "OIT": Decimal(100)})
    iit = card.scores["IIT"]
    assert iit.value is None
    assert Fraction("99.9") < iit.low <= iit.high == 100
    assert card.level.rule is not None
    assert card.level.rule.key == "AA"


def test_a_total_alone_decides_a_letter_but_not_a_level_that_asks_the_instruments() -> None:
    known = score(framework(2564), {"total": Decimal("96.52")}).level.rule
    assert known is not None
    assert known.key == "AA"
    open_level = score(framework(2567), {"total": Decimal("90")}).level
    assert open_level.rule is None
    assert open_level.best.name == "ผ่านดี"


def test_impossible_points_are_refused_together() -> None:
    with pytest.raises(ImpossiblePoints) as caught:
        score(framework(2564), {"11": Decimal(50), "1": Decimal("100.01"), "2": Decimal("-1"), "3": Decimal("NaN")})
    assert [(key, kind) for key, kind, _ in caught.value.faults] == [("11", "unknown"), ("1", "range"), ("2", "range"), ("3", "range")]


def test_everything_at_its_best_is_a_hundred_and_at_its_worst_zero() -> None:
    for year in known_years():
        for points, total in ((Decimal(100), 100), (Decimal(0), 0)):
            card = score(framework(year), {item.code: points for item in framework(year).items})
            assert card.total.value == total
            assert all(entry.value == total for entry in card.scores.values())


@given(year=YEARS, data=st.data())
def test_more_points_anywhere_never_lower_anything(year: int, data: st.DataObject) -> None:
    chosen = framework(year)
    points = {item.code: data.draw(CENTS, item.code) for item in chosen.items}
    code = data.draw(st.sampled_from(sorted(points)))
    more = {**points, code: max(points[code], data.draw(CENTS, "more"))}
    before, after = score(chosen, points), score(chosen, more)
    assert all(after.scores[key].low >= before.scores[key].low for key in before.scores)
    assert all(0 <= entry.low <= entry.high <= 100 for entry in after.scores.values())


@given(year=YEARS, points=st.dictionaries(st.integers(1, 10).map(str), CENTS), data=st.data())
def test_bounds_hold_whatever_the_missing_values_turn_out_to_be(year: int, points: dict[str, Decimal], data: st.DataObject) -> None:
    partial = score(framework(year), points)
    filled = score(framework(year), {**{str(number): data.draw(CENTS) for number in range(1, 11)}, **points})
    for key in ("total", "IIT", "EIT", "OIT"):
        value = filled.scores[key].value
        assert value is not None
        assert partial.scores[key].low <= value <= partial.scores[key].high
    level, worst, best = filled.level.rule, partial.level.worst, partial.level.best
    assert level is not None
    ranks = framework(year).levels
    assert ranks.index(best) <= ranks.index(level) <= ranks.index(worst)


@given(year=YEARS, points=st.dictionaries(st.integers(1, 10).map(str), CENTS, min_size=10, max_size=10))
def test_a_given_total_never_changes_what_is_known_below(year: int, points: dict[str, Decimal]) -> None:
    free = score(framework(year), points)
    bound = score(framework(year), {**points, "total": Decimal(50)})
    assert all(bound.scores[key] == entry for key, entry in free.scores.items() if entry.value is not None and key != "total")


def respondents(chosen: Framework, seed: int, count: int) -> list[Response]:
    """Invented respondents, one in ten of whose rows is not answered."""
    draw = random.Random(seed)
    forms = [instrument for instrument in chosen.instruments if instrument.kind == "survey"]
    made = []
    for number in range(count):
        form = forms[number % len(forms)]
        rows = {row.key: draw.randint(1, len(row.points)) for row in form.rows if draw.random() > 0.1}
        made.append(Response(form.code, rows))
    return made


def survey_points(card: Scorecard, chosen: Framework) -> dict[str, Fraction | None]:
    return {item.code: card.scores[item.code].value for item in chosen.items}


@given(year=YEARS, seed=st.integers(), count=st.integers(0, 12))
def test_the_order_of_respondents_changes_nothing(year: int, seed: int, count: int) -> None:
    answers = respondents(framework(year), seed, count)
    assert score(framework(year), answers=answers).scores == score(framework(year), answers=answers[::-1]).scores


@given(year=YEARS, seed=st.integers(), sizes=st.tuples(st.integers(1, 10), st.integers(1, 10)))
def test_the_points_of_a_union_are_the_mean_weighted_by_answers(year: int, seed: int, sizes: tuple[int, int]) -> None:
    chosen = framework(year)
    one, other = respondents(chosen, seed, sizes[0]), respondents(chosen, seed + 1, sizes[1])
    cards = [score(chosen, answers=one), score(chosen, answers=other)]
    union = score(chosen, answers=one + other)
    for item in chosen.items:
        parts = [(card.scores[item.code].value, card.scores[item.code].reason.answers) for card in cards]
        known = [(value, answers) for value, answers in parts if value is not None]
        count = sum(answers for _, answers in known)
        expected = sum((value * answers for value, answers in known), Fraction(0)) / count if count else None
        assert union.scores[item.code].value == expected
        assert union.scores[item.code].reason.answers == count


@given(year=YEARS, option=st.integers(1, 2), first=st.booleans())
def test_an_inverted_row_reads_its_scale_from_the_other_end(year: int, option: int, first: bool) -> None:
    for item in framework(year).items:
        for row in item.rows:
            plain = [one.points for one in row.scale.options]
            index = 0 if first else option - 1
            assert row.points[index] == (plain[-1 - index] if row.inverted else plain[index])


def test_a_respondents_rows_are_averaged_before_respondents_are() -> None:
    # One row of two: the item of the first respondent is 100, of the second (0 + 100) / 2; their mean is 75, not 200 / 3.
    two_rows = next(item for item in framework(2564).items if len(item.rows) == 2 and not any(row.inverted for row in item.rows))
    first, second = (row.key for row in two_rows.rows)
    best = len(two_rows.rows[0].points)
    answers = [Response("IIT", {first: best}), Response("IIT", {first: 1, second: best})]
    assert score(framework(2564), answers=answers).points(two_rows.code) == Decimal("75.00")


def test_whole_numbers_are_points_and_what_is_not_exact_is_refused_at_the_door() -> None:
    assert score(framework(2564), {"O1": 100}).scores["O1"].value == 100
    with pytest.raises(TypeError, match="for O1 a float was given"):
        score(framework(2564), {"O1": 99.5})  # type: ignore[dict-item]
