"""The survey forms of a framework as whole numbers: what each option of each answer row is worth, so that sums stay exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import lcm

from prongsai.core.ita.model import Framework, Instrument, Item


@dataclass(frozen=True, slots=True)
class RowForm:
    """An answer row: its key and the points of its options in the order of the form, in decimal units of its item."""

    key: str
    points: tuple[int, ...]

    @property
    def column(self) -> str:
        """Its name inside a query. Spark takes a dot in a name for a field inside a field."""
        return self.key.replace(".", "_")


@dataclass(frozen=True, slots=True)
class ItemForm:
    """An item of a survey. A respondent's points, the mean of the rows ticked, are a whole number of 1/`unit`.

    `spread` is what `unit` holds beside the decimals of the scale: the least common multiple of all numbers of rows that can be ticked.
    """

    code: str
    rows: tuple[RowForm, ...]
    unit: int
    spread: int

    @property
    def sums(self) -> str:
        """The name of the column with the points of all respondents together, in 1/`unit`."""
        return f"{self.code}_points"

    @property
    def counts(self) -> str:
        """The name of the column with the number of respondents who answered it."""
        return f"{self.code}_answers"


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """The form of an instrument that respondents fill in."""

    code: str
    items: tuple[ItemForm, ...]

    @property
    def rows(self) -> tuple[RowForm, ...]:
        """All answer rows in the order of the form."""
        return tuple(row for item in self.items for row in item.rows)


def survey_forms(framework: Framework) -> tuple[SurveyForm, ...]:
    """The forms of a framework's surveys, in order."""
    return tuple(_form(instrument) for instrument in framework.instruments if instrument.kind == "survey")


def _form(instrument: Instrument) -> SurveyForm:
    return SurveyForm(instrument.code, tuple(_item(item) for item in instrument.items))


def _item(item: Item) -> ItemForm:
    decimals = 10 ** max(_decimals(row.points) for row in item.rows)
    spread = lcm(*range(1, len(item.rows) + 1))
    rows = tuple(RowForm(row.key, tuple(int(points * decimals) for points in row.points)) for row in item.rows)
    return ItemForm(item.code, rows, decimals * spread, spread)


def _decimals(points: tuple[Decimal, ...]) -> int:
    """How many decimals the points have."""
    return max(0, *(-int(value.normalize().as_tuple().exponent) for value in points))
