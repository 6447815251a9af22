"""Field names that stand before their value in running text: "ผู้รับผิดชอบ : กองคลัง", "ระยะเวลา ตุลาคม 2566"."""

from __future__ import annotations

import re
from functools import cache

from prongsai.core.papers.understanding.markers import D, match_marker
from prongsai.core.papers.understanding.vocabulary import column_field, load

LABEL = re.compile(rf"^\s*(?:[-•●▪*]\s*|[{D}]{{1,2}}(?:\.[{D}]{{1,2}})?(?:[.)]\s*|\s+))?([^:：]{{2,45}}?)\s*[:：]\s*(.*)$")
BARE_LABEL = re.compile(rf"^\s*(?:[-•●▪*]\s*|[{D}]{{1,2}}(?:\.[{D}]{{1,2}})?(?:[.)]\s*|\s+))?(.{{2,45}}?)\s*$")
FIELDS = frozenset(
    [
        "steps",
        "units",
        "period",
        "monitoring",
        "outputs",
        "outcomes",
        "suggestions",
        "obstacles",
        "status",
        "budget",
        "evidence",
        "target",
        "indicators",
        "note",
    ]
)
LEAST_LABEL = 7
LEAST_MARKED = 5


def label_field(text: str) -> tuple[str, str] | None:
    """Field and rest of a labelled line: "ผู้รับผิดชอบ : กองคลัง" → units, "กองคลัง"; a label alone on its line has an empty rest."""
    found = LABEL.match(text)
    if found:
        match = column_field(re.sub(r"[*#]", "", found[1]))
        if match is not None and match[0] in FIELDS:
            return match[0], found[2].strip(" *")
        return None
    alone = BARE_LABEL.match(text)
    match = column_field(re.sub(r"[*#]", "", alone[1])) if alone else None
    if match is not None and match[0] in FIELDS and match[1] >= 95:
        return match[0], ""
    return _spaced_label(text.strip(" \t*#"))


def _spaced_label(text: str) -> tuple[str, str] | None:
    """A field name word for word, white space, and its value: "ระยะเวลา ตุลาคม 2566 - กันยายน 2567".

    Names of fewer than seven letters count only behind a marker ("๑.๕ สถานะ แล้วเสร็จ").
    """
    marker = match_marker(text)
    least = LEAST_LABEL if marker is None else LEAST_MARKED
    text = text if marker is None else text[marker.end :]
    for wording, field in _labels():
        if len(wording) >= least and text.startswith(wording) and re.match(r"\s+\S", text[len(wording) :]):
            return field, text[len(wording) :].strip()
    return None


@cache
def _labels() -> tuple[tuple[str, str], ...]:
    """Wordings of the fields that a measure in running text has, longest first."""
    found = [(wording, field) for field, wordings in load()["columns"].items() if field in FIELDS for wording in wordings]
    return tuple(sorted((pair for pair in found if len(pair[0]) >= LEAST_MARKED), key=lambda pair: -len(pair[0])))
