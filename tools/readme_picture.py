"""Draws the picture of the README anew: two pages of the sample plan as printed, side by side. Run after a change of how papers look."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.writers.writing import write_paper
from prongsai.samples import sample_path

TARGET = Path(__file__).resolve().parents[1] / "docs" / "images" / "plan-pages.png"
HEADERS = ("อันดับ", "ผู้รับผิดชอบ")  # of the tables shown: scores; measures
DOTS_PER_INCH = 96
GAP_PIXELS = 16
GREYS = 16


def main() -> None:
    """Writes `docs/images/plan-pages.png`."""
    document = pypdfium2.PdfDocument(write_paper(read_paper(sample_path("plan.txt")), layout="plan", kind="pdf"))
    texts = [page.get_textpage().get_text_range() for page in document]
    numbers = [next(number for number, text in enumerate(texts) if header in text) for header in HEADERS]
    drawn = [document[number].render(scale=DOTS_PER_INCH / 72).to_pil().convert("L") for number in numbers]
    pages = [ImageOps.expand(page, border=1, fill=160) for page in drawn]
    width = sum(page.width for page in pages) + GAP_PIXELS * (len(pages) - 1)
    picture = Image.new("L", (width, max(page.height for page in pages)), 255)
    left = 0
    for page in pages:
        picture.paste(page, (left, 0))
        left += page.width + GAP_PIXELS
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(GREYS).save(TARGET, optimize=True)
    print(f"{TARGET.name}: {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
