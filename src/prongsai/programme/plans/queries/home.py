"""What a person has to do next in a fiscal year: reports due, requests to answer, papers to review, gaps to fill, dates of other parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prongsai.core.thai.calendar import fiscal_year_range
from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.models import Chain
from prongsai.foundation.notices.recipients import is_concerned
from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.due_days import DUE_KEY, REQUESTS_KEY
from prongsai.programme.plans.models import ImportRun, Plan
from prongsai.programme.plans.progress.todo import ToDo, due_words, in_order, lacking, reports_due, units_in_words
from prongsai.programme.plans.queries.overview import measure_rows
from prongsai.programme.plans.queries.progress import requests_of_year
from prongsai.programme.plans.queries.rows import MeasureRow

LONGEST_TITLE = 90
_COUNT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody looks: an agency's fiscal year, as of a day."""

    agency_id: int
    code: str
    fiscal_year: int
    today: date

    def address(self, page: str, *args: object) -> str:
        """The address of a staff page of the agency."""
        return reverse(f"staff:{page}", args=[self.code, *args])


def todos_of(actor: Actor, place: Place, rows: Sequence[MeasureRow]) -> list[ToDo]:
    """All that the actor has to do, in order: overdue first, then by day."""
    found = [
        *_reports(actor, place, rows),
        *_answers(actor, place, rows),
        *_reviews(actor, place),
        *_gaps(actor, place, rows),
        *_watched(actor, place, rows),
        *_dated(actor, place),
    ]
    return in_order(found, place.today)


def count_of_todos(actor: Actor, fiscal_year: int) -> int | None:
    """How many things the actor has to do now, for the menu; None for nothing.

    Kept for some minutes, and anew after anything that happens in the agency: every change moves the end of its chain of events.
    """
    today = timezone.localdate()
    end = Chain.objects.filter(agency_id=actor.agency).values_list("last_digest", flat=True).first()
    who = repr((actor.person_id, sorted(actor.permissions), sorted(actor.unit_permissions.get("plans.report", ())), sorted(actor.unit_ids)))
    key = f"todos:{actor.agency}:{fiscal_year}:{today}:{end}:{hashlib.sha256(who.encode()).hexdigest()}"
    known = cache.get(key)
    if known is None:
        code = Agency.objects.values_list("code", flat=True).get(pk=actor.agency)
        place = Place(actor.agency, code, fiscal_year, today)
        plan = Plan.objects.filter(agency_id=actor.agency, fiscal_year=fiscal_year).values_list("pk", flat=True).first()
        rows = measure_rows(plan, today) if plan is not None else []
        known = sum(todo.is_now(today) for todo in todos_of(actor, place, rows))
        cache.set(key, known, _COUNT_SECONDS)
    return int(known) or None


def short(text: str) -> str:
    """A text on one line, cut after some words."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _reports(actor: Actor, place: Place, rows: Sequence[MeasureRow]) -> Iterator[ToDo]:
    if not actor.may("plans.report"):
        return
    for row, due in reports_due(rows, actor, place.today):
        href = place.address("report-progress", row.pk)
        if due.step is None:
            title = _("รายงานผลมาตรการ %(name)s") % {"name": f"{row.number} {short(row.title)}"}
        else:
            title = _("รายงานผลขั้นตอน %(name)s") % {"name": f"{due.step.number} {short(due.step.text)}".strip()}
            href = f"{href}?step={due.step.pk}"
        names = (due.step or row).unit_names
        yield ToDo("report", title, due_words(row, due), _("รายงานผล"), href, due.due_on, names)


def _answers(actor: Actor, place: Place, rows: Sequence[MeasureRow]) -> Iterator[ToDo]:
    """Requests for more that the actor's own units are to answer; nobody is told to answer what they asked themselves."""
    if not actor.may("plans.report") or not any(row.open_requests for row in rows):
        return
    by_pk = {row.pk: row for row in rows}
    for asked in requests_of_year(place.agency_id, place.fiscal_year, is_open=True):
        row = by_pk.get(asked.measure_id)
        if row is None or asked.asked_by_id == actor.person_id or not row.concerns(actor.unit_ids):
            continue
        title = _("ตอบคำขอข้อมูลเพิ่มของมาตรการ %(number)s") % {"number": row.number}
        href = f"{place.address('report-progress', row.pk)}?answers={asked.pk}" + (f"&step={asked.step_id}" if asked.step_id else "")
        why = f"“{short(asked.text)}” · {asked.asked_by}"
        yield ToDo("answer", title, why, _("ตอบคำขอ"), href, asked.wanted_by, row.unit_names, "message-square")


def _reviews(actor: Actor, place: Place) -> Iterator[ToDo]:
    if not actor.may("plans.import"):
        return
    runs = ImportRun.objects.filter(agency_id=place.agency_id, fiscal_year=place.fiscal_year, state=ImportRun.State.REVIEW)
    for pk, name in runs.values_list("pk", "file__name"):
        title = _("ตรวจทานเอกสารที่อ่านเข้ามา “%(name)s”") % {"name": short(name)}
        why = _("ยังไม่มีอะไรเข้าแผนจนกว่าท่านจะกดนำเข้า")
        yield ToDo("review", title, why, _("ตรวจทาน"), place.address("import", pk), icon="file-check")


def _gaps(actor: Actor, place: Place, rows: Sequence[MeasureRow]) -> Iterator[ToDo]:
    if not actor.may("plans.edit"):
        return
    found = lacking(rows)
    if not found:
        return
    words = ngettext("%(count)d มาตรการยังขาดผู้รับผิดชอบหรือวันครบกำหนด", "%(count)d มาตรการยังขาดผู้รับผิดชอบหรือวันครบกำหนด", len(found))
    numbers = ", ".join(row.number for row in found[:6]) + ("…" if len(found) > 6 else "")
    why = _("มาตรการ %(numbers)s · ระบบจึงยังเตือนใครไม่ได้") % {"numbers": numbers}
    yield ToDo("fill", words % {"count": len(found)}, why, _("เติมข้อมูล"), place.address("measure-edit", found[0].pk), icon="calendar")


def _watched(actor: Actor, place: Place, rows: Sequence[MeasureRow]) -> Iterator[ToDo]:
    """What is overdue, for who may ask but does not report."""
    if actor.may("plans.report") or not actor.may("plans.ask_more"):
        return
    for row in rows:
        if row.reading.code == "overdue":
            days_left = row.reading.days_left or 0
            due_on = date.fromordinal(place.today.toordinal() + days_left)
            title = _("มาตรการ %(name)s") % {"name": f"{row.number} {short(row.title)}"}
            why = " · ".join(filter(None, [row.reading.reason, units_in_words(row)]))
            yield ToDo("watch", title, why, _("ดูมาตรการ"), place.address("measure", row.pk), due_on, row.unit_names, "eye")


def _dated(actor: Actor, place: Place) -> Iterator[ToDo]:
    """What other parts announce as due in the year; plans tell their own in more words above."""
    first, last = fiscal_year_range(place.fiscal_year)
    for source in registry.dated_objects:
        if source.key in (DUE_KEY, REQUESTS_KEY):
            continue
        for dated in source.find(place.agency_id, first, last):
            if is_concerned(actor, source.permission, dated.unit_ids):
                yield ToDo("dated", dated.title, str(source.label), dated.verb, dated.address, dated.due_on, icon="calendar-days")
