"""What must hold after every restart: read from the database and the folder of files, and over HTTP at the end."""

from __future__ import annotations

import contextlib
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection
from django.db.models import Count
from tools.torture.journal import Write
from tools.torture.visitor import Unreachable, Visitor

from prongsai.foundation.audit.models import Event
from prongsai.foundation.audit.queries import verify
from prongsai.foundation.files.models import Blob, StoredFile
from prongsai.foundation.jobs.models import Job
from prongsai.programme.evidence.models import EvidenceRevision
from prongsai.programme.plans.models import ImportRun, Measure, MeasureEvidence, Plan, PrintedReport, ProgressReport, ReportFile


def of_writes(writes: Iterable[Write]) -> Iterator[str]:
    """What is wrong with writes: an acknowledged one must be there, one in doubt whole or not at all, each once."""
    per_object: dict[tuple[str, int], list[Write]] = defaultdict(list)
    for write in writes:
        if write.kind == "report":
            yield from _report(write)
        elif write.kind == "add":
            yield from _times(write, Measure.objects.filter(title__endswith=write.mark).count())
        elif write.kind == "paper":
            yield from _paper(write)
        elif write.kind == "print" and write.is_acknowledged:
            yield from _times(write, Job.objects.filter(pk=write.facts["job"]).count())
        elif write.kind == "evidence":
            yield from _evidence(write)
        elif write.kind in ("change", "sheet", "title"):
            per_object[write.kind, write.facts["year" if write.kind == "title" else "measure"]].append(write)
    for (kind, number), ordered in per_object.items():
        yield from _latest(kind, number, ordered)


def _times(write: Write, count: int) -> Iterator[str]:
    if count > 1 or (write.is_acknowledged and count != 1):
        yield f"{write.kind} {write.mark}: {'acknowledged' if write.is_acknowledged else 'in doubt'}, there {count} times"


def _report(write: Write) -> Iterator[str]:
    reports = list(ProgressReport.objects.filter(done_text__endswith=write.mark))
    yield from _times(write, len(reports))
    for report in reports:
        held = sorted(ReportFile.objects.filter(report=report).values_list("file__blob__sha256", flat=True))
        if held != sorted(write.facts["files"]):
            yield f"report {write.mark}: holds {len(held)} files, not the {len(write.facts['files'])} that were sent"
        told = Event.objects.filter(object_type="plans.progressreport", object_id=str(report.pk)).count()
        if told != 1:
            yield f"report {write.mark}: stands {told} times in the trail"


def _evidence(write: Write) -> Iterator[str]:
    for sha256 in write.facts["files"]:
        revisions = EvidenceRevision.objects.filter(file__blob__sha256=sha256)
        yield from _times(write, revisions.count())
        tied = MeasureEvidence.objects.filter(measure_id=write.facts["measure"], evidence__revisions__in=revisions).count()
        if tied != revisions.count():
            yield f"evidence {write.mark}: {revisions.count()} there, {tied} tied to its measure"


def _paper(write: Write) -> Iterator[str]:
    runs = list(ImportRun.objects.filter(sha256=write.facts["sha256"]).values_list("pk", flat=True))
    yield from _times(write, len(runs))
    if write.is_acknowledged and runs != [write.facts["run"]]:
        yield f"paper {write.mark}: told as run {write.facts['run']}, there as {runs}"


def _latest(kind: str, number: int, ordered: list[Write]) -> Iterator[str]:
    """One object that one client changes: it holds the last acknowledged change, or one in doubt that was sent after it."""
    shown = Plan.objects.get(fiscal_year=number).title if kind == "title" else Measure.objects.get(pk=number).title
    last = max((index for index, write in enumerate(ordered) if write.is_acknowledged), default=None)
    if last is not None and not any(shown.endswith(write.mark) for write in ordered[last:]):
        yield f"{kind} of {number}: shows “{shown}” and not {ordered[last].mark}"


def of_rows() -> Iterator[str]:
    """What is wrong with the rows among each other."""
    for run in ImportRun.objects.select_related("job"):
        expected = {"reading": ("waiting", "running"), "review": ("finished",), "unreadable": ("failed",)}.get(run.state)
        if expected and run.job.state not in expected:
            yield f"import {run.pk} is {run.state} but its job is {run.job.state}"
        if (run.state == "review" and not run.paper) or (run.state == "unreadable" and not run.fault):
            yield f"import {run.pk} is {run.state} and holds nothing of it"
    for plan in Plan.objects.all():
        orders = sorted(plan.measures.values_list("order", flat=True))
        if orders != list(range(1, len(orders) + 1)):
            yield f"plan {plan.fiscal_year}: measures are numbered {orders}"
    loose = ReportFile.objects.exclude(file__in=EvidenceRevision.objects.filter(file__isnull=False).values("file")).count()
    if loose:
        yield f"{loose} files of reports are no evidence"
    for job in Job.objects.filter(state__in=["finished", "failed"]).exclude(held_by="", order={}):
        yield f"job {job.pk} is {job.state} and still held"
    for job in Job.objects.filter(state="failed", fault=""):
        yield f"job {job.pk} failed without a word"
    for row in PrintedReport.objects.values("state_digest", "layout", "digits", "kind", "round_months").annotate(count=Count("pk")):
        if row["count"] > 1:
            yield f"printed {row['count']} times: {row}"


def of_trail() -> Iterator[str]:
    """Chains of the audit trail that are broken."""
    for agency, seen, broken in verify():
        if broken is not None:
            yield f"audit chain of {agency} is broken at {broken.number} of {seen}: {broken.reason_en}"


def of_database() -> Iterator[str]:
    """What the database says about itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            answers = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall()]
            if answers != ["ok"]:
                yield f"SQLite: {answers[:5]}"
            if broken := cursor.execute("PRAGMA foreign_key_check").fetchall():
                yield f"SQLite: foreign keys {broken[:5]}"


def of_contents(after: int) -> Iterator[str]:
    """Stored contents (of rows after a number) that are missing, short or altered."""
    for blob in Blob.objects.filter(pk__gt=after):
        path = Path(blob.content.path)
        if not path.is_file():
            yield f"content {blob.sha256}: missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != blob.sha256 or path.stat().st_size != blob.size_bytes:
            yield f"content {blob.sha256}: {path.stat().st_size} of {blob.size_bytes} bytes, or altered"


def of_downloads(writes: Iterable[Write], visitor: Visitor, base: str) -> Iterator[str]:
    """Files of acknowledged reports that do not come back over HTTP as they were sent."""
    for write in writes:
        for sha256 in write.facts["files"]:
            file = StoredFile.objects.filter(blob__sha256=sha256).first()
            answer = None
            with contextlib.suppress(Unreachable):
                answer = visitor.get(f"{base}/files/{file.pk}/") if file else None
            if answer is None or hashlib.sha256(answer.content).hexdigest() != sha256:
                yield f"report {write.mark}: a file of it cannot be fetched"


def of_ended_jobs(writes: Iterable[Write]) -> Iterator[str]:
    """Once everything is quiet, no job is open, and what was printed is there."""
    for state, count in Counter(Job.objects.filter(state__in=["waiting", "running"]).values_list("state", flat=True)).items():
        yield f"{count} jobs are {state} for ever"
    for write in writes:
        if write.kind == "print" and write.is_acknowledged:
            job = Job.objects.get(pk=write.facts["job"])
            count = PrintedReport.objects.filter(job=job).count()
            if job.state == "finished" and count != 1:
                same = PrintedReport.objects.filter(agency=job.agency, printed_at__lte=job.ended_at).exists()
                if count or not same:
                    yield f"print {write.mark}: finished and printed {count} times"
