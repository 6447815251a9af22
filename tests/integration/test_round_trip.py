"""What is written is read back as the same paper, from what is visible; what a file carries as data is taken only where it agrees."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.integration.paper_differences import differences

from prongsai.core.papers.model import Assessment, Measure, Paper, TopicAnalysis
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_from_json, paper_to_json
from prongsai.core.papers.writers.writing import Digits, Kind, default_layout, write_paper

LABELS = Path(__file__).parents[1] / "data" / "samples"
PAPERS = ("plan", "status-memo", "result-report", "outcome-report", "action-plan", "ita-analysis", "measures")
OWN_LAYOUT = {"measures": "result-report"}
MEASURE_LAYOUTS = ("plan", "status-memo", "result-report", "outcome-report", "ita-analysis")
VISIBLE_KINDS: tuple[Kind, ...] = ("pdf", "docx", "xlsx", "html")
PRINTED: tuple[tuple[Kind, Digits], ...] = (
    ("pdf", "arabic"),
    ("pdf", "thai"),
    ("docx", "arabic"),
    ("docx", "thai"),
    ("xlsx", "arabic"),
    ("xlsx", "thai"),
    ("html", "arabic"),
    ("html", "thai"),
)
CARRYING_KINDS: tuple[Kind, ...] = ("pdf", "docx")

# What no layout prints: how the paper came to be read, and the name as some source had printed it.
NEVER_SHOWN = frozenset({"variants_in_text", "name_as_written", "warnings", "unread", "places", "contains"})
# A memo has one opening and no headings over its parts, an outcome report too: what stood under which heading is not to be seen there.
UNHEADED = frozenset({"preface", "background", "closing"})
HIDDEN_BY_LAYOUT = {"status-memo": UNHEADED, "outcome-report": UNHEADED}
# In the layout of another kind of paper the kind itself is what the layout makes it.
HIDDEN_ELSEWHERE = frozenset({"type", "memo", "date", "date_as_written", "is_inherited"})


def _label(name: str) -> dict[str, Any]:
    loaded = json.loads((LABELS / f"{name}.json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _paper(name: str) -> Paper:
    return paper_from_json(_label(name))


def _layout(name: str) -> str:
    return OWN_LAYOUT.get(name, name)


def _reread(tmp_path: Path, paper: Paper, layout: str, kind: Kind, digits: Digits, *, embed: bool) -> Paper:
    path = tmp_path / f"paper.{kind}"
    path.write_bytes(write_paper(paper, layout=layout, kind=kind, digits=digits, embed=embed))
    return read_paper(path, use_embedded=embed)


def _lost(name: str, layout: str, read: Paper, hidden: frozenset[str] = frozenset()) -> list[str]:
    ignored = NEVER_SHOWN | HIDDEN_BY_LAYOUT.get(layout, frozenset()) | hidden
    wanted = _label(name)
    organisation = {"type": wanted["organisation"]["type"]}
    found = paper_to_json(read)
    return [
        *differences(wanted, found, ignore=ignored, any_digits=True),
        *differences({"organisation": organisation}, found, any_digits=True),
    ]


@pytest.mark.parametrize(("kind", "digits"), PRINTED)
@pytest.mark.parametrize("name", PAPERS)
def test_what_is_visible_reads_back_as_the_paper_written(tmp_path: Path, name: str, kind: Kind, digits: Digits) -> None:
    read = _reread(tmp_path, _paper(name), _layout(name), kind, digits, embed=False)
    assert _lost(name, _layout(name), read) == []


@pytest.mark.parametrize("kind", VISIBLE_KINDS)
@pytest.mark.parametrize(
    ("name", "layout"),
    [(name, layout) for name in PAPERS if name != "action-plan" for layout in MEASURE_LAYOUTS if layout != _layout(name)],
)
def test_another_layout_loses_nothing_but_the_kind_of_paper(tmp_path: Path, name: str, layout: str, kind: Kind) -> None:
    read = _reread(tmp_path, _paper(name), layout, kind, "arabic", embed=False)
    assert _lost(name, layout, read, HIDDEN_ELSEWHERE) == []


@pytest.mark.parametrize("kind", CARRYING_KINDS)
@pytest.mark.parametrize("name", PAPERS)
def test_a_file_that_carries_its_paper_reads_back_exactly(tmp_path: Path, name: str, kind: Kind) -> None:
    paper = _paper(name)
    read = _reread(tmp_path, paper, _layout(name), kind, "thai", embed=True)
    assert paper_to_json(read) == paper_to_json(paper)


@pytest.mark.parametrize("name", PAPERS)
def test_the_layout_chosen_for_a_sample_is_its_own(name: str) -> None:
    assert default_layout(_paper(name)) == _layout(name)


@pytest.mark.parametrize(("kind", "digits"), PRINTED)
def test_entries_that_end_in_numbers_stay_apart_however_full_their_lines_are(tmp_path: Path, kind: Kind, digits: Digits) -> None:
    entries = tuple(f"{'คะแนน' * length}ของเรา 54.{length:02d} สูงสุด 92.{length:02d}" for length in range(1, 16))
    topic = TopicAnalysis("การให้บริการ", "ได้ 54.28", entries[:5], entries[5:8])
    ita = Assessment(2567, Decimal("54.28"), "ต้องปรับปรุงโดยด่วน", comparison=entries, calculation=entries[::-1], topics=(topic,))
    paper = replace(_paper("ita-analysis"), ita=ita, measures=(Measure("1", "ก", gaps=entries[:4]),))
    read = _reread(tmp_path, paper, "ita-analysis", kind, digits, embed=False)
    assert differences(paper_to_json(paper)["ita"], paper_to_json(read)["ita"], any_digits=True) == []
    assert differences(list(entries[:4]), list(read.measures[0].gaps), any_digits=True) == []


def test_an_edited_word_file_is_read_as_seen_and_the_disagreement_reported(tmp_path: Path) -> None:
    paper = _paper("result-report")
    old, new = paper.measures[1].title, "การเฝ้าระวังร่วมกันทั้งตำบล"
    document = docx.Document(io.BytesIO(write_paper(paper, layout="result-report", kind="docx")))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells if old in cell.text]
    assert cells
    for paragraph in cells[0].paragraphs:
        paragraph.text = paragraph.text.replace(old, new)
    path = tmp_path / "edited.docx"
    document.save(str(path))

    read = read_paper(path)

    assert read.measures[1].title == new
    assert read.measures[2].title == paper.measures[2].title
    warnings = [warning for warning in read.warnings if warning.code == "embedded_disagrees"]
    assert len(warnings) == 1
    assert new in warnings[0].message


def test_an_edited_reporting_day_is_read_as_seen_and_reported(tmp_path: Path) -> None:
    paper = _paper("plan")
    row = next(row for measure in paper.measures for row in measure.rows if row.monitoring is not None and row.monitoring.due is not None)
    assert row.monitoring is not None
    document = docx.Document(io.BytesIO(write_paper(paper, layout="plan", kind="docx")))
    paragraphs = [part for table in document.tables for line in table.rows for cell in line.cells for part in cell.paragraphs]
    chosen = next(part for part in paragraphs if part.text == row.monitoring.as_written)
    chosen.text = "15 ม.ค. 65"
    path = tmp_path / "edited.docx"
    document.save(str(path))

    read = read_paper(path)

    assert date(2022, 1, 15) in [line.monitoring.due for measure in read.measures for line in measure.rows if line.monitoring]
    assert [warning.code for warning in read.warnings].count("embedded_disagrees") == 1


def test_carried_data_is_ignored_when_asked(tmp_path: Path) -> None:
    paper = _paper("status-memo")
    path = tmp_path / "memo.docx"
    path.write_bytes(write_paper(paper, layout="status-memo", kind="docx"))
    assert read_paper(path, use_embedded=True).places == ()
    assert read_paper(path, use_embedded=False).places != ()
