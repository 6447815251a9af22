"""The days of plans that people are reminded of: measures, steps with a day of their own, rounds of reporting, requests for more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.programme.plans.models import Measure, MoreRequest, Plan
from prongsai.programme.plans.permissions import units_concerned
from prongsai.programme.plans.progress.todo import SOON_DAYS
from prongsai.programme.plans.queries.overview import measure_rows
from prongsai.programme.plans.queries.rows import MeasureRow, StepRow

DUE_KEY = "plans.due"
REQUESTS_KEY = "plans.requests"


def announce_due_days() -> None:
    """Put the dated objects of plans on their shelf. What is written in requests stays inside: their title is that of the measure."""
    registry.dated_objects.announce(
        registry.DatedSource(DUE_KEY, gettext_lazy("มาตรการที่ครบกำหนด"), due_between, may_be_mailed=True),
        registry.DatedSource(REQUESTS_KEY, gettext_lazy("คำขอข้อมูลเพิ่มที่รอคำตอบ"), requests_between, may_be_mailed=True),
    )


def due_between(agency_id: int, first: date, last: date) -> Iterator[registry.DatedObject]:
    """What is open and due between two days, both included: measures, steps due on another day than their measure, awaited rounds.

    A measure for which nobody is responsible is left out: there is nobody to be reminded, and the home page says so.
    """
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    for plan in _plans_with_days(agency_id, (first, last)):
        for row in measure_rows(plan.pk, timezone.localdate()):
            if not row.reading.is_completed:
                yield from (dated for dated in _dates_of(row, code) if first <= dated.due_on <= last)


def _plans_with_days(agency_id: int, window: tuple[date, date]) -> Iterable[Plan]:
    """The plans that name a day in the window, of whatever year: next year's is worked on before it begins, an old one is overdue."""
    measures = Measure.objects.filter(plan=OuterRef("pk"), withdrawn_at=None)
    of_measure = Exists(measures.filter(ends_on__range=window))
    of_step = Exists(measures.filter(steps__ends_on__range=window, steps__withdrawn_at=None))
    of_monitoring = Exists(measures.filter(monitoring_dates__due_on__range=window))
    return Plan.objects.filter(of_measure | of_step | of_monitoring, agency_id=agency_id).order_by("fiscal_year")


def _dates_of(row: MeasureRow, code: str) -> Iterator[registry.DatedObject]:
    address, title = reverse("staff:report-progress", args=[code, row.pk]), f"{row.number} {row.title}"
    of_row, subject = _units_of(row), ("plans.measure", row.pk)
    if row.due_on is not None and of_row is not None:
        yield registry.DatedObject(f"measure-{row.pk}", title, row.due_on, address, _("รายงานผล"), of_row, subject)
    for step in row.steps:
        of_step = _own(step)
        if step.due_on not in (None, row.due_on) and not step.reading.is_completed and of_step is not None:
            of_address = f"{address}?step={step.pk}"
            words = f"{row.number} {row.title} · {step.number} {step.text}".replace("  ", " ")
            yield registry.DatedObject(f"step-{step.pk}", words, step.due_on, of_address, _("รายงานผล"), of_step, subject)
    for day in _awaited_rounds(row):
        if of_row is not None:
            key = f"measure-{row.pk}-round-{day.isoformat()}"
            yield registry.DatedObject(key, title, day, address, _("รายงานความคืบหน้า"), of_row, subject)


def _units_of(row: MeasureRow) -> tuple[int, ...] | None:
    """Whose the day of a measure is: its units and those of open steps due the same day. () is everybody's, None nobody's."""
    steps = [step for step in row.steps if not step.reading.is_completed and step.due_on in (None, row.due_on)]
    if row.is_for_every_unit or any(step.is_for_every_unit for step in steps):
        return ()
    return tuple(dict.fromkeys([*row.unit_ids, *_all_units(steps)])) or None


def _own(step: StepRow) -> tuple[int, ...] | None:
    return () if step.is_for_every_unit else step.unit_ids or None


def _all_units(steps: Iterable[StepRow]) -> Iterator[int]:
    for step in steps:
        yield from step.unit_ids


def _awaited_rounds(row: MeasureRow) -> Iterator[date]:
    """Monitoring days before the last for which nothing was reported in the month before them or later; of past ones the latest."""
    days = sorted({entry.due_on for entry in row.monitoring if entry.due_on is not None and entry.due_on != row.due_on})
    latest = row.latest_report
    waiting = [day for day in days if latest is None or latest.happened_on < day - timedelta(days=SOON_DAYS)]
    today = timezone.localdate()
    over = [day for day in waiting if day < today]
    yield from [*over[-1:], *(day for day in waiting if day >= today)]


def requests_between(agency_id: int, first: date, last: date) -> Iterator[registry.DatedObject]:
    """Requests for more that wait for an answer until a day between the two, both included."""
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    found = MoreRequest.objects.filter(agency_id=agency_id, answer=None, withdrawn_at=None, wanted_by__range=(first, last))
    for asked in found.filter(measure__withdrawn_at=None).select_related("measure").order_by("wanted_by", "pk"):
        if asked.wanted_by is not None:
            units = tuple(sorted(units_concerned(asked.measure)))
            yield registry.DatedObject(
                f"request-{asked.pk}", asked.measure.title, asked.wanted_by, address_of_answer(code, asked), _("ตอบคำขอ"), units,
                ("plans.measure", asked.measure_id),
            )  # fmt: skip


def address_of_answer(code: str, asked: MoreRequest) -> str:
    """The page on which a request is answered."""
    address = reverse("staff:report-progress", args=[code, asked.measure_id])
    return f"{address}?answers={asked.pk}" + (f"&step={asked.step_id}" if asked.step_id else "")
