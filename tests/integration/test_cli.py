"""The command over real files, in this process: what it writes where, and which code it ends with."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from prongsai.interfaces.cli import main


def test_one_file_without_output_goes_to_standard_output_as_json(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(samples / "status-memo.txt")]) == 0
    out, err = capsys.readouterr()
    paper = json.loads(out)
    assert paper["schema"] == "prongsai.paper/1"
    assert paper["document"]["type"] == "memo_measures_report"
    assert out.startswith('{\n "schema": ')
    assert out.endswith("}\n")
    assert len(err.splitlines()) == len(paper["warnings"])


def test_warnings_stand_on_standard_error_with_file_place_and_code(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["read", str(samples / "status-memo.txt"), "-o", "-"])
    out, err = capsys.readouterr()
    first = json.loads(out)["warnings"][0]
    assert err.splitlines()[0] == f"โปรดตรวจ status-memo.txt: {first['place']} [{first['code']}] {first['message']}"


def test_with_an_output_file_a_person_reads_what_was_found(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(samples / "plan.txt"), "-o", str(tmp_path / "new" / "plan.json")]) == 0
    out = capsys.readouterr().out
    assert "แผนมาตรการ" in out
    assert "ปีงบประมาณ  2565" in out
    assert json.loads((tmp_path / "new" / "plan.json").read_bytes())["fiscal_year"] == 2565


def test_several_files_are_read_into_a_folder_and_a_bad_one_stops_no_other(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\nnot really")
    out = tmp_path / "out"
    code = main(["read", str(samples / "plan.txt"), str(bad), str(samples / "measures.csv"), "-o", str(out), "-j", "2"])
    said = capsys.readouterr()
    assert code == 1
    assert sorted(path.name for path in out.iterdir()) == ["measures.json", "plan.json"]
    assert f"ทำไม่ได้ {bad}: " in said.err
    assert f"Refused {bad}: " in said.err
    assert said.out.splitlines()[-1] == "อ่านได้ 2 จาก 3 ไฟล์"


def test_files_of_the_same_name_do_not_overwrite_each_other(samples: Path, tmp_path: Path) -> None:
    assert main(["read", str(samples / "outcome-report.txt"), str(samples / "outcome-report.html"), "-o", f"{tmp_path}/", "-j", "1"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outcome-report-2.json", "outcome-report.json"]


def test_many_processes_find_what_one_finds(samples: Path, tmp_path: Path) -> None:
    files = [str(samples / name) for name in ("plan.txt", "status-memo.txt", "measures.csv")]
    for jobs in ("1", "3"):
        assert main(["read", *files, "-o", str(tmp_path / jobs), "-j", jobs]) == 0
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "3" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("line", "english"),
    [
        (["read", "{samples}/plan.txt", "{samples}/measures.csv"], "several files need a folder"),
        (["read", "{samples}/plan.txt", "{samples}/measures.csv", "-o", "-"], "several files need a folder"),
        (["read", "{samples}/plan.txt", "{samples}/measures.csv", "-o", "{samples}/plan.txt"], "is a file"),
        (["write", "paper.json", "-o", "paper.odt"], "must end in .pdf, .docx, .xlsx, .html, .json"),
        (["convert", "{samples}/plan.txt", "-o", "paper"], "must end in"),
    ],
)
def test_wrong_use_ends_with_code_2_and_writes_nothing(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: list[str], english: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([word.replace("{samples}", str(samples)) for word in line]) == 2
    assert english in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_file_that_is_read_is_never_overwritten(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "plan.txt"
    shutil.copy(samples / "plan.txt", paper)
    (tmp_path / "link.txt").symlink_to(paper)
    assert main(["read", str(paper), "-o", str(tmp_path / "link.txt")]) == 2
    assert paper.read_bytes() == (samples / "plan.txt").read_bytes()
    assert "overwrite" in capsys.readouterr().err


def test_a_paper_is_not_converted_or_written_over_itself(samples: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    shutil.copy(samples / "outcome-report.html", page)
    assert main(["convert", str(page), "-o", str(page)]) == 2
    assert page.read_bytes() == (samples / "outcome-report.html").read_bytes()
    data = tmp_path / "report.json"
    assert main(["read", str(page), "-o", str(data)]) == 0
    before = data.read_bytes()
    assert main(["write", str(data), "-o", str(data)]) == 2
    assert data.read_bytes() == before


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "html"])
def test_a_paper_is_written_as_each_kind_and_reads_back_with_its_measures(samples: Path, tmp_path: Path, kind: str) -> None:
    assert main(["convert", str(samples / "plan.txt"), "-o", str(tmp_path / f"plan.{kind}")]) == 0
    for source, target in ((samples / "plan.txt", "first"), (tmp_path / f"plan.{kind}", "second")):
        assert main(["read", str(source), "-o", str(tmp_path / f"{target}.json"), "--no-embedded"]) == 0
    first, second = (json.loads((tmp_path / f"{name}.json").read_bytes()) for name in ("first", "second"))
    titles = [["".join(measure["title"].split()) for measure in paper["measures"]] for paper in (first, second)]
    assert titles[0] == titles[1]
    assert len(titles[0]) == 3


def test_json_to_json_keeps_every_value(samples: Path, tmp_path: Path) -> None:
    assert main(["read", str(samples / "action-plan.txt"), "-o", str(tmp_path / "a.json")]) == 0
    assert main(["write", str(tmp_path / "a.json"), "-o", str(tmp_path / "b.json")]) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_thai_digits_are_printed_on_request(samples: Path, tmp_path: Path) -> None:
    assert main(["convert", str(samples / "plan.txt"), "-o", str(tmp_path / "plan.docx"), "--digits", "thai"]) == 0
    with zipfile.ZipFile(tmp_path / "plan.docx") as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    assert "๒๕๖๕" in text
    assert "2565" not in text


def test_signs_that_no_font_draws_are_told_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "paper.json", tmp_path / "paper.pdf"
    source.write_text('{"schema": "prongsai.paper/1", "measures": [{"number": 1, "title": "งาน 漢 😀"}]}', "utf-8")
    assert main(["write", str(source), "-o", str(target)]) == 0
    err = capsys.readouterr().err
    assert "ไม่มีแบบอักษรสำหรับ 漢 (U+6F22), 😀 (U+1F600)" in err
    assert "no font draws 漢 (U+6F22), 😀 (U+1F600)" in err
    assert target.exists()
    source.write_text('{"schema": "prongsai.paper/1", "measures": [{"number": 1, "title": "งาน"}]}', "utf-8")
    assert main(["write", str(source), "-o", str(target)]) == 0
    assert capsys.readouterr().err == ""


def test_a_layout_that_does_not_fit_is_refused_with_one_that_does(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(samples / "plan.txt"), "--layout", "action-plan", "-o", str(tmp_path / "plan.pdf")]) == 1
    assert "use plan" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "english"),
    [
        ('{"a": 1}', "schema"),
        ('{"schema": null, "organisation": {"name": "ก"}}', "schema"),
        ('{"schema": "prongsai.paper/1"}', "nothing to print"),
        ('{"schema": "prongsai.paper/1", "document": {"type": "action_plan", "title": " "}, "ita": {}}', "nothing to print"),
    ],
)
def test_json_that_is_no_paper_or_an_empty_one_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, english: str
) -> None:
    source, target = tmp_path / "paper.json", tmp_path / "paper.docx"
    source.write_text(content, "utf-8")
    assert main(["write", str(source), "-o", str(target)]) == 1
    thai_line, english_line = capsys.readouterr().err.splitlines()
    assert thai_line.startswith("ทำไม่ได้ ")
    assert english in english_line
    assert not target.exists()


@pytest.mark.parametrize(
    ("content", "english"),
    [(b"", "empty"), (b"\x7fELF" + bytes(range(256)) * 8, ""), (b"PK\x03\x04 cut", "damaged"), (b"%PDF-1.4 cut", "")],
    ids=["empty", "program", "cut zip", "cut pdf"],
)
def test_a_file_that_cannot_be_read_is_refused_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, english: str
) -> None:
    path = tmp_path / "paper.docx"
    path.write_bytes(content)
    assert main(["read", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    thai_line, english_line = err.splitlines()
    assert thai_line.startswith(f"ทำไม่ได้ {path}: ")
    assert english_line.startswith(f"Refused {path}: ")
    assert english in english_line
    assert "fault of the program" not in english_line


def test_a_missing_file_and_a_place_that_cannot_be_written_are_refused(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "none.pdf")]) == 1
    (tmp_path / "file").write_bytes(b"")
    assert main(["read", str(samples / "plan.txt"), "-o", str(tmp_path / "file" / "plan.json")]) == 1
    err = capsys.readouterr().err
    assert "No file" in err
    assert "a part of this place is a file" in err
    assert "fault of the program" not in err
