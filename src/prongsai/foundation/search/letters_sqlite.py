"""Candidates on SQLite: which conditions on entries use the FTS5 index of trigrams."""

from __future__ import annotations

from prongsai.foundation.search.models import PLACES_PER_AGENCY
from prongsai.foundation.search.terms import SHORTEST_INDEXED
from prongsai.foundation.search.text_index import ENTRIES, LETTERS
from prongsai.foundation.search.wanted import Clause, Wanted


def clause(agency_id: int, wanted: Wanted, *, in_title: bool) -> Clause:
    """Entries of an agency with one stretch of every group in title or body, newest first.

    The index gives those that have the trigrams of a stretch; that they stand together is read from the entry.
    """
    condition, parameters = _reading(wanted, in_title=in_title)
    first, last = agency_id * PLACES_PER_AGENCY, (agency_id + 1) * PLACES_PER_AGENCY - 1
    match = _match(wanted)
    if not match:
        return Clause(f"{ENTRIES} e", f"e.id BETWEEN %s AND %s AND {condition}", (first, last, *parameters), "ORDER BY e.id DESC", False)
    if in_title:
        match = f"folded_title : ({match})"
    return Clause(
        f"{LETTERS} CROSS JOIN {ENTRIES} e ON e.id = {LETTERS}.rowid",
        f"{LETTERS} MATCH %s AND {LETTERS}.rowid BETWEEN %s AND %s AND {condition}",
        (match, first, last, *parameters),
        f"ORDER BY {LETTERS}.rowid DESC",
        is_indexed=True,
    )


def _match(wanted: Wanted) -> str:
    """The question to FTS5; groups with a stretch that is too short for it are left to the reading."""
    asked = [group for group in wanted if all(len(stretch) >= SHORTEST_INDEXED for stretch in group)]
    return " AND ".join("(" + " OR ".join(f"({_trigrams(stretch)})" for stretch in group) + ")" for group in asked)


def _trigrams(stretch: str) -> str:
    """Trigrams that cover a stretch, as few as do; all of them would only cost."""
    last = len(stretch) - SHORTEST_INDEXED
    starts = dict.fromkeys((*range(0, last, SHORTEST_INDEXED), last))
    return " AND ".join('"' + stretch[start : start + SHORTEST_INDEXED].replace('"', '""') + '"' for start in starts)


def _reading(wanted: Wanted, *, in_title: bool) -> tuple[str, list[str]]:
    columns = ("e.folded_title",) if in_title else ("e.folded_title", "e.folded_body")
    groups, parameters = [], []
    for group in wanted:
        groups.append("(" + " OR ".join(f"instr({column}, %s) > 0" for _stretch in group for column in columns) + ")")
        parameters += [stretch for stretch in group for _column in columns]
    return " AND ".join(groups), parameters
