"""Printing a report: the file byte for byte, the paper that it shows, and the digest of that state, kept for good."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from prongsai.core.papers.model import Paper
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.writers.writing import Digits, Kind, SignsNotDrawn, write_paper
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import digest_of, state_of
from prongsai.foundation.files.actions import store_printed
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.models import Plan, PrintedReport
from prongsai.programme.plans.printing.layouts import KINDS, LAYOUTS
from prongsai.programme.plans.printing.to_paper import Choices
from prongsai.programme.plans.queries.printed import PRINT_JOB, read_printable

MANY_MEASURES = 200
"""Plans of more measures are printed in the background."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of a print. `is_new` is False where just this had been printed before; its file is then the one of that time."""

    report: PrintedReport
    is_new: bool


def print_report(
    *, by: Actor, at: datetime, agency: Agency, fiscal_year: int, choices: Choices, digits: Digits, kind: Kind, job_id: int | None = None
) -> Printed:
    """Print a paper of a year and keep the file. The same state with the same choices gives the report that was printed before.

    `job_id` names the background work that prints it. Raises `NoSuchContent` where the year has nothing for the layout.
    """
    by.must("plans.print")
    if LAYOUTS[choices.layout].subject == "result":
        by.must("scores.view")
    printable = read_printable(agency, fiscal_year, choices)
    paper = printable.paper
    digest = state_digest(paper)
    same: dict[str, Any] = {
        "agency": agency,
        "fiscal_year": fiscal_year,
        "layout": choices.layout,
        "round_months": choices.round.months if choices.round else None,
        "digits": digits,
        "kind": kind,
        "state_digest": digest,
    }
    before = PrintedReport.objects.filter(**same).first()
    if before is not None:
        return Printed(before, is_new=False)
    data = printed_bytes(paper, layout=choices.layout, kind=kind, digits=digits)
    try:
        values = {**same, "plan": printable.plan, "paper": paper_to_json(paper), "job_id": job_id}
        return Printed(_keep(by, at, choices, data, values), is_new=True)
    except IntegrityError:  # somebody else printed the same meanwhile
        return Printed(PrintedReport.objects.get(**same), is_new=False)


@transaction.atomic
def ask_to_print(*, by: Actor, at: datetime, fiscal_year: int, choices: Choices, digits: Digits, kind: Kind) -> Job:
    """Let the worker print a paper of many measures. The report carries the job's id when it is there."""
    from prongsai.programme.plans.printing_tasks import order_of

    by.must("plans.print")
    return jobs.ask(by=by, at=at, kind=PRINT_JOB, order=order_of(fiscal_year, choices, digits, kind))


@transaction.atomic
def _keep(by: Actor, at: datetime, choices: Choices, data: bytes, values: dict[str, Any]) -> PrintedReport:
    name = file_name(values["fiscal_year"], choices, values["kind"])
    plan: Plan | None = values["plan"]
    file = store_printed(by=by, at=at, data=data, name=name, media_type=KINDS[values["kind"]][0], read_permission="plans.view")
    report = PrintedReport.objects.create(
        **values,
        as_of=choices.as_of,
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        printed_by_id=by.person_id,
        printed_at=at,
    )
    after = state_of(report)
    del after["paper"]  # its digest says the same
    if report.job_id is not None:
        jobs.finish(job_id=report.job_id, at=at)
    mentions = [plan] if plan else []
    record(by=by, at=at, verb="plans.report_printed", subject=report, agency_id=report.agency_id, after=after, mentions=mentions)
    return report


def printed_bytes(paper: Paper, *, layout: str, kind: Kind, digits: Digits) -> bytes:
    """The file of a paper. Signs that no font draws were told before printing (`printing/gaps.py`); they do not stop it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SignsNotDrawn)
        return write_paper(paper, layout=layout, kind=kind, digits=digits)


def state_digest(paper: Paper) -> str:
    """The digest of what a paper says: SHA-256 over its canonical JSON."""
    return digest_of(paper_to_json(paper))


def file_name(fiscal_year: int, choices: Choices, kind: str) -> str:
    """The name under which a printed report is saved: "รายงานผล-2569-รอบ6เดือน.pdf"."""
    span = f"-รอบ{choices.round.months}เดือน" if choices.round else ""
    return f"{LAYOUTS[choices.layout].file_word}-{fiscal_year}{span}.{kind}"
