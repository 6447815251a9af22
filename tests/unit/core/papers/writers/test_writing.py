"""Choosing layout, kind and digits by name."""

from __future__ import annotations

import json
import sys

import pytest
from tests.unit.core.papers.writers.invented_papers import measures_paper

from prongsai.core.papers.errors import UnsupportedKind
from prongsai.core.papers.model import Paper
from prongsai.core.papers.serial import paper_from_json
from prongsai.core.papers.writers.sheet import Cover
from prongsai.core.papers.writers.writing import KINDS, Kind, lay_out, write_paper

BEGINS: dict[Kind, bytes] = {"pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK", "html": b"<!", "json": b"{"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_the_same_each_time(kind: Kind) -> None:
    first = write_paper(measures_paper(), layout="result-report", kind=kind)
    assert first.lstrip().startswith(BEGINS[kind])
    assert write_paper(measures_paper(), layout="result-report", kind=kind) == first


def test_json_is_the_paper_itself_in_readable_thai() -> None:
    data = write_paper(measures_paper(), layout="plan", kind="json", digits="thai")
    assert "เทศบาลตำบลฟ้ากระจ่าง" in data.decode()
    assert paper_from_json(json.loads(data)) == measures_paper()


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnsupportedKind, match="docx"):
        write_paper(Paper(), layout="plan", kind="odt")  # type: ignore[arg-type]


def test_digits_reach_the_sheet() -> None:
    sheet = lay_out(measures_paper(), layout="plan", digits="thai")
    cover = sheet.blocks[0]
    assert isinstance(cover, Cover)
    assert (sheet.digits, cover.lines[1]) == ("thai", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖")


def test_choosing_loads_no_heavy_library(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ("typst", "docx", "xlsxwriter")]:
        monkeypatch.delitem(sys.modules, name)
    lay_out(measures_paper(), layout="plan")
    assert not {"typst", "docx", "xlsxwriter"} & set(sys.modules)
