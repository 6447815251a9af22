"""What each measure of an earlier year would be in a later one, and whether it is proposed. Plain values in, plain values out.

A measure that is not completed is proposed; a completed one may be taken, for much of this work is done every year. Nothing is proposed
twice: what was carried before, or stands in the later year under the same title or catalogue entry, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from django.utils.translation import gettext as _

from prongsai.core.ita.mapping import mapping_from
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.programme.plans.another_year import later_years, moved, title_for
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.queries.rows import MeasureRow

There = Literal["", "carried", "withdrawn", "same"]
"""How a measure stands in the later year: not at all, carried, carried and withdrawn again, or another like it."""
_YEAR = re.compile(r"25[0-9]{2}")
Timed = TypeVar("Timed", MeasureDraft, StepDraft)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the later year already: carried measures by origin (pk, whether withdrawn), others by title and catalogue entry."""

    carried: Mapping[int, tuple[int, bool]]
    titles: Mapping[str, int]
    catalogue: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One measure of the earlier year. `whole` has all its steps, `rest` only those that are not completed (None where that is no choice).

    `there_id` is the measure of the later year that `there` speaks of. `notes` say what to look at, in sentences.
    """

    row: MeasureRow
    whole: MeasureDraft
    rest: MeasureDraft | None
    there: There
    there_id: int | None
    notes: tuple[str, ...]

    @property
    def is_proposed(self) -> bool:
        """Whether it is ticked before the person decides."""
        return not self.there and not self.row.reading.is_completed


@dataclass(frozen=True, slots=True)
class Passage:
    """How numbers of indicators go from one fiscal year to a later one. `is_known` and `is_verified` are those of all mappings between."""

    after: Callable[[int], tuple[int, ...]]
    is_known: bool
    is_verified: bool


def passage(from_year: int, to_year: int) -> Passage:
    """The way of indicators over the years between; numbers stay as they are from the first year on that nobody has mapped."""
    mappings = []
    for year in range(from_year, to_year):
        found = mapping_from(year)
        if found is None:
            break
        mappings.append(found)

    def after(number: int) -> tuple[int, ...]:
        keys = [str(number)]
        for mapping in mappings:
            keys = list(dict.fromkeys(later for key in keys for later in mapping.after(key)))
        return tuple(int(key) for key in keys)

    verified = all(step.verified for mapping in mappings for step in mapping.indicators)
    return Passage(after, len(mappings) == to_year - from_year, verified)


def proposal(
    row: MeasureRow, draft: MeasureDraft, *, years: tuple[int, int], way: Passage, closed_units: Mapping[int, str], standing: Standing
) -> Proposal:
    """What a measure (row and draft of the earlier year) would be in the later one. `years` are the earlier and the later fiscal year."""
    whole = carried_draft(draft, years=years, way=way, closed_units=frozenset(closed_units))
    done = {step.pk for step in row.steps if step.reading.is_completed}
    open_steps = tuple(step for step in draft.steps if step.step_id not in done)
    rest = None
    if 0 < len(open_steps) < len(draft.steps):
        rest = carried_draft(replace(draft, steps=open_steps), years=years, way=way, closed_units=frozenset(closed_units))
    there, there_id = _there(row, whole, standing)
    return Proposal(row, whole, rest, there, there_id, tuple(_notes(draft, whole, years, way, closed_units)))


def carried_draft(draft: MeasureDraft, *, years: tuple[int, int], way: Passage, closed_units: frozenset[int]) -> MeasureDraft:
    """The measure as a new one of the later year: days and the year in its words moved, indicators mapped, closed units left out."""
    earlier, later = years

    def words(text: str) -> str:
        return title_for(text, earlier, later)

    def times(part: Timed) -> Timed:
        """Periods and monitoring that are told in words: all their years move, for a fiscal year has two."""
        monitoring = tuple(replace(entry, as_written=later_years(entry.as_written, later - earlier)) for entry in part.monitoring)
        return replace(part, period_as_written=later_years(part.period_as_written, later - earlier), monitoring=monitoring)

    def step(one: StepDraft) -> StepDraft:
        units = tuple(unit for unit in one.unit_ids if unit not in closed_units)
        return replace(times(one), step_id=None, text=words(one.text), details=words(one.details), unit_ids=units)

    later_draft = moved(draft, later - earlier)
    return replace(
        times(later_draft),
        title=words(draft.title),
        steps=tuple(step(one) for one in later_draft.steps),
        unit_ids=tuple(unit for unit in draft.unit_ids if unit not in closed_units),
        indicators=tuple(sorted({after for number in draft.indicators for after in way.after(number)})),
        answers=(),
    )


def title_key(title: str) -> str:
    """A title for comparing: no years, no spaces, Arabic digits."""
    return "".join(_YEAR.sub("", to_arabic_digits(title)).split()).casefold()


def _there(row: MeasureRow, whole: MeasureDraft, standing: Standing) -> tuple[There, int | None]:
    if row.pk in standing.carried:
        pk, is_withdrawn = standing.carried[row.pk]
        return ("withdrawn" if is_withdrawn else "carried"), pk
    same = standing.catalogue.get(whole.catalogue_key) if whole.catalogue_key else None
    same = same or standing.titles.get(title_key(whole.title))
    return ("same", same) if same else ("", None)


def _notes(
    draft: MeasureDraft, whole: MeasureDraft, years: tuple[int, int], way: Passage, closed_units: Mapping[int, str]
) -> Iterator[str]:
    parts: tuple[MeasureDraft | StepDraft, ...] = (draft, *draft.steps)
    closed = [closed_units[unit] for part in parts for unit in part.unit_ids if unit in closed_units]
    if closed:
        yield _("%(units)s ปิดไปแล้ว เลือกผู้รับผิดชอบใหม่หลังยกมา") % {"units": ", ".join(dict.fromkeys(closed))}
    changed = [number for number in draft.indicators if way.after(number) != (number,)]
    for number in changed:
        after = ", ".join(map(str, way.after(number)))
        if after:
            yield _("ตัวชี้วัดที่ %(number)s ของปี %(earlier)s คือ %(after)s ในปี %(later)s") % {
                "number": number, "after": after, "earlier": years[0], "later": years[1],
            }  # fmt: skip
        else:
            yield _("ตัวชี้วัดที่ %(number)s ไม่มีในปี %(later)s แล้ว") % {"number": number, "later": years[1]}
    text = "\n".join((whole.title, *(f"{step.text}\n{step.details}" for step in whole.steps), *_in_words((whole, *whole.steps))))
    others = sorted({year for year in _YEAR.findall(to_arabic_digits(text)) if int(year) != years[1]})
    if others:
        yield _("ข้อความยังมีปี %(years)s ตรวจว่ายังถูกต้อง") % {"years": ", ".join(others)}
    if _in_words((whole, *whole.steps)):
        yield _("ระยะเวลาหรือวันรายงานเป็นข้อความ ระบบเลื่อนปีในข้อความให้แล้ว ตรวจว่าถูกต้อง")
    if not any(part.starts_on or part.ends_on or part.monitoring for part in parts):
        yield _("ยังไม่มีวัน ระบบจึงเตือนใครไม่ได้ ใส่วันหลังยกมา")


def _in_words(parts: tuple[MeasureDraft | StepDraft, ...]) -> list[str]:
    """What is told of times in words only."""
    said = (text for part in parts for text in (part.period_as_written, *(entry.as_written for entry in part.monitoring)))
    return [text for text in said if text.strip()]
