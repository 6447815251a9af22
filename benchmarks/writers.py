"""PDF pages written per second beside LibreOffice and WeasyPrint, on one invented paper of 23 measures; time and memory of each format.

Every engine sets the same papers: ours from the sheet, LibreOffice from our DOCX, WeasyPrint from our HTML, one engine after another in
this one run, so the ratios hold although the machine may be slow. Each paper differs in wording from the one before: no engine gains
by remembering. An engine that is not installed is skipped with a line saying so.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from prongsai.core.papers.model import DocumentInfo, Measure, Organisation, Paper, Period, Signatory
from prongsai.core.papers.writers.writing import KINDS, Kind, write_paper

MEASURES = 23
LAYOUT = "result-report"
REPEATS = 5
VOCABULARY = """
จัดทำ เผยแพร่ ประชุม ชี้แจง แนวทาง ประชาชน เจ้าหน้าที่ ข้อมูล ข่าวสาร งบประมาณ โปร่งใส ตรวจสอบ รายงาน คู่มือ มาตรฐาน บริการ ช่องทาง ร้องเรียน
ทรัพย์สิน ราชการ อบรม คุณธรรม จริยธรรม คำสั่ง คณะทำงาน เว็บไซต์ ผลการประเมิน ปรับปรุง ติดตาม สม่ำเสมอ
"""
WORDS = VOCABULARY.split()


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast an engine is: seconds for one paper, and pages of one paper, both on average."""

    engine: str
    seconds: float
    pages: float

    @property
    def pages_per_second(self) -> float:
        return self.pages / self.seconds


def sample_paper(seed: int) -> Paper:
    """A report of an invented municipality with 23 measures, the same for the same seed."""
    chance = random.Random(seed)

    def phrase(low: int, high: int) -> str:
        return "".join(chance.choice(WORDS) for _ in range(chance.randint(low, high)))

    measures = tuple(
        Measure(
            number=str(number),
            title=phrase(3, 6),
            steps=tuple(phrase(6, 14) for _ in range(chance.randint(1, 4))),
            step_labels=("-",) * 4,
            responsible_units=("สำนักปลัด",),
            responsible_as_written="สำนักปลัด",
            period=Period("ต.ค. 67 - ก.ย. 68", date(2024, 10, 1), date(2025, 9, 30)),
            outputs=tuple(phrase(6, 16) for _ in range(chance.randint(1, 3))),
            suggestions=(phrase(5, 12),),
        )
        for number in range(1, MEASURES + 1)
    )
    return Paper(
        document=DocumentInfo(type="measures_report", title="รายงานผลการดำเนินการตามมาตรการ", date="2025-09-30"),
        organisation=Organisation(name="เทศบาลตำบลดาวเหนือสมมุติ", short_name="ทต.ดาวเหนือสมมุติ", type="ทต."),
        fiscal_year=2568,
        measures=measures,
        approval_chain=(Signatory(1, "นายสมมุติ ทดสอบ", "นิติกร", "ผู้จัดทำ"),),
    )


def pages_of(data: bytes) -> int:
    """Number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def time_each(engine: str, works: Sequence[Callable[[], bytes]]) -> Speed:
    """Run the first work to warm up, then time each of the others, which give PDFs."""
    works[0]()
    begin = time.perf_counter()
    results = [work() for work in works[1:]]
    seconds = time.perf_counter() - begin
    return Speed(engine, seconds / len(results), statistics.fmean(map(pages_of, results)))


def time_ours(papers: Sequence[Paper]) -> Speed:
    """Our PDF, fonts and dictionary already loaded."""
    return time_each("prongsai (Typst)", [partial(write_paper, paper, layout=LAYOUT, kind="pdf") for paper in papers])


def time_weasyprint(papers: Sequence[Paper]) -> list[Speed]:
    """WeasyPrint on our HTML, its modules already loaded. Empty if not installed."""
    if importlib.util.find_spec("weasyprint") is None:
        print("WeasyPrint: not installed, skipped (pip install weasyprint)")
        return []
    import weasyprint  # type: ignore[import-untyped]

    pages = [write_paper(paper, layout=LAYOUT, kind="html").decode() for paper in papers]
    return [time_each("WeasyPrint", [weasyprint.HTML(string=page).write_pdf for page in pages])]


def time_libreoffice(papers: Sequence[Paper]) -> list[Speed]:
    """LibreOffice on our DOCX: a call for one paper, and a further paper in a call for several. Empty if not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        print("LibreOffice: not installed, skipped (apt install libreoffice-writer)")
        return []
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        names = [str(room / f"{number}.docx") for number in range(len(papers))]
        for name, paper in zip(names, papers, strict=True):
            Path(name).write_bytes(write_paper(paper, layout=LAYOUT, kind="docx"))

        def convert(count: int) -> float:
            profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
            command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *names[:count]]
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            return time.perf_counter() - begin

        convert(1)
        one, every = (min(convert(count) for _ in range(3)) for count in (1, len(papers)))
        pages = statistics.fmean(pages_of(file.read_bytes()) for file in room.glob("*.pdf"))
    further = max(one / 100, (every - one) / (len(papers) - 1))
    return [Speed("LibreOffice, a call each", one, pages), Speed("LibreOffice, in one call", further, pages)]


def print_engines() -> None:
    """The engines side by side; the ratio says how many times as many pages a second we write."""
    papers = [sample_paper(seed) for seed in range(REPEATS + 1)]
    found = [time_ours(papers), *time_libreoffice(papers), *time_weasyprint(papers)]
    ours = found[0]
    print(f"\n{'PDF of 23 measures, warm':<26}{'s a paper':>10}{'pages':>7}{'pages/s':>9}{'ours is':>10}")
    for speed in found:
        ratio = ours.pages_per_second / speed.pages_per_second
        print(f"{speed.engine:<26}{speed.seconds:>10.3f}{speed.pages:>7.1f}{speed.pages_per_second:>9.1f}{ratio:>8.1f} ×")


def print_formats() -> None:
    """Each format in a process of its own: first paper (cold), further ones (warm), most memory held."""
    print(f"\n{'format':<8}{'first s':>9}{'warm s':>9}{'kB':>7}{'peak MB':>9}{'peak / json':>13}")
    rows = []
    for kind in KINDS:
        result = subprocess.run([sys.executable, __file__, "--one", kind], check=True, capture_output=True, text=True)
        first, warm, size, peak = map(float, result.stdout.split())
        rows.append((kind, first, warm, size, peak))
    least = next(peak for kind, *_, peak in rows if kind == "json")
    for kind, first, warm, size, peak in rows:
        print(f"{kind:<8}{first:>9.3f}{warm:>9.3f}{size:>7.0f}{peak:>9.0f}{peak / least:>11.1f} ×")


def measure_one(kind: Kind) -> None:
    """Write one format and print: seconds of the first paper, of further papers, kilobytes, peak megabytes of this process."""
    times, size = [], 0
    for seed in range(REPEATS + 1):
        paper = sample_paper(seed)
        begin = time.perf_counter()
        size = len(write_paper(paper, layout=LAYOUT, kind=kind))
        times.append(time.perf_counter() - begin)
    kilobytes_to_megabytes = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilobytes_to_megabytes
    print(times[0], statistics.median(times[1:]), size / 1000, peak)


def main() -> None:
    """Print both tables, or one raw line with `--one KIND`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=KINDS, help=argparse.SUPPRESS)
    chosen = parser.parse_args().one
    if chosen:
        measure_one(chosen)
    else:
        print_formats()  # first: a child's peak memory is never counted below what its parent held
        print_engines()


if __name__ == "__main__":
    main()
