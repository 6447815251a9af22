"""Old and foreign office files through LibreOffice."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from tests.unit.core.papers.readers.word_files import grid, texts

from prongsai.core.papers.errors import MissingTool, UnreadableFile
from prongsai.core.papers.readers import office
from prongsai.core.papers.readers.limits import Limits
from prongsai.core.papers.readers.opening import open_source, read_source


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a heading, a list and a table with merged cells, from which LibreOffice makes its files."""
    path = tmp_path_factory.mktemp("office") / "paper.html"
    path.write_text(
        """<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"></head><body>
<h1>แผนมาตรการส่งเสริมคุณธรรม</h1><ol><li>จัดทำคู่มือการปฏิบัติงาน</li></ol>
<table border="1"><tr><td rowspan="2">มาตรการ</td><td colspan="2">ผู้รับผิดชอบ</td></tr><tr><td>หลัก</td><td>ร่วม</td></tr>
<tr><td>เผยแพร่ข้อมูล</td><td>สำนักปลัด</td><td>กองคลัง</td></tr></table><p>จบ</p></body></html>""",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("kind", "target"), [("doc", "doc:MS Word 97"), ("odt", "odt:writer8"), ("rtf", "rtf:Rich Text Format"), ("flat", "fodt")]
)
def test_old_and_foreign_files_read_like_the_word_file(paper: Path, kind: str, target: str, tmp_path: Path) -> None:
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", target]
    command.append("--infilter=HTML (StarWriter)")
    subprocess.run([*command, "--outdir", str(tmp_path), str(paper)], check=True, capture_output=True, timeout=120)
    path = tmp_path / f"paper.{target.split(':')[0]}"
    source = open_source(path)
    assert source.kind == kind
    assert texts(source) == ["แผนมาตรการส่งเสริมคุณธรรม", "1. จัดทำคู่มือการปฏิบัติงาน", "จบ"]
    (table,) = source.tables()
    assert grid(table) == [["มาตรการ", "ผู้รับผิดชอบ", None], [None, "หลัก", "ร่วม"], ["เผยแพร่ข้อมูล", "สำนักปลัด", "กองคลัง"]]


def test_missing_libreoffice_is_named_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingTool, match="apt-get install libreoffice-writer"):
        read_source(b"{\\rtf1 x}", name="x")


def test_conversion_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    with pytest.raises(UnreadableFile, match="นานเกิน"):
        office.convert(b"{\\rtf1 x}", kind="rtf", limits=Limits(office_seconds=1))
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 10
    while not _is_gone(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _is_gone(child)


def _is_gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_file_that_libreoffice_cannot_open_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    with pytest.raises(UnreadableFile, match="LibreOffice"):
        office.convert(b"x", kind="doc")


def test_conversion_sees_neither_the_users_home_nor_his_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    monkeypatch.setenv("PRONGSAI_SECRET", "x")
    with pytest.raises(UnreadableFile):
        office.convert(b"x", kind="doc")
    seen = (tmp_path / "seen").read_text()
    assert "PRONGSAI_SECRET" not in seen
    assert f"HOME={os.environ.get('HOME')}\n" not in seen


def test_xls_and_ods_are_read_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.merge_range("A1:B1", "คะแนน", book.add_format())
    sheet.write_row("A2", ["IIT", 85.25])
    sheet.write_row("A3", ["EIT", 90])
    sheet.merge_range("A4:A5", "OIT", book.add_format())
    sheet.write_row("B4", [95.5])
    sheet.write_row("B5", [1])
    sheet.write_row("A6", ["ITA"])
    sheet.write("B6", 0.8525, book.add_format({"num_format": "0.00%"}))
    sheet.write_row("A7", ["ปปช."])
    sheet.write("B7", 0.5, book.add_format({"num_format": "0%"}))
    book.close()
    path = tmp_path / "scores.xlsx"
    path.write_bytes(buffer.getvalue())
    for ending in ("xls", "ods"):
        command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", ending]
        subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for ending in ("xlsx", "xls", "ods"):
        source = open_source(tmp_path / f"scores.{ending}")
        assert (source.kind, texts(source)) == (ending, ["คะแนน"])
        # XLS says of a number neither how it is shown nor that it is a percentage.
        percents = [["ITA", "0.8525"], ["ปปช.", "0.5"]] if ending == "xls" else [["ITA", "85.25%"], ["ปปช.", "50%"]]
        assert [grid(table) for table in source.tables()] == [[["IIT", "85.25"], ["EIT", "90"], ["OIT", "95.5"], [None, "1"], *percents]]
