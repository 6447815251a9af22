"""What the worker does for printing: reports of plans with many measures."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from huey.contrib.djhuey import db_task

from prongsai.core.papers.writers.writing import Digits, Kind
from prongsai.foundation.jobs import actions as jobs
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.actor import Forbidden
from prongsai.foundation.people.queries import actor_in
from prongsai.programme.plans.actions.printing import print_report
from prongsai.programme.plans.printing.to_paper import Choices, MemoHead, NoSuchContent, Signer
from prongsai.programme.plans.progress.rounds import round_of

log = logging.getLogger(__name__)


@db_task()  # type: ignore[untyped-decorator]
def print_in_background(job_id: int, fiscal_year: int, chosen: dict[str, Any], digits: Digits, kind: Kind) -> None:
    """Print a report for who asked, with the rights that this person has now; tell in the job why it could not be done."""
    if not jobs.start(job_id=job_id, at=timezone.now()):
        return
    job = Job.objects.select_related("asked_by", "agency").get(pk=job_id)
    try:
        actor = actor_in(job.asked_by, job.agency_id) if job.asked_by else None
        if actor is None:
            raise Forbidden("plans.print")
        print_report(
            by=actor,
            at=timezone.now(),
            agency=job.agency,
            fiscal_year=fiscal_year,
            choices=choices_from_json(chosen, fiscal_year),
            digits=digits,
            kind=kind,
            job_id=job_id,
        )
    except Forbidden:
        jobs.fail(job_id=job_id, at=timezone.now(), fault=_("ท่านไม่มีสิทธิ์พิมพ์รายงานแล้ว ขอให้ผู้ดูแลระบบของหน่วยงานตรวจบทบาท"))
    except NoSuchContent as fault:
        jobs.fail(job_id=job_id, at=timezone.now(), fault=str(fault))
    except Exception:
        log.exception("print job %s broke down", job_id)
        jobs.fail(job_id=job_id, at=timezone.now(), fault=_("พิมพ์ไม่สำเร็จเพราะระบบขัดข้อง พิมพ์อีกครั้ง หากยังไม่ได้ แจ้งผู้ดูแลระบบ"))
    else:
        jobs.finish(job_id=job_id, at=timezone.now())


def choices_to_json(choices: Choices) -> dict[str, Any]:
    """Choices as the queue keeps them."""
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
