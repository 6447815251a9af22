"""Candidates on PostgreSQL: which conditions on entries use the GIN index of trigrams."""

from __future__ import annotations

import re

from prongsai.foundation.search.models import PLACES_PER_AGENCY
from prongsai.foundation.search.text_index import ENTRIES
from prongsai.foundation.search.wanted import Clause, Wanted

_BOTH = "(e.folded_title || E'\\n' || e.folded_body)"
# Three letters in a row: what pg_trgm makes trigrams of. A pattern without any would read the whole index.
_HAS_TRIGRAM = re.compile("[\\wัิ-ฺ็-๎]{3}")


def clause(agency_id: int, wanted: Wanted, *, in_title: bool) -> Clause:
    """Entries of an agency with one stretch of every group in title or body, in no order.

    The agency is asked for as the index has it, and in its type, or PostgreSQL would take another index and read all that it gives.
    """
    text = "e.folded_title" if in_title else _BOTH
    groups, parameters, has_indexed = [], [], False
    for group in wanted:
        is_indexed = all(_HAS_TRIGRAM.search(stretch) for stretch in group)
        has_indexed |= is_indexed
        groups.append("(" + " OR ".join(f"{text} LIKE %s" if is_indexed else f"strpos({text}, %s) > 0" for _stretch in group) + ")")
        parameters += [f"%{_escaped(stretch)}%" if is_indexed else stretch for stretch in group]
    condition = " AND ".join((f"e.id / {PLACES_PER_AGENCY} = %s::bigint", *groups))
    return Clause(f"{ENTRIES} e", condition, (agency_id, *parameters), "", has_indexed)


def _escaped(stretch: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", stretch)
