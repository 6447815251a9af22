"""What a file is, told by its content, and which are taken."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.writers.writing import write_paper
from prongsai.foundation.files.kinds import EVIDENCE_RULE, PAPER_RULE, SHOWN_IN_PAGE, RefusedFile, Rule, check, sniff


def picture(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    from prongsai.samples import sample_path

    paper = read_paper(sample_path("status-memo.txt"))
    return {kind: write_paper(paper, layout="status-memo", kind=kind) for kind in ("pdf", "docx", "xlsx")}  # type: ignore[arg-type]


def test_papers_are_known_by_their_content_whatever_their_name(papers: dict[str, bytes]) -> None:
    assert sniff(papers["pdf"], "x.docx") == "application/pdf"
    assert sniff(papers["docx"], "x.pdf").endswith("wordprocessingml.document")
    assert sniff(papers["xlsx"], "x").endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    ("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("TIFF", "image/tiff")]
)
def test_pictures_are_known_by_their_content(kind: str, media_type: str) -> None:
    assert sniff(picture(kind), "photo.exe") == media_type


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00" + b"\x00" * 100, "report.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "photo.png"),
        (b"<html><script>alert(1)</script></html>", "photo.jpg"),
        (b"\x7fELF" + b"\x00" * 60, "photo.jpg"),
        (b"#!/bin/sh\necho", "run.sh"),
        (b"\x00\x01\x02\x03", "table.csv"),
    ],
)
def test_what_only_pretends_is_refused_with_what_to_do(data: bytes, name: str) -> None:
    with pytest.raises(RefusedFile, match="รับเฉพาะ PDF"):
        check(data, name, EVIDENCE_RULE)


def test_a_zip_that_is_no_office_file_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(RefusedFile):
        check(out.getvalue(), "paper.docx", PAPER_RULE)


def test_a_zip_with_a_damaged_part_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    data = bytearray(out.getvalue())
    data[38:60] = b"\xff" * 22
    with pytest.raises(RefusedFile):
        check(bytes(data), "paper.docx", EVIDENCE_RULE)


def test_empty_and_too_large_files_are_refused() -> None:
    with pytest.raises(RefusedFile, match="ว่างเปล่า"):
        check(b"", "a.pdf", EVIDENCE_RULE)
    with pytest.raises(RefusedFile, match="ใหญ่เกิน 1 MB"):
        check(b"%PDF-" + b"0" * 2**20, "a.pdf", Rule(frozenset({"application/pdf"}), 2**20, "PDF"))


def test_every_kind_of_sample_paper_is_taken(samples: Path) -> None:
    for path in samples.iterdir():
        if path.suffix in {".txt", ".csv", ".html"}:
            assert check(path.read_bytes(), path.name, PAPER_RULE)


def test_nothing_that_can_carry_a_script_is_shown_in_a_page() -> None:
    assert {"application/pdf", "image/jpeg", "image/png", "image/webp"} == SHOWN_IN_PAGE
