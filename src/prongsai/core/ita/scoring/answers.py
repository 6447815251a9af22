"""From what respondents ticked to points of items: the mean of a respondent's rows, then the mean over respondents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from prongsai.core.ita.model import Framework, Instrument


class WrongAnswer(ValueError):
    """A respondent's answer cannot be: `respondent` counts from 1, `row` is the key of the answer row, `option` what was given."""

    def __init__(self, respondent: int, row: str, option: int) -> None:
        self.respondent, self.row, self.option = respondent, row, option
        super().__init__(f"respondent {respondent}, {row}: there is no option {option}")


@dataclass(frozen=True, slots=True)
class Response:
    """One respondent's answers to an instrument: answer row key → number of the option ticked, from 1 in the order of the form.

    A row that is not there was not answered.
    """

    instrument: str
    options: Mapping[str, int]


@dataclass(slots=True)
class Tally:
    """Answers to one item: by how many rows a respondent answered, the sum of points and the number of respondents."""

    points: dict[int, Fraction] = field(default_factory=dict)
    respondents: dict[int, int] = field(default_factory=dict)

    @property
    def answers(self) -> int:
        """How many respondents answered at least one row."""
        return sum(self.respondents.values())

    @property
    def mean(self) -> Fraction | None:
        """Points of the item, 0 to 100; None without answers."""
        if not self.answers:
            return None
        return sum((points / rows for rows, points in self.points.items()), Fraction(0)) / self.answers


def tally(framework: Framework, responses: Iterable[Response]) -> dict[str, Tally]:
    """Count the answers of all respondents by item code. Rows of other instruments are not looked at. Raises `WrongAnswer`."""
    parts = _scale(framework)
    forms = {instrument.code: _form(instrument, parts) for instrument in framework.instruments}
    sums: dict[tuple[str, int], int] = defaultdict(int)
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for number, response in enumerate(responses, start=1):
        options = response.options
        for code, rows in forms[response.instrument]:
            points = answered = 0
            for key, scale in rows:
                option = options.get(key)
                if option is None:
                    continue
                if not 1 <= option <= len(scale):
                    raise WrongAnswer(number, key, option)
                points += scale[option - 1]
                answered += 1
            if answered:
                sums[code, answered] += points
                counts[code, answered] += 1
    found: dict[str, Tally] = {}
    for (code, answered), count in counts.items():
        entry = found.setdefault(code, Tally())
        entry.points[answered] = Fraction(sums[code, answered], parts)
        entry.respondents[answered] = count
    return found


def _scale(framework: Framework) -> int:
    """The least common denominator of the points of a year's forms: whole numbers of its parts add up exactly and quickly."""
    return lcm(*(Fraction(points).denominator for instrument in framework.instruments for row in instrument.rows for points in row.points))


def _form(instrument: Instrument, parts: int) -> list[tuple[str, list[tuple[str, tuple[int, ...]]]]]:
    return [
        (item.code, [(row.key, tuple(int(Fraction(points) * parts) for points in row.points)) for row in item.rows])
        for item in instrument.items
    ]
