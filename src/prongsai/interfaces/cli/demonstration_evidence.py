"""Evidence of the demonstration: files, an address and frozen numbers of some measures, one of them of a day outside the year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.actor import Actor
from prongsai.programme.evidence.actions.adding import Content, of_address, of_source, of_upload
from prongsai.programme.evidence.actions.checking import Found, keep_check
from prongsai.programme.evidence.drafts import EvidenceDraft
from prongsai.programme.evidence.models import Evidence, EvidenceCheck
from prongsai.programme.plans.actions.evidence import add_evidence
from prongsai.programme.plans.models import Measure

SITE = "https://www.thungdaoruang.example/"
_DONE = 0
"""The measure, by its place in the plan, that has evidence of all three kinds."""
_ALMOST = 7


def add_evidence_of_year(*, by: Actor, now: datetime, this_year: int) -> None:
    """Give some measures of this year's plan evidence. No address is asked over the network."""
    measures = list(Measure.objects.filter(plan__agency_id=by.agency, plan__fiscal_year=this_year, withdrawn_at=None))
    first, today = fiscal_year_range(this_year)[0], timezone.localdate(now)
    day = max(first, today - timedelta(days=12))
    paper = of_upload(by=by, at=now, data=_paper("Announcement of the steps, signed"), name="ประกาศขั้นตอน.pdf")
    _add(by, now, measures[_DONE], "ประกาศขั้นตอน", paper, day)
    page = of_address(f"{SITE}plan/forms")
    linked = _add(by, now, measures[_DONE], "หน้าเผยแพร่แบบฟอร์ม", page, None)
    found = Found(EvidenceCheck.Outcome.ALIVE, 200, "text/html", page.url, detail="set up for the demonstration")
    keep_check(at=now, revision=linked.revisions.get(), found=found)
    numbers = of_source("plans.progress", agency=Agency.objects.get(pk=by.agency), fiscal_year=this_year, at=now)
    _add(by, now, measures[_DONE], "ผลของแผนในปีนี้", numbers, None)
    sign = of_upload(by=by, at=now, data=_picture(), name="ภาพป้ายประกาศ.jpg")
    _add(by, now, measures[_DONE], "ภาพป้ายประกาศ", sign, first - timedelta(days=11))
    minutes = of_upload(by=by, at=now, data=_paper("Minutes of the meeting"), name="รายงานการประชุม.pdf")
    _add(by, now, measures[_ALMOST], "รายงานการประชุม", minutes, day, expires_on=today + timedelta(days=20))


def _add(
    by: Actor, now: datetime, measure: Measure, title: str, content: Content, day: date | None, expires_on: date | None = None
) -> Evidence:
    draft = EvidenceDraft(title=title, evidence_on=day, expires_on=expires_on)
    return add_evidence(by=by, at=now, measure=measure, draft=draft, content=content)


def _picture() -> bytes:
    """A drawn picture of a notice board."""
    board = Image.new("RGB", (640, 420), "#e8efe9")
    drawing = ImageDraw.Draw(board)
    drawing.rectangle((60, 50, 580, 370), fill="#ffffff", outline="#2d5f5d", width=6)
    for line in range(6):
        drawing.rectangle((110, 110 + line * 40, 530 - (line % 3) * 60, 120 + line * 40), fill="#8aa5a3")
    out = BytesIO()
    board.save(out, "JPEG", quality=85)
    return out.getvalue()


def _paper(words: str) -> bytes:
    """A page of PDF with a line of text, made by hand: no printing program is wanted for it."""
    drawn = f"BT /F1 16 Tf 72 720 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(out)
