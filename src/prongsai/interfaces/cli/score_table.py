"""Scores as the command shows them: a CSV table for programs, a page of text for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from prongsai.core.ita.comparing import standings
from prongsai.core.ita.explaining import explain_level, explain_score
from prongsai.core.ita.model import TOTAL
from prongsai.interfaces.cli.scoring import Scored

_BEFORE = ("agency", "fiscal_year")
_AFTER = ("given_total", "difference", "given_grade", "is_verified", "notes")
_INDENT = {"total": "  ", "instrument": "  ", "indicator": "    "}


def to_csv(rows: Sequence[Scored]) -> bytes:
    """The rows as CSV in UTF-8: agency, fiscal_year, i1 …, total, grade, source, the instruments, then how they compare with the file.

    `total` is computed, `grade` the level by the rules; what is not known is empty. Points have all their published decimals.
    `is_verified` ("true", "false"): whether every fact of the year's framework is.
    """
    indicators = _in_order(entry.key for row in rows for entry in row.framework.indicators)
    instruments = _in_order(entry.code for row in rows for entry in row.framework.instruments)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*_BEFORE, *(f"i{key}" for key in indicators), "total", "grade", "source", *instruments, *_AFTER])
    for row in rows:
        writer.writerow(
            [
                row.entry.agency,
                row.entry.fiscal_year,
                *(_text(row.card.points(key)) for key in indicators),
                _text(row.card.points(TOTAL)),
                row.level.rule.name if row.level.rule else "",
                row.entry.source,
                *(_text(row.card.points(code)) for code in instruments),
                _text(row.entry.given_total),
                _text(row.difference),
                row.entry.given_level,
                "true" if row.framework.is_verified else "false",
                " / ".join(note.thai for note in row.notes),
            ]
        )
    return buffer.getvalue().encode("utf-8", "backslashreplace")


def to_text(row: Scored, *, explain: bool) -> Iterator[str]:
    """The lines about an agency: level with its reason, every instrument and indicator, notes; with `explain` the reason of each number."""
    yield row.name
    for sentence in (explain_level(row.framework, row.level), *row.notes):
        yield f"  {sentence.thai}"
        yield f"  {sentence.english}"
    if row.entry.given_total is not None:
        yield f"  ตามไฟล์ · given {row.entry.given_total}  ต่าง · difference {_text(row.difference) or '–'}"
    for entry in standings(row.framework, row.card):
        label = "รวม" if entry.kind == "total" else entry.key
        english = f" · {entry.name_en}" if entry.name_en else ""
        gap = f"  ขาดอีก {entry.gap} จึงถึง {row.framework.pass_mark.value}" if entry.gap else ""
        yield f"{_INDENT[entry.kind]}{label:<4} {_text(entry.points) or '–':>6}  {entry.name}{english}{gap}"
        if explain:
            reason = explain_score(row.framework, row.card, entry.key)
            yield f"{_INDENT[entry.kind]}            {reason.thai}"
            yield f"{_INDENT[entry.kind]}            {reason.english}"
    if explain:
        yield from _below(row)


def _below(row: Scored) -> Iterator[str]:
    """Sub-indicators and items that are known, each with its reason."""
    for indicator in row.framework.indicators:
        keys = [*(sub.number for sub in indicator.sub_indicators), *(item.code for item in indicator.all_items)]
        for key in keys:
            if row.card.scores[key].value is not None:
                reason = explain_score(row.framework, row.card, key)
                yield f"      {key:<5} {_text(row.card.points(key)):>6}  {reason.thai} · {reason.english}"


def _in_order(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
