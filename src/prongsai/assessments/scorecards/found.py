"""What was read in a file of scores: entries by agency and year, with doubts; as JSON and back, and which of them are the agency's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from prongsai.core.ita.scoring import Tally
from prongsai.core.thai.controls import without_controls

_LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class FoundScores:
    """Scores of one agency ("" where the file names none) and fiscal year, as read.

    `printed_total` and `printed_level` are as the file has them. `line` is where they begin in a table, 0 for a paper. `doubts` are
    sentences (Thai, English) about what the person should look at.
    """

    agency: str
    fiscal_year: int
    points: Mapping[str, Decimal]
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    printed_total: Decimal | None = None
    printed_level: str = ""
    source: str = ""
    line: int = 0
    doubts: tuple[tuple[str, str], ...] = ()


def found_to_json(entries: Iterable[FoundScores]) -> list[dict[str, Any]]:
    """Entries as JSON; texts lose signs that no database keeps."""
    return [
        {
            "agency": _text(entry.agency),
            "fiscal_year": entry.fiscal_year,
            "points": {key: str(value) for key, value in entry.points.items()},
            "tallies": {code: _counts(tally) for code, tally in entry.tallies.items()},
            "printed_total": None if entry.printed_total is None else str(entry.printed_total),
            "printed_level": _text(entry.printed_level),
            "source": _text(entry.source),
            "line": entry.line,
            "doubts": [[_text(thai), _text(english)] for thai, english in entry.doubts],
        }
        for entry in entries
    ]


def found_from_json(raw: Iterable[Mapping[str, Any]]) -> list[FoundScores]:
    """Entries from what `found_to_json` wrote."""
    return [
        FoundScores(
            entry["agency"],
            entry["fiscal_year"],
            {key: Decimal(value) for key, value in entry["points"].items()},
            {code: _tally(counts) for code, counts in entry["tallies"].items()},
            None if entry["printed_total"] is None else Decimal(entry["printed_total"]),
            entry["printed_level"],
            entry["source"],
            entry["line"],
            tuple((thai, english) for thai, english in entry["doubts"]),
        )
        for entry in raw
    ]


_PLACE = re.compile(r"อำเภอ|อ\.|จังหวัด|จ\.|\(|,")


def own_entries(entries: Sequence[FoundScores], names: Iterable[str]) -> list[int]:
    """The places of the entries that are the agency's: those that carry one of its names or none; all where the file knows one agency only.

    Empty where several agencies stand in the file and none of them is this one.
    """
    names = tuple(names)
    own = [index for index, entry in enumerate(entries) if is_named(entry, names)]
    if own or len({_plain(entry.agency) for entry in entries}) > 1:
        return own
    return list(range(len(entries)))


def is_named(entry: FoundScores, names: Iterable[str]) -> bool:
    """Whether an entry carries a name of the agency, or none at all."""
    return not entry.agency or any(_is_same(_plain(entry.agency), _plain(name)) for name in names if name)


def _is_same(written: str, name: str) -> bool:
    """Whether a name is written, alone or with the place after it: "…สวนมะลิ อ.ธารคำใส" is, "…สวนมะลิเหนือ" is another agency."""
    return written.startswith(name) and (len(written) == len(name) or _PLACE.match(written, len(name)) is not None)


def tallies_to_json(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    """Counted answers as JSON: item code → rows answered → [sum of points "n/d", respondents]."""
    return {code: _counts(tally) for code, tally in tallies.items()}


def tallies_from_json(raw: Mapping[str, Any]) -> dict[str, Tally]:
    """Counted answers from what `tallies_to_json` wrote."""
    return {code: _tally(counts) for code, counts in raw.items()}


def _plain(name: str) -> str:
    return "".join(name.split())


def _text(value: str) -> str:
    return without_controls(value).encode("utf-8", "replace").decode()[:_LONGEST_TEXT]


def _counts(tally: Tally) -> dict[str, list[object]]:
    points = {rows: f"{value.numerator}/{value.denominator}" for rows, value in tally.points.items()}
    return {str(rows): [points[rows], tally.respondents[rows]] for rows in tally.points}


def _tally(counts: Mapping[str, Sequence[Any]]) -> Tally:
    return Tally(
        {int(rows): Fraction(str(points)) for rows, (points, _) in counts.items()}, {int(rows): int(n) for rows, (_, n) in counts.items()}
    )
