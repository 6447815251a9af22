"""What clients do: write through the forms that people use, and note what they were told."""

from __future__ import annotations

import hashlib
import http.client
import io
import random
import re
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

import lxml.html
from tools.torture.journal import Journal, Write
from tools.torture.visitor import Answer, Unreachable, Upload, Visitor

PAPER = """แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. {year}
องค์การบริหารส่วนตำบลทุ่งดาวเรือง อำเภอธารคำใส จังหวัดลำพูน

ที่\tมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\tการกำกับติดตาม
1\tมาตรการ {mark}\tเขียนประกาศ\tกองคลัง\tต.ค. 68 - มี.ค. 69\tรายงานภายใน 31 มี.ค. 69
"""


class Gate:
    """Lets clients through, and shuts while the state is looked at."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._is_open, self._inside = True, 0

    def __enter__(self) -> None:
        with self._change:
            self._change.wait_for(lambda: self._is_open)
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._change:
            self._inside -= 1
            self._change.notify_all()

    def shut(self) -> None:
        """Let nobody in and wait until nobody is inside."""
        with self._change:
            self._is_open = False
            self._change.wait_for(lambda: self._inside == 0)

    def open(self) -> None:
        """Let everybody in again."""
        with self._change:
            self._is_open = True
            self._change.notify_all()


@dataclass
class Client:
    """One person at work, with objects that nobody else changes."""

    name: str
    visitor: Visitor
    journal: Journal
    chance: random.Random
    base: str
    year: int
    measure_id: int
    _count: int = field(default=0)

    def report(self) -> None:
        """Report progress with one to three files."""
        path = f"{self.base}/measures/{self.measure_id}/report/"
        values, mark = self.visitor.form_of(path, "done_text"), self._mark()
        some = range(self.chance.randint(1, 3))
        files = [f"%PDF-1.4\n% {mark} {index}\n".encode() * self.chance.choice((1, 50, 5_000)) for index in some]
        uploads = tuple(Upload("evidence", f"{mark}-{index}.pdf", data) for index, data in enumerate(files))
        write = self._intend("report", mark, files=[hashlib.sha256(data).hexdigest() for data in files])
        answer = self.visitor.post(path, values | {"done_text": [f"รายงาน {mark}"]}, uploads)
        self._settle(write, answer, rf"{self.base}/measures/{self.measure_id}/")

    def change(self) -> None:
        """Change the title of the own measure."""
        path = f"{self.base}/measures/{self.measure_id}/edit/"
        values, mark = self.visitor.form_of(path, "title"), self._mark()
        write = self._intend("change", mark, measure=self.measure_id)
        answer = self.visitor.post(path, values | {"title": [f"มาตรการ {mark}"], "act": ["save"]})
        self._settle(write, answer, rf"{self.base}/measures/{self.measure_id}/.*")

    def add(self) -> None:
        """Add a measure to the plan of the year."""
        path = f"{self.base}/{self.year}/measures/add/"
        values, mark = self.visitor.form_of(path, "title"), self._mark()
        write = self._intend("add", mark)
        typed = {"title": [f"มาตรการ {mark}"], "steps-0-text": ["ออกประกาศ"], "act": ["save"]}
        answer = self.visitor.post(path, values | typed)
        self._settle(write, answer, rf"{self.base}/measures/\d+/")

    def hand_in(self) -> None:
        """Hand in a paper; the worker reads it."""
        path = f"{self.base}/{self.year}/imports/add/"
        values, mark = self.visitor.form_of(path, "fiscal_year"), self._mark()
        data = PAPER.format(year=self.year, mark=mark).encode()
        write = self._intend("paper", mark, sha256=hashlib.sha256(data).hexdigest())
        answer = self.visitor.post(path, values, (Upload("file", f"{mark}.txt", data),))
        self._settle(write, answer, rf"{self.base}/imports/(?P<run>\d+)/")

    def print_plan(self) -> None:
        """Give the large plan a new title, so that it has a new state, and have it printed by the worker."""
        year = self.year + 1
        path = f"{self.base}/{year}/measures/about/"
        values, mark = self.visitor.form_of(path, "background"), self._mark()
        write = self._intend("title", mark, year=year)
        self._settle(write, self.visitor.post(path, values | {"title": [f"แผน {mark}"]}), rf"{self.base}/.*")
        chosen = {"layout": ["plan"], "digits": ["thai"], "kind": [self.chance.choice(["docx", "xlsx"])]}
        write = self._intend("print", mark)
        answer = self.visitor.post(f"{self.base}/{year}/reports/print/", chosen)
        self._settle(write, answer, rf"{self.base}/{year}/reports/printing/(?P<job>\d+)/")

    def add_evidence(self) -> None:
        """Upload one to three pieces of evidence; each is kept by itself."""
        path, mark = f"{self.base}/measures/{self.measure_id}/evidence/add/", self._mark()
        self.visitor.get(path)
        files = [f"%PDF-1.4\n% {mark} evidence {index}\n".encode() for index in range(self.chance.randint(1, 3))]
        uploads = tuple(Upload("files", f"{mark}-{index}.pdf", data) for index, data in enumerate(files))
        write = self._intend("evidence", mark, files=[hashlib.sha256(data).hexdigest() for data in files], measure=self.measure_id)
        answer = self.visitor.post(path, {"kind": ["file"]}, uploads)
        self._settle(write, answer, rf"{self.base}/measures/{self.measure_id}/evidence/days/")

    def ask(self) -> None:
        """Ask a unit for more: its people are told, and mailed."""
        path = f"{self.base}/measures/{self.measure_id}/ask/"
        values, mark = self.visitor.form_of(path, "wanted_by"), self._mark()
        write = self._intend("ask", mark)
        answer = self.visitor.post(path, values | {"text": [f"ขอภาพ {mark}"]})
        self._settle(write, answer, rf"{self.base}/measures/{self.measure_id}/")

    def send_sheet(self) -> None:
        """Take the plan out as a workbook, change a title in it, hand it in and take it in."""
        path, mark = f"{self.base}/{self.year + 2}/measures/sheet/", self._mark()
        now = self.visitor.form_of(f"{self.base}/measures/{self.measure_id}/edit/", "title")["title"][0].strip()
        workbook = self.visitor.get(f"{path}file/").content
        answer = self.visitor.post(path, {}, (Upload("file", f"{mark}.xlsx", _retitled(workbook, now, f"มาตรการ {mark}")),))
        if answer.status != http.client.FOUND:
            raise LookupError(f"workbook: {answer.status} {_faults_in(answer.content)}")
        values = self.visitor.form_of(answer.location, "token")
        write = self._intend("sheet", mark, measure=self.measure_id)
        self._settle(write, self.visitor.post(answer.location, values | {"act": ["take"]}), re.escape(answer.location))

    def _mark(self) -> str:
        self._count += 1
        return f"{self.name}-{self._count}-{self.chance.getrandbits(32):08x}"

    def _intend(self, kind: str, mark: str, **facts: object) -> Write:
        return self.journal.intend(kind, mark, client=self.name, **facts)

    def _settle(self, write: Write, answer: Answer, expected: str) -> None:
        found = re.fullmatch(expected, answer.location)
        if answer.status == http.client.FOUND and found:
            self.journal.acknowledge(write, **{name: int(value) for name, value in found.groupdict().items()})
        elif answer.location.startswith("/sign-in/"):
            raise Unreachable("the session is gone")
        else:
            self.journal.refuse(write, f"{answer.status} {answer.location} {_faults_in(answer.content)}")


def _retitled(workbook: bytes, old_title: str, title: str) -> bytes:
    """The workbook with another title of a measure."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith(".xml"):
                content = content.replace(f">{old_title}<".encode(), f">{title}<".encode())
            new.writestr(entry, content)
    return out.getvalue()


def _faults_in(content: bytes) -> str:
    if not content:
        return ""
    page = lxml.html.fromstring(content)
    return " · ".join(
        " ".join(entry.text_content().split())
        for entry in page.xpath("//*[contains(@class, 'invalid') or contains(@class, 'alert') or contains(@class, 'error')]")
    )[:400]


def work(client: Client, deed: Callable[[], None], gate: Gate, is_over: threading.Event, pause: float) -> None:
    """Let a client do its deed until it is over. What fails on the way is in doubt; what breaks the harness is told as refused."""
    while not is_over.is_set():
        with gate:
            if is_over.is_set():
                return
            try:
                deed()
            except Unreachable:
                pass
            except Exception as error:
                client.journal.refused.append(f"{client.name}: {type(error).__name__}: {error}")
        time.sleep(client.chance.uniform(0.2, 1.0) * pause)
