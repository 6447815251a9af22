"""A printed paper that went through a scanner is still read, nearly whole."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2
from PIL import Image
from tests.integration.paper_differences import agreement

from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_from_json, paper_to_json
from prongsai.core.papers.writers.writing import write_paper

LABELS = Path(__file__).parents[1] / "data" / "samples"
DOTS_PER_INCH = 200


def scanned(pdf: bytes) -> bytes:
    """The pages of a PDF as pictures in a PDF, grey, at 200 dots per inch: what an office scanner leaves."""
    document = pypdfium2.PdfDocument(pdf)
    pages: list[Image.Image] = [page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L") for page in document]
    document.close()
    out = io.BytesIO()
    pages[0].save(out, format="PDF", save_all=True, append_images=pages[1:], resolution=DOTS_PER_INCH)
    return out.getvalue()


def test_a_scan_at_200_dots_per_inch_is_read_with_f1_of_90_percent(tmp_path: Path) -> None:
    label = json.loads((LABELS / "status-memo.json").read_text("utf-8"))
    pdf = write_paper(paper_from_json(label), layout="status-memo", kind="pdf", embed=False)
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(pdf))

    read = read_paper(path, use_ocr=True)

    assert agreement(label, paper_to_json(read), any_digits=True) >= 0.90
