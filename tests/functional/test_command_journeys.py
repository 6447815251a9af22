"""Journeys of a person at the shell, from start to end. Browser journeys join them with the first web page."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[..., subprocess.CompletedProcess[str]]


def test_last_years_paper_becomes_this_years_word_file(shell: Shell, samples: Path, tmp_path: Path) -> None:
    done = shell(f"cp '{samples}/plan.txt' แผนปีก่อน.txt && prongsai read แผนปีก่อน.txt -o แผน.json && prongsai write แผน.json -o แผนใหม่.docx")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "แผนใหม่.docx").stat().st_size > 10_000
    assert "เขียนแล้ว → แผนใหม่.docx" in done.stdout


def test_commands_can_be_joined_by_a_pipe(shell: Shell, samples: Path, tmp_path: Path) -> None:
    done = shell(f"prongsai read '{samples}/plan.txt' -o - | prongsai write - -o plan.html")
    assert done.returncode == 0, done.stderr
    assert "<table" in (tmp_path / "plan.html").read_text("utf-8")


def test_output_is_utf_8_under_any_locale(shell: Shell, samples: Path) -> None:
    for locale in ({"LC_ALL": "C", "LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = shell(f"prongsai read '{samples}/status-memo.txt'", **locale)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["organisation"]["name"].startswith("องค์การบริหารส่วนตำบล")
        assert "โปรดตรวจ" in done.stderr


def test_help_is_there_in_both_languages_at_once(shell: Shell) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = shell("prongsai --help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    assert "อ่านเอกสาร" in done.stdout
    assert "Reads the ITA papers" in done.stdout
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < 0.3


def test_help_loads_nothing_that_reads_or_writes_papers(shell: Shell) -> None:
    done = shell("python -X importtime \"$(command -v prongsai)\" --help 2>&1 >/dev/null | grep -oE '[a-z_0-9.]+$'")
    loaded = set(done.stdout.split())
    assert "prongsai.interfaces.cli.parser" in loaded
    assert not {name for name in loaded if name.startswith("prongsai.core")}


def test_a_reader_of_the_output_may_leave_early(shell: Shell, samples: Path) -> None:
    done = shell(f"prongsai read '{samples}/action-plan.txt' 2>errors.txt | head -c 1; echo ${{PIPESTATUS[0]}}; cat errors.txt")
    assert done.stdout.startswith("{")
    assert "Traceback" not in done.stdout
    assert "Exception" not in done.stdout


def test_output_that_nobody_takes_ends_with_code_141(shell: Shell, samples: Path) -> None:
    done = shell(f"{{ sleep 0.1; prongsai read '{samples}/plan.txt'; echo $? >&2; }} | true")
    assert done.stderr.split()[-1] == "141"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_the_work_without_a_trace(program: Path, samples: Path, tmp_path: Path, jobs: str) -> None:
    files = [str(samples / "plan.txt")] * 200
    with subprocess.Popen(
        [program, "read", *files, "-o", "out", "-j", jobs],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        # Tests run in the background ignore Ctrl-C, and their children would with them.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        deadline = time.monotonic() + 60
        while not (tmp_path / "out" / "plan.json").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert "หยุดตามคำสั่ง" in err
    for path in (tmp_path / "out").iterdir():
        assert json.loads(path.read_bytes())["fiscal_year"] == 2565


def test_the_version_is_told(shell: Shell) -> None:
    import prongsai

    assert shell("prongsai --version").stdout == f"prongsai {prongsai.__version__}\n"


def test_a_word_file_edited_by_hand_reads_as_it_looks_and_the_difference_is_told(shell: Shell, samples: Path, tmp_path: Path) -> None:
    from docx import Document

    assert shell(f"prongsai convert '{samples}/status-memo.txt' -o memo.docx").returncode == 0
    path = tmp_path / "memo.docx"
    document = Document(str(path))
    cell = next(cell for table in document.tables for row in table.rows for cell in row.cells if "ทะเบียนยืมทรัพย์สิน" in cell.text)
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("ทะเบียนยืมทรัพย์สิน", "สมุดยืมทรัพย์สิน")
    document.save(str(path))
    done = shell("prongsai read memo.docx -o -")
    titles = [measure["title"] for measure in json.loads(done.stdout)["measures"]]
    assert any(title.startswith("สมุดยืมทรัพย์สิน") for title in titles)
    assert "[embedded_disagrees]" in done.stderr
