"""How well, and how fast, scans of the sample papers are read: each is printed, turned into pictures of 200 dots per inch, and read by OCR.

The F1 counts single values against the hand-made labels, text by text: one wrong letter makes a value wrong. The test suite holds one
sample to 0.90; here all stand, with the F1 of the same paper read from its PDF before it was scanned. Needs Tesseract.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_from_json, paper_to_json
from prongsai.core.papers.writers.writing import write_paper

ROOT = Path(__file__).parents[1]
LABELS = ROOT / "tests" / "data" / "samples"
LAYOUTS = {"measures": "result-report"}
PAPERS = ("plan", "status-memo", "result-report", "outcome-report", "action-plan", "measures")


def measure(name: str, folder: Path) -> tuple[int, float, float, float]:
    """Pages of a sample, F1 of its PDF, F1 of its scan, and seconds for the scan."""
    from reading import page_count, scanned
    from tests.integration.paper_differences import agreement

    label = json.loads((LABELS / f"{name}.json").read_text("utf-8"))
    printed, scan = folder / f"{name}.pdf", folder / f"{name}-scan.pdf"
    printed.write_bytes(write_paper(paper_from_json(label), layout=LAYOUTS.get(name, name), kind="pdf", embed=False))
    pages = page_count(printed.read_bytes())
    scan.write_bytes(scanned(printed.read_bytes(), pages))
    from_print = agreement(label, paper_to_json(read_paper(printed)), any_digits=True)
    begin = time.perf_counter()
    from_scan = agreement(label, paper_to_json(read_paper(scan, use_ocr=True)), any_digits=True)
    return pages, from_print, from_scan, time.perf_counter() - begin


def main() -> None:
    """Print one line per sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", nargs="*", default=PAPERS, metavar="PAPER", help=f"some of {', '.join(PAPERS)}")
    chosen = parser.parse_args().papers
    if shutil.which("tesseract") is None:
        print("no scans: tesseract is not installed")
        return
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            pages, from_print, from_scan, seconds = measure(name, Path(folder))
            print(
                f"  {name:16s} {pages:3d} pages  F1 {from_print:.3f} in print, {from_scan:.3f} scanned  {seconds / pages:6.2f} s a page",
                flush=True,
            )


if __name__ == "__main__":
    main()
