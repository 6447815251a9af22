"""The one door from a file to a paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from prongsai.core.papers.errors import PaperError
from prongsai.core.papers.marks import marks_of
from prongsai.core.papers.model import Paper, ValuePlace
from prongsai.core.papers.reading import read_paper, read_source_and_paper
from prongsai.core.papers.writers.writing import write_paper
from prongsai.samples import SAMPLES, sample_path

TABLE = "แผนมาตรการปลูกป่า ปีงบประมาณ พ.ศ. 2566\n\nที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\n1\tปลูกต้นไม้\tขุดหลุม\tกองช่าง\n"


def _paper(folder: Path) -> Paper:
    path = folder / "paper.txt"
    path.write_text(TABLE, "utf-8")
    return read_paper(path)


def test_file_is_read_and_understood(tmp_path: Path) -> None:
    paper = _paper(tmp_path)
    assert (paper.document.type, paper.fiscal_year, [measure.title for measure in paper.measures]) == ("measures_plan", 2566, ["ปลูกต้นไม้"])


def test_carried_data_counts_only_where_it_is_wanted(tmp_path: Path) -> None:
    paper = replace(_paper(tmp_path), unread=(), warnings=(), places=())
    hidden = replace(paper, places=(ValuePlace("fiscal_year", "ในสวน"),))
    path = tmp_path / "paper.docx"
    path.write_bytes(write_paper(hidden, layout="plan", kind="docx"))
    assert read_paper(path).places == hidden.places
    assert read_paper(path, use_embedded=False).places != hidden.places


def test_progress_is_told(tmp_path: Path) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(write_paper(_paper(tmp_path), layout="plan", kind="docx"))
    told: list[tuple[int, int]] = []
    read_paper(path, progress=lambda done, total: told.append((done, total)))
    assert told
    assert told[-1][0] == told[-1][1]


def test_missing_file_is_refused_with_words(tmp_path: Path) -> None:
    with pytest.raises(PaperError):
        read_paper(tmp_path / "none.txt")


@pytest.mark.parametrize("name", SAMPLES)
def test_source_and_paper_speak_of_the_same_places(name: str) -> None:
    source, paper = read_source_and_paper(sample_path(name))
    assert paper == read_paper(sample_path(name))
    assert {value.place for value in paper.places} <= set(marks_of(source))
