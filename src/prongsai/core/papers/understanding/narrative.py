"""Measures written without a table: a heading per measure, then fields with labels ("ผู้รับผิดชอบ : …") and their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from prongsai.core.papers.blocks import Line, Place
from prongsai.core.papers.understanding.columns import Header
from prongsai.core.papers.understanding.labels import FIELDS, label_field
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.markers import D, match_marker
from prongsai.core.papers.understanding.prepare import TextLine
from prongsai.core.papers.understanding.rows import JoinedTable, TableRow, Value
from prongsai.core.papers.understanding.vocabulary import column_field

MEASURE = re.compile(rf"^\W{{0,4}}(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง)(?:ที่)?\s*[{D}]{{1,2}}\s*[.:)\-–]*\s*\S")
NUMBERED = re.compile(rf"^\W{{0,4}}[{D}]{{1,2}}\s*[.)]\s*\S")
INNER_LABEL = re.compile(r"(?:(?<=\s)|^)([^\s:：]{4,30})\s*[:：]")
CORE = frozenset(("steps", "units", "period", "outputs", "monitoring", "status"))
BARE_NUMBER = re.compile(rf"^\W{{0,4}}(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง)ที่\s*[{D}]{{1,2}}\s*[.:]?\s*$")
TITLED = re.compile(r"^\W{0,4}(?:ชื่อ)?(?:มาตรการ|กิจกรรม|โครงการ)(?:/(?:มาตรการ|กิจกรรม|โครงการ|แนวทาง))*\s*[:：]\s*")
GROUP = re.compile(rf"^\W{{0,4}}(?:ด้าน|มิติ|หมวด|ประเด็น|ยุทธศาสตร์|กลยุทธ์|ส่วน)ที่\s*[{D}]{{1,2}}\s")
LEAST = 2
END = re.compile(r"^\(?\s*(?:ลงชื่อ|ลงนาม|จึงเรียนมา|จึงขอ|จึงประกาศ|ประกาศ\s*ณ|ทั้งนี้|\(?(?:นาย|นาง|นางสาว|ว่าที่)[^()]{3,60}\)$)")


def read_narrative(lines: Sequence[TextLine], ledger: Ledger) -> JoinedTable | None:
    """The measures as a table of one row each, or None where fewer than two stand in the text.

    A measure begins at "มาตรการที่ ๑ …" or at a numbered line or heading that is followed by at least two labelled fields before the
    next one.
    """
    lines = _with_titles([piece for line in lines for piece in _at_labels(line)])
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


def _with_titles(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines where "มาตรการที่ ๑" alone on its line has taken the title from the next."""
    joined: list[TextLine] = []
    for line in lines:
        if joined and BARE_NUMBER.match(joined[-1].text) and label_field(line.text) is None and not BARE_NUMBER.match(line.text):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text.strip(' :')} {line.text}")
        else:
            joined.append(line)
    return joined


def _at_labels(line: TextLine) -> Iterator[TextLine]:
    """The line cut before each label in its middle: "ผู้รับผิดชอบ: กองคลัง   ระยะเวลา: ต.ค. 65" is two."""
    spots = [spot.start(1) for spot in INNER_LABEL.finditer(line.text) if _is_label(spot[1]) and ":" in line.text[: spot.start(1)]]
    edges = [0, *(spot for spot in spots if spot > 0), len(line.text)]
    for start, end in pairwise(edges):
        yield replace(line, text=line.text[start:end].strip(), columns=())


def _is_label(word: str) -> bool:
    match = column_field(word)
    return match is not None and match[1] == 100 and match[0] in FIELDS


def _starts(lines: Sequence[TextLine]) -> list[int]:
    fields = [label_field(line.text) for line in lines]
    if titled := _titled(lines, fields):
        return titled
    labelled = [field is not None for field in fields]
    for pattern in (MEASURE, NUMBERED):
        candidates = [i for i, line in enumerate(lines) if pattern.match(line.text) and not labelled[i] and len(line.text) < 400]
        found = [i for k, i in enumerate(candidates) if _has_fields(fields[i : [*candidates, len(lines)][k + 1]])]
        chosen = found if pattern is MEASURE else _in_sequence(lines, fields)
        if chosen:
            return chosen
    return []


def _titled(lines: Sequence[TextLine], fields: Sequence[tuple[str, str] | None]) -> list[int]:
    """Lines "มาตรการ : …" without numbers, of which each is followed by the fields of a measure."""
    starts = [i for i, line in enumerate(lines) if TITLED.match(line.text)]
    ends = [*starts[1:], len(lines)]
    return starts if len(starts) >= LEAST and all(_has_fields(fields[i:j]) for i, j in zip(starts, ends, strict=False)) else []


def _has_fields(fields: Sequence[tuple[str, str] | None]) -> bool:
    """Tell whether at least two different fields are labelled, one of them of the kind that only measures have."""
    found = {field[0] for field in fields if field is not None}
    return len(found) >= LEAST and bool(found & CORE)


def _in_sequence(lines: Sequence[TextLine], fields: Sequence[tuple[str, str] | None]) -> list[int]:
    """Numbered lines 1, 2, 3 … with markers of one form, each followed within three lines by the same field as the first of them."""
    best: list[int] = []
    for family in ("number", "paren", "bracket"):
        starts = _of_family(family, lines, fields)
        ends = [*starts[1:], len(lines)]
        if len(starts) > max(len(best), LEAST - 1) and all(_has_fields(fields[i:j]) for i, j in zip(starts, ends, strict=False)):
            best = starts
    return best


def _of_family(family: str, lines: Sequence[TextLine], fields: Sequence[tuple[str, str] | None]) -> list[int]:
    starts: list[int] = []
    first: str | None = None
    for i, line in enumerate(lines):
        marker = match_marker(line.text.strip(" *#")) if fields[i] is None else None
        following = next((field[0] for field in fields[i + 1 : i + 4] if field is not None), None)
        if marker is None or marker.family != family or marker.number != len(starts) + 1 or following is None:
            continue
        first = first or following
        if following == first:
            starts.append(i)
    return starts


def _row(lines: Sequence[TextLine], ledger: Ledger) -> TableRow:
    first = lines[0]
    collected: dict[str, list[Line]] = {"title": [Line(TITLED.sub("", first.text.strip(" *#")))]}
    places: dict[str, Place] = {"title": first.place}
    current = "title"
    ledger.take(first.place)
    for line in lines[1:]:
        if (
            END.match(line.text)
            or GROUP.match(line.text)
            or (line.level is not None and label_field(line.text) is None and current != "title")
        ):
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
