"""Measures that a paper tells in two tables (plan, then status or results) → one list of measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from prongsai.core.papers.model import Candidate, Measure, StepRow
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.vocabulary import bare

LIKENESS = 80.0
KEPT = ("number", "title")


def join_measures(tables: Sequence[Sequence[Measure]], ledger: Ledger) -> tuple[tuple[Measure, ...], tuple[int, ...]]:
    """Join the measures of all tables: a later measure with the title of an earlier one fills what that one lacks; others are appended.

    The wording of the first table stays. Where steps differ, the first are kept and the ledger says so, under the number that the measure
    had before. Returned as well: where each measure went, in the order of the tables.
    """
    joined: list[Measure] = []
    titles: list[str] = []
    went: list[int] = []
    for measures in tables:
        used: set[int] = set()
        is_same = _matches(titles, measures) * 2 >= len(measures) if joined and measures else False
        for k, measure in enumerate(measures):
            at = _find(titles, bare(measure.title), used, k) if is_same else None
            if at is None:
                joined.append(measure)
                titles.append(bare(measure.title))
                went.append(len(joined) - 1)
            else:
                used.add(at)
                joined[at] = _fill(joined[at], measure, f"measures[{went.index(at)}]", ledger)
                went.append(at)
    return tuple(joined), tuple(went)


def _matches(titles: Sequence[str], measures: Sequence[Measure]) -> int:
    from rapidfuzz import fuzz, process

    return sum(
        process.extractOne(bare(measure.title), titles, scorer=fuzz.ratio, score_cutoff=LIKENESS) is not None for measure in measures
    )


def _find(titles: Sequence[str], title: str, used: set[int], position: int) -> int | None:
    """The unused measure with the likest title, the nearest of several."""
    from rapidfuzz import fuzz, process

    found = process.extract(title, titles, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=None)
    scored = [(score, -abs(at - position), at) for _, score, at in found if at not in used]
    return max(scored)[2] if scored else None


def _fill_row(row: StepRow, others: Sequence[StepRow]) -> StepRow:
    """A sub-step with what the row of the same label in the later table adds."""
    other = next((other for other in others if other.label == row.label), None)
    if other is None:
        return row
    changes = {field.name: getattr(other, field.name) for field in fields(StepRow) if getattr(row, field.name) in (None, ())}
    return replace(row, **changes)


def _fill(first: Measure, second: Measure, path: str, ledger: Ledger) -> Measure:
    changes: dict[str, object] = {}
    for field in fields(Measure):
        if field.name in KEPT:
            continue
        mine, other = getattr(first, field.name), getattr(second, field.name)
        if mine in (None, ()) and other not in (None, ()):
            changes[field.name] = other
    if first.rows and second.rows:
        changes["rows"] = tuple(_fill_row(row, second.rows) for row in first.rows)
    if "steps" not in changes:
        changes.pop("step_labels", None)
        if first.steps and second.steps and bare("".join(first.steps)) != bare("".join(second.steps)):
            ledger.warn(
                f"มาตรการ {first.number}",
                "wording_differs",
                f"ขั้นตอนของมาตรการ “{first.title}” ในสองตารางเขียนต่างกัน จึงใช้ถ้อยคำของตารางแรก",
                paths=(f"{path}.steps",),
                as_read="\n".join(first.steps),
                candidates=(Candidate("\n".join(first.steps), "ตามตารางแรก"), Candidate("\n".join(second.steps), "ตามตารางหลัง")),
            )
    return replace(first, **changes)  # type: ignore[arg-type]
