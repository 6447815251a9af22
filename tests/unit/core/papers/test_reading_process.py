"""A file is read in a process with bounds: whatever the file does, the caller gets a paper or words."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from prongsai.core.papers.errors import PaperError, ReadingCancelled, ReadingStopped, UnreadableFile
from prongsai.core.papers.readers.page_picture import page_picture
from prongsai.core.papers.reading import read_source_and_paper
from prongsai.core.papers.reading_process import Bounds, ReadingProcess, draw_in_process, read_in_process
from prongsai.core.papers.writers.writing import write_paper
from prongsai.samples import SAMPLES, sample_path

_MB = 2**20


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A file that takes seconds to be understood."""
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"เทศบาลเมืองฟ้าใส{n} อำเภอเมฆ ต้นไม้ต้นที่ {n} ของสวน" for n in range(20_000)), "utf-8")
    return path


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_read_as_it_is_without_the_process(name: str) -> None:
    assert read_in_process(sample_path(name)) == read_source_and_paper(sample_path(name))


def test_progress_comes_back_page_by_page(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(write_paper(read_source_and_paper(sample_path("plan.txt"))[1], layout="plan", kind="pdf"))
    told: list[tuple[int, int]] = []
    source, paper = read_in_process(path, progress=lambda done, of: told.append((done, of)))
    assert told == [(done, source.pages) for done in range((source.pages or 0) + 1)]
    assert paper.measures


def test_a_broken_file_is_refused_with_the_words_of_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(2_000))
    with pytest.raises(UnreadableFile) as raised:
        read_in_process(path)
    with pytest.raises(UnreadableFile) as alone:
        read_source_and_paper(path)
    assert (raised.value.thai, raised.value.english) == (alone.value.thai, alone.value.english)


def test_a_file_that_needs_more_memory_than_allowed_is_stopped_with_words() -> None:
    with pytest.raises(ReadingStopped) as raised:
        read_in_process(sample_path("plan.txt"), bounds=Bounds(memory_bytes=40 * _MB))
    assert "40 MB" in raised.value.english
    assert "40 MB" in raised.value.thai


def test_a_file_that_takes_too_long_is_stopped_with_words(long_file: Path) -> None:
    begin = time.monotonic()
    with pytest.raises(ReadingStopped, match="นานเกิน") as raised:
        read_in_process(long_file, bounds=Bounds(seconds=0.5))
    assert "0.5 s" in raised.value.english
    assert time.monotonic() - begin < 10


def test_a_process_that_dies_without_a_word_becomes_an_error(long_file: Path) -> None:
    with ReadingProcess(long_file) as reading:
        os.kill(reading.process_id, signal.SIGKILL)
        with pytest.raises(ReadingStopped) as raised:
            reading.result()
    assert isinstance(raised.value, PaperError)
    assert "broke down" in raised.value.english


def test_closing_from_another_thread_ends_the_process_and_the_waiting(long_file: Path) -> None:
    reading = ReadingProcess(long_file)
    threading.Timer(0.5, reading.close).start()
    with pytest.raises(ReadingCancelled):
        reading.result()
    reading.close()
    with pytest.raises(ProcessLookupError):
        os.kill(reading.process_id, 0)


def test_a_reading_that_nobody_waits_for_is_closed_without_a_trace(long_file: Path) -> None:
    with ReadingProcess(long_file) as reading:
        number = reading.process_id
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_an_error_in_the_progress_ends_the_process(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(write_paper(read_source_and_paper(sample_path("plan.txt"))[1], layout="plan", kind="pdf"))

    def fail(done: int, of: int) -> None:
        raise KeyError(done)

    with pytest.raises(KeyError):
        read_in_process(path, progress=fail)


def test_the_process_knows_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch, long_file: Path) -> None:
    monkeypatch.setenv("PRONGSAI_SECRET_KEY", "geheim")
    with ReadingProcess(long_file) as reading:
        time.sleep(0.2)
        assert b"geheim" not in Path(f"/proc/{reading.process_id}/environ").read_bytes()


def test_pages_are_drawn_as_they_are_without_the_process(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(write_paper(read_source_and_paper(sample_path("plan.txt"))[1], layout="plan", kind="pdf"))
    told: list[tuple[int, int]] = []
    pictures = draw_in_process(path, [2, 1], width_px=300, progress=lambda done, of: told.append((done, of)))
    assert pictures == [page_picture(path, number, width_px=300) for number in (2, 1)]
    assert told == [(1, 2), (2, 2)]
    assert draw_in_process(path, []) == []


def test_a_page_that_is_not_there_is_refused_with_words(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(write_paper(read_source_and_paper(sample_path("plan.txt"))[1], layout="plan", kind="pdf"))
    with pytest.raises(UnreadableFile, match="999"):
        draw_in_process(path, [999])
