"""Measures written without a table: a heading per measure, then fields with labels ("ผู้รับผิดชอบ : …") and their lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prongsai.core.papers.blocks import Line, Place
from prongsai.core.papers.understanding.columns import Header
from prongsai.core.papers.understanding.grouping import split_number
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.tables import JoinedTable, TableRow, Value
from prongsai.core.papers.understanding.vocabulary import column_field

LABEL = re.compile(rf"^\s*(?:[-•●▪*]\s*|[{D}]{{1,2}}(?:\.[{D}]{{1,2}})?[.)]\s*)?([^:：]{{2,45}}?)\s*[:：]\s*(.*)$")
BARE_LABEL = re.compile(rf"^\s*(?:[-•●▪*]\s*|[{D}]{{1,2}}(?:\.[{D}]{{1,2}})?[.)]\s*)?(.{{2,45}}?)\s*$")
MEASURE = re.compile(rf"^\W{{0,4}}(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง)(?:ที่)?\s*[{D}]{{1,2}}\s*[.:)\-–]*\s*\S")
NUMBERED = re.compile(rf"^\W{{0,4}}[{D}]{{1,2}}\s*[.)]\s*\S")
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
LEAST = 2
END = re.compile(r"^\(?\s*(?:ลงชื่อ|ลงนาม|จึงเรียนมา|จึงขอ)")


def read_narrative(lines: Sequence[TextLine], ledger: Ledger) -> JoinedTable | None:
    """The measures as a table of one row each, or None where fewer than two stand in the text.

    A measure begins at "มาตรการที่ ๑ …" or at a numbered line or heading that is followed by at least two labelled fields before the
    next one.
    """
    starts = _starts(lines)
    if not starts:
        return None
    names: list[str] = ["number", "title"]
    rows: list[TableRow] = []
    for k, start in enumerate(starts):
        until = starts[k + 1] if k + 1 < len(starts) else len(lines)
        row = _row(lines[start:until], ledger)
        names.extend(name for name in row.values if name not in names)
        rows.append(row)
    header = Header(dict(enumerate(names)), tuple(names), 0)
    return JoinedTable("measures", header, rows)


def label_field(text: str) -> tuple[str, str] | None:
    """Field and rest of a labelled line: "ผู้รับผิดชอบ : กองคลัง" → units, "กองคลัง"; a label alone on its line has an empty rest."""
    found = LABEL.match(text)
    if found:
        match = column_field(re.sub(r"[*#]", "", found[1]))
        if match is not None and match[0] in FIELDS and match[1] >= 80:
            return match[0], found[2].strip(" *")
        return None
    alone = BARE_LABEL.match(text)
    match = column_field(re.sub(r"[*#]", "", alone[1])) if alone else None
    return (match[0], "") if match is not None and match[0] in FIELDS and match[1] >= 95 else None


def _starts(lines: Sequence[TextLine]) -> list[int]:
    labelled = [label_field(line.text) is not None for line in lines]
    for pattern in (MEASURE, NUMBERED):
        candidates = [i for i, line in enumerate(lines) if pattern.match(line.text) and not labelled[i] and len(line.text) < 400]
        found = [i for k, i in enumerate(candidates) if sum(labelled[i : [*candidates, len(lines)][k + 1]]) >= LEAST]
        chosen = found if pattern is MEASURE else _in_sequence(lines, labelled)
        if chosen:
            return chosen
    return []


def _in_sequence(lines: Sequence[TextLine], labelled: Sequence[bool]) -> list[int]:
    """Numbered lines 1, 2, 3 … of which each is followed by a labelled field within three lines."""
    starts: list[int] = []
    for i, line in enumerate(lines):
        if not NUMBERED.match(line.text) or labelled[i]:
            continue
        number = split_number(line.text.strip(" *#"))[0]
        if number == str(len(starts) + 1) and any(labelled[i + 1 : i + 4]):
            starts.append(i)
    return starts if len(starts) >= LEAST else []


def _row(lines: Sequence[TextLine], ledger: Ledger) -> TableRow:
    first = lines[0]
    collected: dict[str, list[Line]] = {"title": [Line(first.text.strip(" *#"))]}
    places: dict[str, Place] = {"title": first.place}
    current = "title"
    ledger.take(first.place)
    for line in lines[1:]:
        if END.match(line.text) or (line.level is not None and label_field(line.text) is None and current != "title"):
            break
        labelled = label_field(line.text)
        if labelled is not None and (labelled[0] not in collected or labelled[0] == current):
            current = labelled[0]
            collected.setdefault(current, [])
            places.setdefault(current, line.place)
            if labelled[1]:
                collected[current].append(Line(labelled[1], True, line.indent))
        elif labelled is None:
            if current == "title":
                current = "steps"
                collected.setdefault(current, [])
                places.setdefault(current, line.place)
            collected[current].append(Line(line.text, True, line.indent))
        ledger.take(line.place)
    values = {name: Value(tuple(found), places[name]) for name, found in collected.items()}
    return TableRow(values, first.place, 0)
