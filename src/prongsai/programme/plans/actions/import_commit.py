"""The end of an import: units, plan, measures and, where wanted, the reported results, all through the actions of the form, or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from prongsai.core.papers.model import Status
from prongsai.foundation.agencies.actions import UnusableAgency, add_unit
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.actions import record
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.imports import OutdatedReview, state_of_run
from prongsai.programme.plans.actions.measures import add_measure, change_plan, start_plan
from prongsai.programme.plans.actions.progress import Entry, report_many
from prongsai.programme.plans.another_year import moved, title_for
from prongsai.programme.plans.drafts import LONGEST_TEXT
from prongsai.programme.plans.importing.doubts import STATUS_WORDS
from prongsai.programme.plans.importing.from_paper import ReadMeasure
from prongsai.programme.plans.importing.preview import Review
from prongsai.programme.plans.models import ImportRun, Measure, Plan
from prongsai.programme.plans.progress.drafts import ProgressDraft
from prongsai.programme.plans.queries.imports import review_of, year_to_leave


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person wants besides the measures.

    `title` is that of a plan that begins, else that of the paper. `units` are names of the paper that become units of the agency.
    `reports_on` is the day of the results that become progress reports, None for no reports; `takes_unstated_as_finished` holds for
    results without a status. `moves_years` moves all days.
    """

    title: str = ""
    units: tuple[str, ...] = ()
    reports_on: date | None = None
    takes_unstated_as_finished: bool = False
    moves_years: int = 0


class AlreadyImported(Exception):
    """The same content came into the plan of this year before, as `run`."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(_("เอกสารนี้นำเข้าแผนของปีนี้ไปแล้ว จึงไม่นำเข้าซ้ำ"))
        self.run = run


def commit_import(*, by: Actor, at: datetime, run: ImportRun, version: int, wishes: Wishes = Wishes()) -> ImportRun:
    """Bring a reviewed paper into the plan of its year, which begins where there is none.

    Raises `AlreadyImported` where the same content came in before, `OutdatedReview` where somebody decided something since `version`, and
    `Unusable` while anything is open; then nothing is written.
    """
    try:
        return _commit(by, at, run, version, wishes)
    except IntegrityError as error:
        other = _committed_before(run)
        if other is None:
            raise
        raise AlreadyImported(other) from error


@transaction.atomic
def _commit(by: Actor, at: datetime, run: ImportRun, version: int, wishes: Wishes) -> ImportRun:
    by.must("plans.import")
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("file").get(pk=run.pk)
    other = _committed_before(run)
    if other is not None:
        raise AlreadyImported(other)
    if run.state != ImportRun.State.REVIEW:
        raise Unusable((Fault("", _("เอกสารนี้ไม่ได้รอตรวจทานแล้ว")),))
    if run.version != version:
        raise OutdatedReview
    _must_be_ready(review_of(run))
    before = state_of_run(run)
    _add_units(by, at, run, wishes.units)
    found = review_of(run)
    plan = _plan(by, at, run, found, wishes.title)
    measures = [(read, add_measure(by=by, at=at, plan=plan, draft=moved(read.draft, wishes.moves_years))) for read in found.taken]
    if wishes.reports_on is not None:
        _report(by, at, measures, wishes)
    run.state, run.plan, run.committed_by_id, run.committed_at = ImportRun.State.COMMITTED, plan, by.person_id, at
    run.version += 1
    run.save()
    run.measures.set([measure for _read, measure in measures])
    after = state_of_run(run) | {"measures": len(measures)}
    record(by=by, at=at, verb="plans.import_committed", subject=run, agency_id=run.agency_id, before=before, after=after, mentions=[plan])
    return run


def _committed_before(run: ImportRun) -> ImportRun | None:
    same = ImportRun.objects.filter(agency_id=run.agency_id, fiscal_year=run.fiscal_year, sha256=run.sha256)
    return same.filter(state=ImportRun.State.COMMITTED).first()


def _must_be_ready(found: Review) -> None:
    if found.open_count:
        words = ngettext("ยังเหลือ %(count)d จุดที่ต้องยืนยัน", "ยังเหลือ %(count)d จุดที่ต้องยืนยัน", found.open_count)
        raise Unusable((Fault("", words % {"count": found.open_count}),))
    if found.faults:
        raise Unusable(tuple(Fault(card.measure.path, fault) for card, fault in found.faults))
    if not found.taken:
        raise Unusable((Fault("", _("ไม่มีมาตรการให้นำเข้า")),))


def _add_units(by: Actor, at: datetime, run: ImportRun, names: tuple[str, ...]) -> None:
    """Add the units that the paper names and the person wants; the right to import a plan includes those that it needs."""
    wanted = [name for name in review_of(run).draft.new_units if name in names]
    if not wanted:
        return
    agency = Agency.objects.get(pk=run.agency_id)
    adding = replace(by, permissions=by.permissions | {"agency.edit"})
    for name in wanted:
        try:
            add_unit(by=adding, at=at, agency=agency, name=name)
        except UnusableAgency as unusable:
            raise Unusable((Fault("units", f"{name}: {unusable}"),)) from unusable


def _plan(by: Actor, at: datetime, run: ImportRun, found: Review, title: str) -> Plan:
    draft = found.draft
    is_new = not Plan.objects.filter(agency_id=run.agency_id, fiscal_year=run.fiscal_year).exists()
    title = title.strip() or title_for(draft.title, year_to_leave(found, run.fiscal_year), run.fiscal_year)
    plan = start_plan(by=by, at=at, fiscal_year=run.fiscal_year, title=title, number_prefix=draft.number_prefix)
    if is_new and draft.background and by.may("plans.edit"):
        plan = change_plan(by=by, at=at, plan=plan, title=plan.title, number_prefix=plan.number_prefix, background=draft.background)
    return plan


def _report(by: Actor, at: datetime, measures: list[tuple[ReadMeasure, Measure]], wishes: Wishes) -> None:
    """The results that the paper tells, as progress reports: one for a measure, and one for each of its steps that has a status."""
    entries = []
    for read, measure in measures:
        if not read.result.says_something:
            continue
        steps = list(measure.steps.filter(withdrawn_at=None).order_by("order"))
        with_status = [(step, status) for step, status in zip(steps, read.result.steps, strict=False) if status in _DONE]
        entries += [Entry(measure, _of_step(step.pk, status, wishes)) for step, status in with_status if status is not None]
        if read.result.outputs or read.result.outcomes or read.result.status in _DONE or not with_status:
            entries.append(Entry(measure, _of_measure(read, wishes)))
    report_many(by=by, at=at, entries=entries)


_DONE = ("in_progress", "completed")


def _of_step(step_id: int, status: Status, wishes: Wishes) -> ProgressDraft:
    return ProgressDraft(wishes.reports_on, _said(status), step_id=step_id, is_finished=status == "completed")


def _of_measure(read: ReadMeasure, wishes: Wishes) -> ProgressDraft:
    result = read.result
    is_finished = result.status == "completed" or (result.status is None and not any(result.steps) and wishes.takes_unstated_as_finished)
    done = result.note or "\n".join(result.outputs) or _said(result.status)
    return ProgressDraft(
        wishes.reports_on,
        done[:LONGEST_TEXT],
        is_finished=is_finished,
        outputs="\n".join(result.outputs)[:LONGEST_TEXT],
        outcomes="\n".join(result.outcomes)[:LONGEST_TEXT],
        obstacles="\n".join(result.obstacles)[:LONGEST_TEXT],
        suggestions="\n".join(result.suggestions)[:LONGEST_TEXT],
    )


def _said(status: Status | None) -> str:
    """Words for a report that has none of its own; kept with the plan, so Thai whatever the language of the page."""
    with override(settings.LANGUAGE_CODE):
        return f"เอกสารระบุว่า {STATUS_WORDS[status]}" if status else "ตามเอกสารที่นำเข้า"
