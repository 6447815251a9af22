"""Pages read per second of each kind of file, side by side in one run: the samples, then a paper of a hundred pages and a tenth of it.

Every kind carries the same paper, so "pages" are the pages of its PDF. Each file is read in a process of its own, whose peak memory is
told; the start of Python and the imports are left out of the time by reading a small file of the same kind first. Data that our own files
carry is ignored: what is measured is reading. A scan is read only where Tesseract is installed, and only a few pages of it.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from prongsai.core.papers.model import Measure, Paper
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.writers.writing import Kind, write_paper
from prongsai.samples import SAMPLES, sample_path

LAYOUT = "result-report"
LARGE = 290
"""Measures that fill about a hundred pages."""
SCANNED_PAGES = 3
DOTS_PER_INCH = 200
KINDS: tuple[Kind, ...] = ("html", "xlsx", "docx", "pdf")


@dataclass(frozen=True, slots=True)
class Figure:
    """One file read: seconds for the whole file, and the most memory that the process held, in MiB."""

    what: str
    pages: int
    seconds: float
    peak_mib: float


def sample_report() -> Paper:
    """The result report among the samples."""
    return read_paper(sample_path("result-report.txt"))


def large_report(count: int) -> Paper:
    """The sample report grown to `count` measures; each carries its number in title, steps and outputs, so that no two are alike."""
    report = sample_report()

    def grown(measure: Measure, number: int) -> Measure:
        mark = f" (เรื่องที่ {number})"
        return replace(
            measure,
            number=str(number),
            title=measure.title + mark,
            steps=tuple(step + mark for step in measure.steps),
            outputs=tuple(output + mark for output in measure.outputs),
        )

    some = report.measures
    return replace(report, measures=tuple(grown(some[index % len(some)], index + 1) for index in range(count)))


def as_text(paper: Paper) -> str:
    """The report as text with one tab-separated table per measure, as the samples have it."""
    head = "มาตรการ/ กิจกรรม\tวิธีดำเนินงาน\tหน่วยงานที่ รับผิดชอบ\tระยะเวลา ดำเนินงาน\tผลการ ดำเนินงาน\tข้อเสนอแนะ"
    lines = [paper.document.title or "", paper.organisation.name or "", ""]
    for measure in paper.measures:
        cells = (
            f"{measure.number}. {measure.title}",
            " ".join(f"<p>- {step}</p>" for step in measure.steps),
            measure.responsible_as_written or "",
            measure.period.as_written if measure.period else "",
            " ".join(f"<p>- {output}</p>" for output in measure.outputs),
            " ".join(measure.suggestions),
        )
        lines += [head, "\t".join(cells), ""]
    return "\n".join(lines)


def page_count(pdf: bytes) -> int:
    """Pages of a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def scanned(pdf: bytes, pages: int) -> bytes:
    """The first pages of a PDF as grey pictures in a PDF."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [document[index].render(scale=DOTS_PER_INCH / 72).to_pil().convert("L") for index in range(min(pages, len(document)))]
    out = io.BytesIO()
    pictures[0].save(out, format="PDF", save_all=True, append_images=pictures[1:], resolution=DOTS_PER_INCH)
    return out.getvalue()


def read_alone(warm: Path, path: Path, *, use_ocr: bool = False) -> dict[str, float]:
    """Read `warm`, then `path` with the clock running, in a process of its own: seconds, peak MiB, measures found."""
    command = [sys.executable, __file__, "--one", str(warm), str(path), *(["--ocr"] if use_ocr else [])]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, float] = json.loads(printed)
    return figures


def peak_mib() -> float:
    """The most memory that this process has held. Where the system does not say, the figure may include the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii", "replace").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _one(warm: Path, path: Path, *, use_ocr: bool) -> None:
    read_paper(warm, use_ocr=use_ocr, use_embedded=False)
    begin = time.perf_counter()
    paper = read_paper(path, use_ocr=use_ocr, use_embedded=False)
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "peak": peak_mib(), "measures": len(paper.measures)}))


def sizes(folder: Path, counts: tuple[int, ...]) -> Iterator[Figure]:
    """Every kind at every size; the number of measures read is checked against the paper."""
    for count in counts:
        paper = large_report(count)
        pdf = write_paper(paper, layout=LAYOUT, kind="pdf", embed=False)
        pages = page_count(pdf)
        files = {"text": folder / f"{count}.txt"}
        files["text"].write_text(as_text(paper), encoding="utf-8")
        for kind in KINDS:
            files[kind] = folder / f"{count}.{kind}"
            files[kind].write_bytes(pdf if kind == "pdf" else write_paper(paper, layout=LAYOUT, kind=kind, embed=False))
        for what, path in files.items():
            small = path.with_stem(str(counts[0]))
            figures = read_alone(small, path)
            note = "" if figures["measures"] == count else f", {figures['measures']:.0f} of {count} measures!"
            yield Figure(f"{what}{note}", pages, figures["seconds"], figures["peak"])


def sample_figures() -> Iterator[Figure]:
    """Every sample, read after the plan."""
    for name in SAMPLES:
        figures = read_alone(sample_path("plan.txt"), sample_path(name))
        yield Figure(name, 0, figures["seconds"], figures["peak"])


def scan_figure(folder: Path) -> Figure | None:
    """A few scanned pages, or None where Tesseract is missing."""
    if shutil.which("tesseract") is None:
        return None
    pdf = write_paper(large_report(14), layout=LAYOUT, kind="pdf", embed=False)
    path = folder / "scan.pdf"
    path.write_bytes(scanned(pdf, SCANNED_PAGES))
    figures = read_alone(sample_path("plan.txt"), path, use_ocr=True)
    return Figure("scan (OCR)", SCANNED_PAGES, figures["seconds"], figures["peak"])


def show(figures: list[Figure]) -> None:
    """The figures as lines, each with its ratio to the first."""
    first = figures[0].pages / figures[0].seconds
    for figure in figures:
        rate = figure.pages / figure.seconds
        speed = f"{figure.seconds:8.3f} s {rate:9.1f} pages/s  1/{first / rate:<7.1f}"
        print(f"  {figure.what:24s} {figure.pages:4d} pages {speed} {figure.peak_mib:6.0f} MiB")


def main() -> None:
    """Print all figures; with `--one`, be the process that reads one file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", nargs=2, type=Path, metavar=("WARM", "FILE"))
    parser.add_argument("--ocr", action="store_true")
    parser.add_argument("--measures", type=int, default=LARGE, help="measures of the large paper")
    chosen = parser.parse_args()
    if chosen.one:
        _one(chosen.one[0], chosen.one[1], use_ocr=chosen.ocr)
        return
    print("samples")
    for figure in sample_figures():
        print(f"  {figure.what:24s} {figure.seconds * 1000:8.0f} ms  {figure.peak_mib:6.0f} MiB")
    with tempfile.TemporaryDirectory() as folder:
        tenth = max(14, chosen.measures // 10)
        figures = list(sizes(Path(folder), (tenth, chosen.measures)))
        kinds = len(figures) // 2
        for count, part in ((tenth, figures[:kinds]), (chosen.measures, figures[kinds:])):
            print(f"{count} measures")
            show(part)
        scan = scan_figure(Path(folder))
        if scan is None:
            print("no scan: tesseract is not installed")
        else:
            print("scan, beside the text of the large paper")
            show([figures[kinds], scan])


if __name__ == "__main__":
    main()
