"""A workbook of a plan: handing it in, leaving rows out, and taking it into the plan through the actions of the forms, all or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.core.papers.errors import PaperError
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import State, digest_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import RefusedFile, Rule, check
from prongsai.foundation.languages import in_language
from prongsai.foundation.people.actor import Actor, Forbidden
from prongsai.programme.plans.actions.measures import Outdated, add_measure, change_measure, withdraw_measure
from prongsai.programme.plans.actions.progress import Entry, report_many
from prongsai.programme.plans.models import Measure, Plan, SheetRun
from prongsai.programme.plans.queries.sheets import SheetReview, review_of_sheet
from prongsai.programme.plans.sheet.reading import LIMITS, read_book
from prongsai.programme.plans.sheet.review import Edit
from prongsai.programme.plans.sheet.writing import MEDIA_TYPE

SHEET_RULE = Rule(frozenset({MEDIA_TYPE, "application/vnd.oasis.opendocument.spreadsheet"}), LIMITS.file_bytes, "XLSX ODS")


class OutdatedSheet(Exception):
    """The plan changed since the person saw what the workbook would do."""

    def __init__(self) -> None:
        super().__init__(_("แผนเปลี่ยนไปหลังจากท่านเห็นหน้านี้ ตรวจสิ่งที่จะเปลี่ยนอีกครั้งแล้วยืนยัน"))


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The run of a workbook, and whether it is a new one; else the same content came before."""

    run: SheetRun
    is_new: bool


def may_hand_in(by: Actor) -> bool:
    """Whether the actor may bring anything in: who edits the plan, or reports for a unit."""
    return by.may("plans.edit") or by.may("plans.report")


def may_decide(by: Actor, run: SheetRun) -> bool:
    """Whether the actor may leave rows out, take the workbook in or put it aside: who brought it, and who edits the plan."""
    return may_hand_in(by) and (by.may("plans.edit") or run.started_by_id == by.person_id)


@transaction.atomic
def hand_in_sheet(*, by: Actor, at: datetime, plan: Plan, data: bytes, name: str) -> HandedIn:
    """Read a workbook and keep it for review. The same content that was taken in, or that the person handed in before, makes no second run.

    Raises `Unusable` with what is wrong with the file as a whole.
    """
    if not may_hand_in(by):
        raise Forbidden("plans.edit")
    try:
        check(data, name, SHEET_RULE)
        sha256 = hashlib.sha256(data).hexdigest()
        known = _known(by, plan, sha256)
        if known is not None:
            return HandedIn(known, is_new=False)
        book = read_book(data)
        stored = store_upload(by=by, at=at, data=data, name=name, rule=SHEET_RULE, read_permission="plans.report")
    except RefusedFile as refused:
        raise Unusable((Fault("file", str(refused)),)) from refused
    except PaperError as error:
        raise Unusable((Fault("file", in_language(error.thai, error.english)),)) from error
    run = SheetRun.objects.create(
        agency_id=plan.agency_id, plan=plan, file=stored, sha256=sha256, book=book.to_json(), started_by_id=by.person_id, started_at=at
    )
    after = state_of_sheet(run)
    record(by=by, at=at, verb="plans.sheet_handed_in", subject=run, agency_id=run.agency_id, after=after, mentions=[stored])
    return HandedIn(run, is_new=True)


def _known(by: Actor, plan: Plan, sha256: str) -> SheetRun | None:
    runs = SheetRun.objects.filter(plan=plan, sha256=sha256)
    return runs.filter(state="taken").first() or runs.filter(state="review", started_by_id=by.person_id).first()


@transaction.atomic
def leave_out(*, by: Actor, at: datetime, run: SheetRun, places: Iterable[str], is_out: bool = True) -> SheetRun:
    """Leave rows ("sheet!line") out of what is taken in, or take them up again; rows that the workbook does not have are passed over."""
    run = _open(by, run)
    known = {f"{sheet['name']}!{line}" for sheet in run.book["sheets"] for line, _cells in sheet["grid"]}
    chosen = {place for place in places if place in known}
    before = state_of_sheet(run)
    run.dropped = sorted({*run.dropped} | chosen if is_out else {*run.dropped} - chosen)
    if state_of_sheet(run) != before:
        run.version += 1
        run.save(update_fields=["dropped", "version"])
        record(
            by=by,
            at=at,
            verb="plans.sheet_reviewed",
            subject=run,
            agency_id=run.agency_id,
            before=before,
            after=state_of_sheet(run),
        )
    return run


@transaction.atomic
def discard_sheet(*, by: Actor, at: datetime, run: SheetRun) -> SheetRun:
    """Put a workbook aside; it stays with what was read."""
    run = _open(by, run)
    before = state_of_sheet(run)
    run.state = SheetRun.State.DISCARDED
    run.version += 1
    run.save(update_fields=["state", "version"])
    record(by=by, at=at, verb="plans.sheet_discarded", subject=run, agency_id=run.agency_id, before=before, after=state_of_sheet(run))
    return run


def take_sheet(*, by: Actor, at: datetime, run: SheetRun, token: str) -> SheetRun:
    """Take a workbook into its plan: every row that is not left out, or nothing.

    `token` is that of the review which the person saw (`SheetReview.token`). Raises `OutdatedSheet` where the workbook would now do
    something else, and `Unusable` while there are faults.
    """
    try:
        return _take(by, at, run, token)
    except Outdated as outdated:
        raise OutdatedSheet from outdated


@transaction.atomic
def _take(by: Actor, at: datetime, run: SheetRun, token: str) -> SheetRun:
    run = _open(by, run)
    # Whoever adds, moves or takes in meanwhile waits; who changes a measure is noticed by its version.
    Plan.objects.select_for_update().get(pk=run.plan_id)
    review = review_of_sheet(run, by=by, at=at)
    if review.faults:
        raise Unusable(tuple(Fault(fault.place, fault.message) for fault in review.faults))
    if not review.changes:
        raise Unusable((Fault("", _("ไม่มีอะไรเปลี่ยน จึงไม่ต้องนำเข้า")),))
    if review.token != token:
        raise OutdatedSheet
    before = state_of_sheet(run)
    measures, outcome = _write(by, at, run, review)
    run.state, run.taken_by_id, run.taken_at, run.outcome = SheetRun.State.TAKEN, by.person_id, at, outcome
    run.version += 1
    run.save()
    record(
        by=by,
        at=at,
        verb="plans.sheet_taken",
        subject=run,
        agency_id=run.agency_id,
        before=before,
        after=state_of_sheet(run) | {"rows": len(review.changes)},
        mentions=[run.plan, *measures],
    )
    return run


def _write(by: Actor, at: datetime, run: SheetRun, review: SheetReview) -> tuple[list[Measure], dict[str, Any]]:
    """Everything through the actions of the forms. Returns the measures concerned, and what was done as it is kept."""
    note = f"จากไฟล์ {run.file.name}"
    edits = review.measures.edits
    rows = Measure.objects.select_related("plan").in_bulk({*edits, *(report.measure_id for report in review.reports.reports)})
    for pk, edit in edits.items():
        if edit.withdraws:
            withdraw_measure(by=by, at=at, measure=rows[pk], reason=edit.withdraws)
        else:
            _change(by, at, rows[pk], edit, note)
    added = {
        line: add_measure(by=by, at=at, plan=run.plan, draft=draft, note=note) for line, draft in sorted(review.measures.added.items())
    }
    report_many(by=by, at=at, entries=[Entry(rows[report.measure_id], report.draft, note=note) for report in review.reports.reports])
    told = [
        {
            "sheet": change.sheet,
            "line": change.line,
            "act": change.act,
            "number": change.number,
            "title": change.title,
            "measure": change.measure_id or (added[change.line].pk if change.line in added else None),
            "cells": [[cell.head, cell.before, cell.after] for cell in change.cells],
        }
        for change in review.changes
    ]
    return [*rows.values(), *added.values()], {"rows": told, "unchanged": review.unchanged}


def _change(by: Actor, at: datetime, measure: Measure, edit: Edit, note: str) -> None:
    """Change a measure. A change takes its steps out for one reason: where there are several, each goes before with its own."""
    version, draft = edit.measure.version, edit.measure.draft
    reasons = list(dict.fromkeys(edit.step_reasons.values())) or [""]
    for reason in reasons[:-1]:
        draft = replace(draft, steps=tuple(step for step in draft.steps if edit.step_reasons.get(step.step_id or 0) != reason))
        version = change_measure(by=by, at=at, measure=measure, draft=draft, version=version, reason=reason, note=note).version
    change_measure(by=by, at=at, measure=measure, draft=edit.draft, version=version, reason=reasons[-1], note=note)


def _open(by: Actor, run: SheetRun) -> SheetRun:
    run = SheetRun.objects.select_for_update(of=("self",)).select_related("file", "plan").get(pk=run.pk)
    if not may_decide(by, run):
        raise Forbidden("plans.edit")
    if run.state != SheetRun.State.REVIEW:
        raise Unusable((Fault("", _("ไฟล์นี้ไม่ได้รอตรวจทานแล้ว")),))
    return run


def state_of_sheet(run: SheetRun) -> State:
    """The state of a run for the audit trail: what was read as a digest, and the rows that are left out."""
    return {
        "plan": run.plan_id,
        "file": run.file_id,
        "sha256": run.sha256,
        "state": run.state,
        "book": digest_of(run.book),
        "dropped": list(run.dropped),
    }
