"""A scan is read in a process of its own, with a bound on the time of each page."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.integration.test_scan import scanned

from prongsai.core.papers.errors import ReadingStopped
from prongsai.core.papers.reading import read_source_and_paper
from prongsai.core.papers.reading_process import Bounds, read_in_process
from prongsai.core.papers.writers.writing import write_paper
from prongsai.samples import sample_path


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    path.write_bytes(scanned(write_paper(read_source_and_paper(sample_path("plan.txt"))[1], layout="plan", kind="pdf", embed=False)))
    return path


def test_a_page_that_takes_too_long_is_named(scan: Path) -> None:
    with pytest.raises(ReadingStopped) as raised:
        read_in_process(scan, use_ocr=True, bounds=Bounds(seconds_per_page=0.05))
    assert raised.value.english.startswith("Page 1 of “scan.pdf” took longer than 0.05 s")


def test_a_scan_of_several_pages_may_take_longer_than_a_file_with_text(scan: Path) -> None:
    source, paper = read_in_process(scan, use_ocr=True, bounds=Bounds(seconds=3))
    assert (source.pages or 0) > 1
    assert paper.measures
