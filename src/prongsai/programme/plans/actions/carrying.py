"""Carrying measures of an earlier year into a later one, and taking that back. What stands in the later year is never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.faults import Fault, Unusable
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.measures import add_measure, restore_measure, start_plan, withdraw_measure
from prongsai.programme.plans.another_year import title_for
from prongsai.programme.plans.carrying.preview import carry_preview
from prongsai.programme.plans.carrying.proposals import Proposal
from prongsai.programme.plans.models import Measure, Plan

# Kept with the measure, so it is Thai whatever the language of the page.
_TAKEN_BACK = "เลิกทำการยกมาจากปีก่อน"


@dataclass(frozen=True, slots=True)
class Carried:
    """What came along: new measures, withdrawn ones that were brought back, and how many were there before and stayed as they are."""

    plan: Plan
    added: tuple[Measure, ...]
    restored: tuple[Measure, ...]
    left: int


@transaction.atomic
def carry_forward(*, by: Actor, at: datetime, source: Plan, fiscal_year: int, chosen: Mapping[int, bool]) -> Carried:
    """Carry measures of a plan into a later fiscal year; the later plan is started where there is none.

    `chosen` names the measures by id, and whether only the steps that are not completed come along. Doing it again changes nothing: what
    was carried stays as it is now, what was carried and withdrawn is brought back. Raises `Unusable`.
    """
    by.must("plans.edit")
    if fiscal_year <= source.fiscal_year:
        raise Unusable((Fault("year", _("ยกไปได้เฉพาะปีที่มาทีหลัง เลือกปีต้นทางก่อนปี %(year)s") % {"year": fiscal_year}),))
    title = title_for(source.title, source.fiscal_year, fiscal_year)
    plan = start_plan(by=by, at=at, fiscal_year=fiscal_year, title=title, number_prefix=source.number_prefix)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)  # of two people who carry at once, the second sees what the first did
    found = carry_preview(source=source, fiscal_year=fiscal_year, today=timezone.localdate(at))
    known = {one.row.pk: one for one in found.proposals}
    if not chosen or not known.keys() >= chosen.keys():
        raise Unusable((Fault("measures", _("มาตรการที่เลือกไม่มีในแผนปี %(year)s แล้ว เลือกใหม่") % {"year": source.fiscal_year}),))
    taken = [known[pk] for pk in known if pk in chosen]
    added = [_add(by, at, plan, one, is_rest=chosen[one.row.pk]) for one in taken if one.there in ("", "same")]
    withdrawn = Measure.objects.filter(pk__in=[one.there_id for one in taken if one.there == "withdrawn"])
    restored = [restore_measure(by=by, at=at, measure=measure) for measure in withdrawn]
    return Carried(plan, tuple(added), tuple(restored), len(taken) - len(added) - len(restored))


def _add(by: Actor, at: datetime, plan: Plan, one: Proposal, *, is_rest: bool) -> Measure:
    draft = one.rest if is_rest and one.rest is not None else one.whole
    return add_measure(by=by, at=at, plan=plan, draft=draft, carried_from=Measure.objects.get(pk=one.row.pk))


@transaction.atomic
def take_back(*, by: Actor, at: datetime, measures: Iterable[Measure]) -> tuple[int, int]:
    """Withdraw measures that were just carried, where nobody has worked on them since: (withdrawn, left because somebody has).

    The version of each is the one with which it was carried.
    """
    by.must("plans.edit")
    withdrawn = left = 0
    versions = {measure.pk: measure.version for measure in measures}
    for measure in Measure.objects.select_for_update().filter(pk__in=versions, withdrawn_at=None).exclude(carried_from=None):
        if measure.version != versions[measure.pk] or _has_been_worked_on(measure):
            left += 1
            continue
        withdraw_measure(by=by, at=at, measure=measure, reason=_TAKEN_BACK)
        withdrawn += 1
    return withdrawn, left


def _has_been_worked_on(measure: Measure) -> bool:
    """Whether anybody reported or gave evidence since a measure came, or came back."""
    own = history_of(measure).filter(object_id=str(measure.pk))
    came = own.filter(verb__in=("plans.measure_added", "plans.measure_restored")).values_list("at", flat=True).first()
    reports, links = measure.reports.all(), measure.evidence_links.all()
    if came is not None:
        reports, links = reports.filter(reported_at__gte=came), links.filter(added_at__gte=came)
    return reports.exists() or links.exists()
