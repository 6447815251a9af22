"""What the command says on standard error."""

from __future__ import annotations

import pickle
import sys

import pytest

from prongsai.core.papers.errors import MissingTool
from prongsai.core.papers.model import PaperWarning
from prongsai.interfaces.cli import messages


def test_a_paper_error_is_told_in_its_own_words() -> None:
    assert messages.refusal_of(MissingTool("ติดตั้งก่อน", "install it first")) == messages.Refusal("ติดตั้งก่อน", "install it first")


@pytest.mark.parametrize(
    ("error", "thai"),
    [
        (FileNotFoundError(2, "No such file"), "ไม่พบไฟล์"),
        (PermissionError(13, "Permission denied"), "ไม่มีสิทธิ์"),
        (IsADirectoryError(21, "Is a directory"), "โฟลเดอร์ ไม่ใช่ไฟล์"),
        (OSError(28, "No space left"), "พื้นที่จัดเก็บเต็ม"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_an_error_of_the_system_says_in_thai_what_to_do(error: OSError, thai: str) -> None:
    refusal = messages.refusal_of(error)
    assert thai in refusal.thai
    assert "โปรด" in refusal.thai
    assert refusal.english.isascii()


def test_a_fault_of_ours_names_its_place_so_that_it_can_be_reported() -> None:
    try:
        {}["missing"]
    except KeyError as error:
        refusal = messages.refusal_of(error)
    assert "KeyError (test_messages.py:" in refusal.english
    assert "ไม่ใช่ความผิดของท่าน" in refusal.thai


def test_a_refusal_passes_between_processes() -> None:
    refusal = messages.Refusal("ก", "a")
    assert pickle.loads(pickle.dumps(refusal)) == refusal


def test_a_warning_names_file_place_code_and_sentence_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    messages.say_warnings("plan.txt", [PaperWarning("บรรทัด 3", "date_unclear", "อ่านวันที่ไม่ออก"), PaperWarning("", "no_year", "ไม่พบปี")])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["โปรดตรวจ plan.txt: บรรทัด 3 [date_unclear] อ่านวันที่ไม่ออก", "โปรดตรวจ plan.txt: [no_year] ไม่พบปี"]


class Clock:
    """Stands for the monotonic clock; each test moves it by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(messages, "time", clock)
    return clock


def test_progress_appears_after_a_second_and_goes_away(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = messages.Progress("กำลังอ่าน", "หน้า")
    clock.now += 0.9
    progress(1, 6)
    assert capsys.readouterr().err == ""
    clock.now += 1
    progress(4, 6)
    assert capsys.readouterr().err == "\r\x1b[Kกำลังอ่าน หน้า 4 จาก 6"
    progress.clear()
    assert capsys.readouterr().err == "\r\x1b[K"


def test_progress_is_not_drawn_more_than_ten_times_a_second(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = messages.Progress("กำลังอ่าน", "หน้า")
    clock.now += 2
    for page in range(1000):
        progress(page, 1000)
        clock.now += 0.001
    assert 5 <= capsys.readouterr().err.count("\r") <= 11


def test_progress_stays_out_of_files_and_pipes(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    progress = messages.Progress("กำลังอ่าน", "หน้า")
    clock.now += 5
    progress(1, 2)
    progress.clear()
    assert capsys.readouterr().err == ""
