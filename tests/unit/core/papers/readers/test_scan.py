"""Pictures of papers. What the shapes of Sarabun tell needs no Tesseract, which these tests replace by one that sees nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.resources import files

import pypdfium2
import pytest
import typst
from PIL import Image

from prongsai.core.papers.blocks import Source
from prongsai.core.papers.errors import FileTooLarge, MissingTool, UnreadableFile
from prongsai.core.papers.readers import ocr, scan, scan_page
from prongsai.core.papers.readers.ocr import Word
from prongsai.core.papers.readers.pdf import read_pdf
from prongsai.core.papers.readers.scan import read_scan

FONTS = files("prongsai.core.papers.writers") / "fonts"
HEAD = '#set text(font: "Prongsai Sarabun", fallback: true, size: 16pt, lang: "th")\n#set page(paper: "a4")\n'
TABLE = "#table(columns: (2cm, 6cm, 5cm), [ลำดับ], [มาตรการ], [ผู้รับผิดชอบ], [๑], [จัดทำคู่มือ], [กองคลัง], [๒], [เผยแพร่ให้ทราบ], [สำนักปลัด])"


@pytest.fixture(autouse=True)
def _blind_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(pictures: Sequence[object], mode: int) -> list[list[Word]]:
        return [[] for _ in pictures]

    monkeypatch.setattr(scan_page, "recognise", blind)
    monkeypatch.setattr(scan, "check_tesseract", lambda: None)


def picture(body: str, turn: float = 0.0) -> Image.Image:
    page = pypdfium2.PdfDocument(typst.compile((HEAD + body).encode(), font_paths=[str(FONTS)]))[0]
    drawn = page.render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    return drawn.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255) if turn else drawn


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def cells(source: Source) -> list[list[str]]:
    (table,) = source.tables()
    return [["".join(cell.text.split()) if cell else "" for cell in row] for row in table.rows]


EXPECTED = [["ลำดับ", "มาตรการ", "ผู้รับผิดชอบ"], ["๑", "จัดทำคู่มือ", "กองคลัง"], ["๒", "เผยแพร่ให้ทราบ", "สำนักปลัด"]]


@pytest.mark.parametrize("turn", [0.0, 2.5, -3.0])
def test_a_printed_table_is_read_cell_by_cell_also_when_it_lies_askew(turn: float) -> None:
    source = read_scan(saved(picture(TABLE, turn)), name="ก.png")
    assert source.kind == "scan"
    assert cells(source) == EXPECTED


def test_every_cell_of_a_scan_carries_its_confidence() -> None:
    (table,) = read_scan(saved(picture(TABLE)), name="ก.png").tables()
    assert all(cell is not None and cell.confidence is not None and 0 <= cell.confidence <= 1 for row in table.rows for cell in row)


def test_each_frame_of_a_tiff_is_a_page_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    pages = saved(picture(TABLE), "TIFF", save_all=True, append_images=[picture("จัดทำคู่มือ")])
    source = read_scan(pages, name="ก.tif", progress=lambda done, of: told.append((done, of)))
    assert source.pages == 2
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_scanned_page_of_a_pdf_is_read_with_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prongsai.core.papers.readers.pdf.check_tesseract", lambda: None)
    source = read_pdf(saved(picture(TABLE).convert("RGB"), "PDF", resolution=200), name="ก.pdf", use_ocr=True)
    assert cells(source) == EXPECTED
    assert source.notices[0].code == "page_by_ocr"


def test_a_mended_word_is_noticed_with_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def misreading(pictures: Sequence[object], mode: int) -> list[list[Word]]:
        return [[Word("ยังไม่ดำเน็นการ", 0, 0, 300, 40, (1, 1, 1), 0.7)] for _ in pictures]

    monkeypatch.setattr(scan_page, "recognise", misreading)
    page = Image.new("L", (1600, 1100), 255)
    page.paste(0, (300, 300, 318, 318))
    source = read_scan(saved(page), name="ก.png")
    assert [notice.code for notice in source.notices] == ["ocr_corrected"]
    assert "ดำเน็นการ" in source.notices[0].message
    assert "ดำเนินการ" in source.notices[0].message


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00\x08\x00\x00\x00", b"GIF89a"])
def test_a_broken_picture_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"ก\.png"):
        read_scan(data, name="ก.png")


def test_a_truncated_picture_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFile, match=r"ก\.png"):
        read_scan(saved(picture(TABLE))[:3000], name="ก.png")


def test_a_blank_page_says_that_nothing_was_found() -> None:
    with pytest.raises(UnreadableFile, match="ไม่พบตัวอักษร"):
        read_scan(saved(Image.new("L", (800, 1100), 255)), name="ก.png")


def test_a_picture_beyond_the_limit_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(FileTooLarge):
        read_scan(saved(Image.new("1", (20_000, 20_000), 1)), name="ก.png")


@pytest.mark.parametrize("languages", [["eng", "osd"], None])
def test_a_missing_tesseract_says_what_to_type(monkeypatch: pytest.MonkeyPatch, languages: list[str] | None) -> None:
    import pytesseract

    def installed() -> list[str]:
        if languages is None:
            raise pytesseract.TesseractNotFoundError
        return languages

    monkeypatch.setattr(pytesseract, "get_languages", installed)
    ocr.check_tesseract.cache_clear()
    with pytest.raises(MissingTool, match="apt-get install tesseract-ocr tesseract-ocr-tha"):
        ocr.check_tesseract()
    ocr.check_tesseract.cache_clear()
