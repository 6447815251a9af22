"""Goals of a forecast: a total, a level of the year, a mark for every instrument. What is published decides whether one is reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.forecast.changing import inputs_of, what_if
from prongsai.core.ita.model import TOTAL, Framework, LevelRule
from prongsai.core.ita.rounding import least_for
from prongsai.core.ita.scoring import Scorecard
from prongsai.core.thai.numerals import to_arabic_digits

_EXCELLENT = Decimal(95)
_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")


class UnknownGoal(ValueError):
    """The goal asked for is none of the year; `thai` and `english` say what can be asked for."""

    def __init__(self, thai: str, english: str) -> None:
        self.thai, self.english = thai, english
        super().__init__(english)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: `total` points, and `every_instrument` at least so many; None where it does not matter."""

    name: str
    name_en: str
    total: Decimal | None
    every_instrument: Decimal | None = None

    def needs(self, framework: Framework) -> Iterator[tuple[str, Fraction]]:
        """The nodes that count with the least exact value that is published as enough: 85 is reached from 84.995 on."""
        if self.total is not None:
            yield TOTAL, least_for(self.total, framework.decimals)
        if self.every_instrument is not None:
            for instrument in framework.instruments:
                yield instrument.code, least_for(self.every_instrument, framework.decimals)

    def is_reached(self, framework: Framework, card: Scorecard) -> bool:
        """Whether a scorecard reaches it for certain; values that are not known count with the least that they can be."""
        return all(card.scores[key].low >= least for key, least in self.needs(framework))


def goal_of(framework: Framework, card: Scorecard, wanted: str) -> Goal | None:
    """The goal that a word names. None for "next" where there is no better level.

    "next": the level above the one that forecasts start from. 95: a total of 95 with every instrument at 95. Any other number: that
    total. Else the key or name of a level of the year. Raises `UnknownGoal`, also for "next" where missing values leave the present
    level open.
    """
    text = to_arabic_digits(wanted).strip()
    if text.casefold() == "next":
        return next_goal(framework, card)
    for rule in framework.levels:
        if text.casefold() in (rule.key.casefold(), rule.name.casefold(), rule.name_en.casefold()):
            return level_goal(rule)
    # Points are written plainly: an exponent could name a number with more digits than fit into the memory.
    mark = Decimal(text) if _POINTS.fullmatch(text) else Decimal(-1)
    if not 0 <= mark <= 100:
        names = ", ".join(f"{rule.key} ({rule.name})" if rule.key != rule.name else rule.key for rule in framework.levels)
        raise UnknownGoal(
            f"ไม่รู้จักเป้าหมาย “{wanted}” ใช้คะแนน 0 ถึง 100, next หรือระดับของปี {framework.fiscal_year}: {names}",
            f"unknown goal “{wanted}”; take 0 to 100, next, or a level of {framework.fiscal_year}: {names}",
        )
    if mark == _EXCELLENT:
        return Goal("95 คะแนนและทุกแบบวัดไม่ต่ำกว่า 95", "95 with every instrument at 95", mark, mark)
    return Goal(f"{mark} คะแนน", f"a total of {mark}", mark)


def next_goal(framework: Framework, card: Scorecard) -> Goal | None:
    """The level above the present one; None where it is the best. Raises `UnknownGoal` where the present level is open.

    The present one is that of the lowest known values, where forecasts start: a total given above them does not count.
    """
    points, tallies = inputs_of(card)
    rule = what_if(framework, points, tallies=tallies).level.rule
    if rule is None:
        raise UnknownGoal("ยังไม่รู้ระดับปัจจุบันเพราะข้อมูลไม่ครบ", "the present level is open because values are missing")
    place = framework.levels.index(rule)
    return level_goal(framework.levels[place - 1]) if place else None


def level_goal(rule: LevelRule) -> Goal:
    """A level as a goal."""
    return Goal(f"ระดับ {rule.name}", f"level {rule.name_en}", rule.total, rule.every_instrument)
