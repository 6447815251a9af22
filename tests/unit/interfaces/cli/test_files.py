"""Papers as JSON in and out, whole writes, names that do not collide."""

from __future__ import annotations

import io
import json
import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from prongsai.core.papers.errors import BadPaper, FileTooLarge
from prongsai.core.papers.model import Assessment, Organisation, Paper
from prongsai.interfaces.cli import files

PAPER = Paper(organisation=Organisation(name="องค์การบริหารส่วนตำบลฟ้าใส"), fiscal_year=2567, ita=Assessment(overall_score=Decimal("84.37")))


def test_json_is_plain_thai_indented_by_one_with_a_newline_at_the_end() -> None:
    text = files.paper_to_bytes(PAPER).decode("utf-8")
    assert "องค์การบริหารส่วนตำบลฟ้าใส" in text
    assert text.startswith('{\n "schema"')
    assert text.endswith("}\n")


def test_a_stray_surrogate_in_a_paper_still_gives_valid_json() -> None:
    content = files.paper_to_bytes(Paper(organisation=Organisation(name="ก\ud800")))
    assert json.loads(content.decode("utf-8"))["organisation"]["name"] == "ก\ud800"


def test_a_paper_comes_back_from_its_json_with_exact_scores(tmp_path: Path) -> None:
    target = tmp_path / "paper.json"
    files.write_bytes(target, files.paper_to_bytes(PAPER))
    assert files.load_paper(str(target)) == PAPER


def test_json_with_a_byte_order_mark_is_taken(tmp_path: Path) -> None:
    target = tmp_path / "paper.json"
    target.write_bytes(b"\xef\xbb\xbf" + files.paper_to_bytes(PAPER))
    assert files.load_paper(str(target)) == PAPER


def test_a_paper_can_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(files.paper_to_bytes(PAPER))))
    assert files.load_paper("-") == PAPER


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{\n  nothing", "line 2"),
        ("{'ปี': 2567}".encode("cp874"), "UTF-8"),
        (b"[" * 100_000, "nested"),
        (b'{"fiscal_year": ' + b"9" * 10_000 + b"}", "too long"),
        (b"[1]", "object"),
        (b'{"a": 1}', "schema"),
        (b'{"schema": "prongsai.paper/2"}', "schema must be"),
        (b'{"schema": "prongsai.paper/1", "ita": {"overall_score": 1e999999999}}', "ita.overall_score"),
        (b'{"schema": "prongsai.paper/1", "ita": {"overall_score": NaN}}', "ita.overall_score"),
    ],
)
def test_what_is_not_a_paper_is_refused_with_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    target = tmp_path / "paper.json"
    target.write_bytes(content)
    with pytest.raises(BadPaper) as refusal:
        files.load_paper(str(target))
    assert reason in refusal.value.english


def test_json_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_JSON_BYTES", 10)
    target = tmp_path / "paper.json"
    target.write_bytes(b" " * 11)
    with pytest.raises(FileTooLarge):
        files.load_paper(str(target))


def test_missing_folders_are_made_and_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "paper.json"
    files.write_bytes(target, b"x")
    assert [path.name for path in target.parent.iterdir()] == ["paper.json"]


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "paper.json"
    target.write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        files.write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["paper.json"]


def test_a_written_file_has_the_rights_that_the_person_asked_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_bytes(tmp_path / "paper.json", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "paper.json").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("real.json")
    files.write_bytes(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        files.write_bytes(tmp_path, b"x")


def test_equal_names_are_numbered_and_letter_case_makes_no_difference(tmp_path: Path) -> None:
    sources = [Path("a/plan.docx"), Path("b/Plan.pdf"), Path("plan-2.txt"), Path("c/plan.txt"), Path("other.txt")]
    names = [path.name for path in files.names_in(tmp_path, sources)]
    assert names == ["plan.json", "Plan-2.json", "plan-2-2.json", "plan-3.json", "other.json"]
    assert len({name.casefold() for name in names}) == len(names)
