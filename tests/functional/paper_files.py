"""Files that people attach in the journeys, and the text of files that they print."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdfium2 as pdfium
from PIL import Image

CAMERA = "Camera of the test"


def small_pdf(path: Path) -> Path:
    """A PDF of one empty page."""
    document = pdfium.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)
    document.close()
    return path


def photo(path: Path) -> Path:
    """A JPEG as a phone makes it: it names the camera and the place."""
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    exif.get_ifd(0x8825).update({1: "N", 2: (18.0, 34.0, 12.0), 3: "E", 4: (99.0, 0.0, 30.0)})
    Image.new("RGB", (64, 48), (120, 150, 90)).save(path, "JPEG", exif=exif)
    return path


def hidden_data(picture: bytes) -> dict[int, object]:
    """What a picture says besides its pixels."""
    with Image.open(io.BytesIO(picture)) as opened:
        found = opened.getexif()
        return {**found, **found.get_ifd(0x8825)}


def text_of(path: Path) -> str:
    """All text of a PDF or DOCX."""
    if path.suffix == ".docx":
        return "\n".join(element.text or "" for element in docx.Document(str(path)).element.iter() if element.tag.endswith("}t"))
    document = pdfium.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
