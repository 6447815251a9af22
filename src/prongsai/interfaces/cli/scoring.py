"""A row of a file, scored: the card that its parts give, the level, and what a reader must know about them. For the command."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from prongsai.core.ita.explaining import Sentence, explain_note
from prongsai.core.ita.forecast import inputs_of, what_if
from prongsai.core.ita.levels import LevelDecision
from prongsai.core.ita.loading import framework
from prongsai.core.ita.model import TOTAL, Framework
from prongsai.core.ita.rounding import published
from prongsai.core.ita.scoring import Scorecard, score, tally
from prongsai.core.score_files import AgencyInput


@dataclass(frozen=True, slots=True)
class Scored:
    """An agency's scores. `card` is computed from the lowest parts that are known, from the given total only where they do not suffice."""

    entry: AgencyInput
    framework: Framework
    card: Scorecard
    level: LevelDecision
    notes: tuple[Sentence, ...]

    @property
    def name(self) -> str:
        """The agency and year for people."""
        return f"{self.entry.agency or 'หน่วยงาน'} ปีงบประมาณ {self.entry.fiscal_year}"

    @property
    def difference(self) -> Decimal | None:
        """The computed total less the given one, both as published; None where one of them is missing."""
        computed, given = self.card.points(TOTAL), self.entry.given_total
        return None if computed is None or given is None else computed - published(Fraction(given), self.framework.decimals)


def scored(entry: AgencyInput) -> Scored:
    """Score a row of a file.

    A given total within a last digit of the computed one decides the level, as the official total was computed before rounding; one that
    is farther off does not, and a note says so. So does one for an instrument that is not what its indicators give.
    """
    made = framework(entry.fiscal_year)
    tallies = tally(made, entry.responses)
    card = full = score(made, entry.points, tallies=tallies)
    if any(one.reason.rule == "given" and one.reason.computed is not None for one in full.scores.values()):
        # Without changes this is the card of the lowest known parts: an instrument that was given above them is not needed.
        card = what_if(made, entry.points, tallies=tallies)
    level, notes = card.level, [explain_note(note) for note in full.notes]
    if entry.given_total is not None:
        points, tallies = inputs_of(card)
        official = score(made, {**points, TOTAL: entry.given_total}, tallies=tallies)
        if card.total.value is None:
            card, level = official, official.level
        else:
            found = [note for note in official.notes if note.key == TOTAL]
            notes += [explain_note(note) for note in found]
            if all(note.code == "rounding" for note in found):
                level = official.level
    notes += _missing(made, card)
    if entry.given_level and level.rule is not None and entry.given_level.casefold() not in _names(level):
        notes.append(
            Sentence(
                f"ในไฟล์เป็นระดับ {entry.given_level} แต่ตามเกณฑ์เป็นระดับ {level.rule.name}",
                f"the file says level {entry.given_level}, by the rules it is {level.rule.name_en}",
            )
        )
    return Scored(entry, made, card, level, tuple(notes))


def _missing(made: Framework, card: Scorecard) -> list[Sentence]:
    if card.total.value is not None:
        return []
    keys = ", ".join(entry.key for entry in made.indicators if card.scores[entry.key].value is None)
    return [Sentence(f"ขาดข้อมูลของตัวชี้วัด {keys} จึงยังไม่มีคะแนนรวม", f"no total: indicators {keys} are missing")]


def _names(level: LevelDecision) -> set[str]:
    rule = level.rule
    return {name.casefold() for name in (rule.key, rule.name, rule.name_en)} if rule else set()
