"""What the worker does for printing: reports of plans with many measures."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.core.papers.writers.writing import Digits, Kind
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.kinds import JobKind, Why
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Forbidden
from prongsai.foundation.people.queries import actor_in
from prongsai.programme.plans.actions.printing import print_report
from prongsai.programme.plans.models import PrintedReport
from prongsai.programme.plans.printing.to_paper import Choices, MemoHead, NoSuchContent, Signer
from prongsai.programme.plans.progress.rounds import round_of
from prongsai.programme.plans.queries.printed import PRINT_JOB


def print_in_background(job: Job) -> None:
    """Print a report for who asked, with the rights that this person has now; tell in the job why it could not be done.

    A report that this job printed before it was cut off is not printed again.
    """
    if PrintedReport.objects.filter(job=job).exists():
        return
    order = job.order
    try:
        actor = actor_in(job.asked_by, job.agency_id) if job.asked_by else None
        if actor is None:
            raise Forbidden("plans.print")
        print_report(
            by=actor,
            at=timezone.now(),
            agency=job.agency,
            fiscal_year=order["fiscal_year"],
            choices=choices_from_json(order["choices"], order["fiscal_year"]),
            digits=order["digits"],
            kind=order["kind"],
            job_id=job.pk,
        )
    except Forbidden:
        jobs.fail(job_id=job.pk, at=timezone.now(), fault=_("ท่านไม่มีสิทธิ์พิมพ์รายงานแล้ว ขอให้ผู้ดูแลระบบของหน่วยงานตรวจบทบาท"))
    except NoSuchContent as fault:
        jobs.fail(job_id=job.pk, at=timezone.now(), fault=str(fault))


def _give_up(job: Job, at: datetime, why: Why) -> None:
    words = {
        Why.BROKE_DOWN: _("พิมพ์ไม่สำเร็จเพราะระบบขัดข้อง พิมพ์อีกครั้ง หากยังไม่ได้ แจ้งผู้ดูแลระบบ"),
        Why.CUT_OFF: _("พิมพ์ไม่สำเร็จ เพราะระบบหยุดกลางคันทุกครั้งที่พิมพ์ พิมพ์อีกครั้ง หากยังไม่ได้ แจ้งผู้ดูแลระบบ"),
    }
    jobs.fail(job_id=job.pk, at=at, fault=words[why])


PRINTING = JobKind(PRINT_JOB, print_in_background, _give_up)


def order_of(fiscal_year: int, choices: Choices, digits: Digits, kind: Kind) -> dict[str, Any]:
    """What is to be printed, as the job keeps it."""
    return {"fiscal_year": fiscal_year, "choices": choices_to_json(choices), "digits": digits, "kind": kind}


def choices_to_json(choices: Choices) -> dict[str, Any]:
    """Choices as plain JSON."""
    return {
        "layout": choices.layout,
        "as_of": choices.as_of.isoformat(),
        "months": choices.round.months if choices.round else None,
        "signers": [asdict(signer) for signer in choices.signers],
        "memo": asdict(choices.memo),
    }


def choices_from_json(chosen: dict[str, Any], fiscal_year: int) -> Choices:
    """The choices that were kept."""
    return Choices(
        layout=chosen["layout"],
        as_of=date.fromisoformat(chosen["as_of"]),
        round=round_of(fiscal_year, chosen["months"]) if chosen["months"] else None,
        signers=tuple(Signer(**signer) for signer in chosen["signers"]),
        memo=MemoHead(**chosen["memo"]),
    )
