"""The whole way from blocks to a paper: calls the stages one after the other and puts their values together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from prongsai.core.papers.blocks import Source, Table
from prongsai.core.papers.model import DocumentInfo, Measure, Organisation, Paper, PaperWarning, Unread, ValuePlace
from prongsai.core.papers.understanding.action_plan import read_action_plan
from prongsai.core.papers.understanding.approvals import read_approvals
from prongsai.core.papers.understanding.checks import check_paper, doubt_organisation
from prongsai.core.papers.understanding.contents import lost_contents, without_contents
from prongsai.core.papers.understanding.doubts import settle_doubts
from prongsai.core.papers.understanding.grouping import group_rows
from prongsai.core.papers.understanding.joining import join_measures
from prongsai.core.papers.understanding.kinds import classify, find_title, is_action_plan
from prongsai.core.papers.understanding.ledger import Ledger
from prongsai.core.papers.understanding.measures import build_measure
from prongsai.core.papers.understanding.memo import read_memo
from prongsai.core.papers.understanding.merging import spread_merged
from prongsai.core.papers.understanding.narrative import read_narrative
from prongsai.core.papers.understanding.prepare import Flow, TextLine, prepare
from prongsai.core.papers.understanding.project_tables import holds_projects, read_project_tables
from prongsai.core.papers.understanding.prose import read_prose
from prongsai.core.papers.understanding.rows import JoinedTable
from prongsai.core.papers.understanding.scores import read_assessment
from prongsai.core.papers.understanding.stacked import read_stacked
from prongsai.core.papers.understanding.tables import join_tables
from prongsai.core.papers.understanding.unread import list_unread
from prongsai.core.papers.understanding.years import find_fiscal_year, years_of_plan
from prongsai.core.thai.calendar import find_fiscal_years
from prongsai.core.thai.government import read_organisation
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.core.thai.repair import squash

WIDEST_TEXT = 3
MEASURE_PATH = re.compile(r"^measures\[(\d+)\]")
ADDRESS = re.compile(r"^(?:อำเภอ|อ\.)\s?\S+\s+(?:จังหวัด|จ\.)\s?\S+$")


def understand(source: Source) -> Paper:
    """Read the blocks of a file as a paper. Never raises: what cannot be read is a warning or stands in `unread`."""
    whole = prepare(source)
    flow = without_contents(whole)
    ledger = Ledger(warnings=[PaperWarning(str(notice.place), notice.code, notice.message) for notice in source.notices])
    tables, unknown = join_tables(flow, ledger)
    lines = flow.text_lines()
    memo = read_memo(lines, ledger)
    title, title_lines = find_title(lines, memo.memo.subject if memo else None)
    for line in title_lines:
        ledger.home("document.title", line.place)
    if title_lines:
        ledger.value("document.title", title_lines[0].place)
    organisation = _organisation(flow, ledger)
    year, years = find_fiscal_year(title, lines, memo.date_as_written if memo else None)
    _note_year(year, lines, ledger)
    plan = read_action_plan(_with_tables(flow, unknown, by_row=True), year, ledger)
    if plan is None and is_action_plan(title):
        plan = read_project_tables([table for table in tables if holds_projects(table)], lines, year, ledger)
    if plan is not None and not find_fiscal_years(title or "") and (found := years_of_plan(plan)):
        year, years = found[0], found
    measures = () if plan is not None else _measures(tables, flow, year, ledger)
    ita = read_assessment(lines, tables, year, ledger)
    approvals = read_approvals(_with_tables(flow, unknown), ledger)
    kind = classify(
        lines,
        is_memo=memo is not None,
        has_projects=plan is not None,
        has_measures=bool(measures),
        has_results=any(measure.outputs or measure.outputs_lead or measure.status for measure in measures),
        has_scores=ita is not None,
    )
    contains = ("ita_analysis",) if ita is not None and ita.indicators and kind != "ita_analysis" else ()
    document = DocumentInfo(
        type=kind,
        title=title,
        date=memo.date if memo else None,
        date_as_written=memo.date_as_written if memo else None,
        memo=memo.memo if memo else None,
        contains=contains,
        preface=() if memo else read_prose(flow.items, "preface", ledger),
        background=() if memo or plan else read_prose(flow.items, "background", ledger),
        exceptions=read_prose(flow.items, "exceptions", ledger),
    )
    check_paper(document, organisation, year, measures, plan, ledger)
    paper = Paper(document, organisation, year, years, measures, ita, approvals, plan)
    lost = (Unread(str(line.place), line.text) for line in lost_contents(whole, flow))
    unread = (*list_unread(flow, ledger, paper), *lost)
    return replace(paper, warnings=settle_doubts(paper, source.notices, ledger), unread=unread, places=tuple(ledger.places))


def _measures(tables: Sequence[JoinedTable], flow: Flow, year: int | None, ledger: Ledger) -> tuple[Measure, ...]:
    """Measures of all measures tables, joined; where there is none, those of the running text."""
    chosen = [table for table in tables if table.kind == "measures"]
    written = None if chosen else read_stacked(flow.all_lines(), ledger) or read_narrative(flow.text_lines(), ledger)
    chosen = [written] if written is not None else chosen
    found: list[list[Measure]] = []
    count = 0
    for table in chosen:
        spread_merged(table, ledger)
        drafts, orphans = group_rows(table)
        for row in orphans:
            words = " ".join(" ".join(value.text.split()) for value in row.values.values() if value.lines)
            ledger.warn(row.place, "row_without_measure", "แถวนี้อยู่ก่อนมาตรการแรก จึงไม่ทราบว่าเป็นของมาตรการใด", as_read=words)
        measures = [
            build_measure(draft, draft.number or str(k), f"measures[{count + k - 1}]", year, ledger)
            for k, draft in enumerate(drafts, start=1)
        ]
        count += len(measures)
        found.append(measures)
    joined, went = join_measures(found, ledger)
    ledger.move(lambda path: MEASURE_PATH.sub(lambda number: f"measures[{went[int(number[1])]}]", path))
    return _renumbered(joined)


def _renumbered(measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Running numbers where the printed ones repeat over several tables without numbers of their own."""
    numbers = [measure.number for measure in measures]
    if len(set(numbers)) == len(numbers):
        return measures
    return tuple(replace(measure, number=str(k)) for k, measure in enumerate(measures, start=1))


def _organisation(flow: Flow, ledger: Ledger) -> Organisation:
    texts = [text for item in flow.items for text in _texts(item)]
    reading = read_organisation(texts)
    doubt_organisation(reading, ledger)
    _note_organisation(flow, reading.name_as_written or reading.name, ledger)
    return Organisation(
        reading.name, reading.name_as_written, reading.short_name, reading.type, reading.district, reading.province, tuple(reading.variants)
    )


def _note_year(year: int | None, lines: Sequence[TextLine], ledger: Ledger) -> None:
    """Where the fiscal year stood first; short lines that hold it are taken."""
    holders = [line for line in lines if year is not None and str(year) in to_arabic_digits(line.text)]
    if holders:
        ledger.places.append(ValuePlace("fiscal_year", str(holders[0].place)))
    ledger.take_all(line.place for line in holders if len(line.text) < 60)


def _note_organisation(flow: Flow, name: str | None, ledger: Ledger) -> None:
    """Where the name stood first; lines that hold it and nothing but places beside it are taken."""
    wanted = squash(name) if name else None
    holders = [line for line in flow.text_lines() if wanted and wanted in squash(line.text)]
    if holders:
        ledger.places.append(ValuePlace("organisation.name", str(holders[0].place)))
    ledger.take_all(line.place for line in holders if len(line.text) < 120)
    ledger.take_all(line.place for line in flow.text_lines() if ADDRESS.match(line.text))


def _texts(item: TextLine | Table) -> list[str]:
    if isinstance(item, TextLine):
        return [item.text]
    return [line.text for row in item.rows for cell in row if cell is not None for line in cell.lines]


def _with_tables(flow: Flow, unknown: Sequence[Table], *, by_row: bool = False) -> list[TextLine]:
    """Text lines with those of unexplained tables at their place: column by column (signatures stand side by side), or row by row.

    Row by row, tables of more than three columns are left out: they are lists of their own, not text that tabs made into a table.
    """
    found: list[TextLine] = []
    for item in flow.items:
        if isinstance(item, TextLine):
            found.extend([] if item.is_number else [item])
        elif any(item is table for table in unknown) and not (by_row and item.width > WIDEST_TEXT):
            rows = item.rows if by_row else tuple(zip(*item.rows, strict=True))
            cells = [cell for row in rows for cell in row if cell is not None]
            found.extend(TextLine(line.text, cell.place, indent=line.indent) for cell in cells for line in cell.lines)
    return found
