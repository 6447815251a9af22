"""The picture of a page lies under the boxes of what was read from it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy
import pypdf
import pypdfium2
import pytest
import typst
from PIL import Image

from prongsai.core.papers.blocks import Box, PageBreak, Source, Table
from prongsai.core.papers.errors import FileTooLarge, UnreadableFile, UnsupportedKind
from prongsai.core.papers.readers import ocr, pdf, scan, scan_page
from prongsai.core.papers.readers.limits import Limits
from prongsai.core.papers.readers.ocr import Word
from prongsai.core.papers.readers.opening import open_source
from prongsai.core.papers.readers.page_picture import page_picture

FONTS = str(files("prongsai.core.papers.writers") / "fonts")
BODY = """#set text(font: "Prongsai Sarabun", size: 16pt, lang: "th")
#set page(paper: "a4", margin: 3cm)
แผนงานปลูกต้นไม้ริมทางของหมู่บ้าน

#v(1cm)
#table(columns: (2cm, 6cm, 5cm), [ลำดับ], [มาตรการ], [ผู้รับผิดชอบ], [๑], [จัดทำคู่มือ], [กองคลัง], [๒], [เผยแพร่ให้ทราบ], [สำนักปลัด])
"""
# Rules and the edges of letters may reach so far beyond their box (parts of the page).
ROOM = 0.008


@pytest.fixture(autouse=True)
def _blind_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(pictures: Sequence[object], mode: int) -> list[list[Word]]:
        return [[] for _ in pictures]

    monkeypatch.setattr(scan_page, "recognise", blind)
    for module in (scan, pdf, ocr):
        monkeypatch.setattr(module, "check_tesseract", lambda: None)


@pytest.fixture(scope="module")
def printed() -> bytes:
    return typst.compile(BODY.encode(), font_paths=[FONTS], ignore_system_fonts=True)


def _changed(printed: bytes, change: Any) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed))
    change(writer.pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _scanned(printed: bytes, turn: float) -> Image.Image:
    page = pypdfium2.PdfDocument(printed)[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    return page.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=255)


def _boxes(source: Source, page: int) -> list[Box]:
    found = []
    for block in source.blocks:
        if isinstance(block, Table):
            found += [cell.box for row in block.rows for cell in row if cell is not None and cell.place.page == page]
        elif not isinstance(block, PageBreak) and block.place.page == page:
            found.append(block.box)
    boxes = [box for box in found if box is not None]
    assert len(boxes) == len(found) >= 10
    return boxes


def _assert_ink_in_boxes(path: Path, page: int = 1) -> Image.Image:
    """Every box holds ink, and no ink stands outside the boxes."""
    image = Image.open(io.BytesIO(page_picture(path, page)))
    ink = numpy.asarray(image.convert("L")) < 110
    height, width = ink.shape
    outside = ink.copy()
    for box in _boxes(open_source(path, use_ocr=True), page):
        left, top, right, bottom = box.x - ROOM, box.y - ROOM, box.x + box.width + ROOM, box.y + box.height + ROOM
        area = numpy.s_[max(0, int(top * height)) : int(bottom * height) + 1, max(0, int(left * width)) : int(right * width) + 1]
        assert ink[area].sum() > 20
        outside[area] = False
    assert outside.sum() == 0
    return image


def test_boxes_of_a_pdf_lie_on_its_picture(tmp_path: Path, printed: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed)
    assert _assert_ink_in_boxes(path).size == (900, 1273)


def _sideways(page: pypdf.PageObject) -> None:
    page.rotate(90)
    page.transfer_rotation_to_content()


def _cropped(page: pypdf.PageObject) -> None:
    page.cropbox = pypdf.generic.RectangleObject((60, 400, 560, 800))


def _larger_than_the_sheet(page: pypdf.PageObject) -> None:
    page.cropbox = pypdf.generic.RectangleObject((-100, -200, 900, 1000))


@pytest.mark.parametrize("change", [lambda page: page.rotate(90), _sideways, _cropped, _larger_than_the_sheet])
def test_boxes_lie_on_the_picture_also_of_a_turned_or_cut_page(tmp_path: Path, printed: bytes, change: Any) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_changed(printed, change))
    _assert_ink_in_boxes(path)


@pytest.mark.parametrize("turn", [0.0, 2.5])
def test_boxes_of_a_scan_lie_on_the_straightened_picture(tmp_path: Path, printed: bytes, turn: float) -> None:
    path = tmp_path / "a.png"
    _scanned(printed, turn).save(path)
    _assert_ink_in_boxes(path)


@pytest.mark.parametrize("name", ["a.pdf", "a.tif"])
def test_boxes_of_a_further_scanned_page_lie_on_its_picture(tmp_path: Path, printed: bytes, name: str) -> None:
    path = tmp_path / name
    _scanned(printed, -2.0).save(path, save_all=True, append_images=[_scanned(printed, 1.0)], resolution=200)
    _assert_ink_in_boxes(path, 2)


def test_a_picture_is_small_also_where_the_page_is_full_of_dots(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(numpy.random.default_rng(1).integers(0, 255, (1400, 1000), dtype=numpy.uint8)).save(path)
    data = page_picture(path, 1)
    assert len(data) <= 150_000
    assert data[8:12] == b"WEBP"


@pytest.mark.parametrize(("wanted", "width"), [(300, 300), (1, 100), (90_000, 2_000)])
def test_a_picture_is_as_wide_as_wanted_within_reason(tmp_path: Path, printed: bytes, wanted: int, width: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed)
    drawn = Image.open(io.BytesIO(page_picture(path, 1, width_px=wanted))).width
    assert drawn == width or (wanted > 2_000 and drawn > 900)


def test_a_very_long_page_is_not_drawn_out_of_bounds(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 14_000)
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        writer.write(file)
    drawn = Image.open(io.BytesIO(page_picture(path, 1)))
    assert drawn.width * drawn.height <= 6_100_000


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_the_file_does_not_have_is_refused(tmp_path: Path, printed: bytes, page: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed)
    with pytest.raises(UnreadableFile):
        page_picture(path, page)


def test_a_file_without_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ต้นไม้", "utf-8")
    with pytest.raises(UnsupportedKind):
        page_picture(path, 1)


def test_a_file_beyond_the_limits_is_refused(tmp_path: Path, printed: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed)
    with pytest.raises(FileTooLarge):
        page_picture(path, 1, limits=Limits(file_bytes=100))
