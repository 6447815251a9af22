"""The demonstration: one invented agency made from the samples, with one person per role, last year's plan and this year's under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from prongsai.core.papers.reading import read_paper
from prongsai.core.thai.calendar import fiscal_year_of, fiscal_year_range
from prongsai.core.thai.numerals import to_arabic_digits
from prongsai.foundation.agencies.actions import add_position, open_agency
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import Actor, system
from prongsai.foundation.people.demonstration import PASSWORD, people
from prongsai.foundation.people.first_run import is_first_run
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in
from prongsai.interfaces.cli.demonstration_evidence import add_evidence_of_year
from prongsai.interfaces.cli.demonstration_scores import add_results, tie_measures
from prongsai.programme.plans.actions.imports import start_import
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.actions.progress import ask_more, report_progress
from prongsai.programme.plans.another_year import moved, title_for
from prongsai.programme.plans.catalogue import find
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.importing.from_paper import ReadMeasure, index_of_units, plan_draft
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.progress.drafts import ProgressDraft
from prongsai.samples import sample_path

CODE = "thungdaoruang"
_UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม", "หน่วยตรวจสอบภายใน")
_POSITIONS = ("นิติกร", "หัวหน้าสำนักปลัด", "ปลัดองค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบล")
_FROM_CATALOGUE = ("asset-rules", "no-gift-policy")
# How this year stands: measure → (share of the days so far on which it is due, share on which it was done; None: nothing done, 0: begun).
_UNDER_WAY: dict[int, tuple[float | None, float | None]] = {
    0: (0.7, 0.6),
    1: (0.9, None),
    2: (None, 0),
    3: (0.8, 0.75),
    5: (0.95, 0),
    6: (None, 0),
    7: (0.5, 0.7),
    9: (0.9, 0.85),
}


def set_up_demonstration() -> None:
    """Make the agency, its people and its plans where nobody is there yet."""
    if not is_first_run():
        return
    print("กำลังเตรียมหน่วยงานสาธิต · preparing the demonstration", flush=True)
    now = timezone.now()
    with transaction.atomic():
        agency = _open(now)
        officer = actor_in(Person.objects.get(username="officer"), agency.pk)
        if officer is None:
            raise RuntimeError("the officer of the demonstration has no role")
        read = _read_sample(agency)
        this_year = fiscal_year_of(timezone.localdate(now))
        _last_year(officer, now, this_year - 1, read)
        _this_year(officer, now, this_year, read)
        add_results(by=officer, now=now, this_year=this_year)
        tie_measures(by=officer, now=now, this_year=this_year)
        add_evidence_of_year(by=officer, now=now, this_year=this_year)
        start_import(
            by=officer,
            at=now,
            fiscal_year=this_year,
            data=sample_path("plan.txt").read_bytes(),
            name="แผนมาตรการปีก่อน.txt",
            use_ocr=False,
        )


def _open(now: datetime) -> Agency:
    by = system(None)
    agency = open_agency(
        by=by, at=now, code=CODE, name="องค์การบริหารส่วนตำบลทุ่งดาวเรือง", province="ลำพูน", district="ธารคำใส", unit_names=_UNITS
    )
    units = {unit.name: unit for unit in agency.units.all()}
    for title in _POSITIONS:
        add_position(by=by, at=now, agency=agency, title=title)
    for entry in people():
        person = make_person(by=by, at=now, username=entry.username, full_name=entry.full_name, password=PASSWORD)
        is_host = entry.role.scope == "installation"
        unit = None if is_host else units["กองคลัง" if entry.role.key == "unit_reporter" else "สำนักปลัด"]
        give_role(by=by, at=now, person=person, role=entry.role.key, agency=None if is_host else agency, unit=unit)
    return agency


def _read_sample(agency: Agency) -> tuple[str, int, tuple[ReadMeasure, ...]]:
    """Title, year and measures of the sample report."""
    index = index_of_units(agency.units.values_list("pk", "name", "canonical"))
    draft = plan_draft(read_paper(sample_path("outcome-report.txt")), index)
    if draft.fiscal_year is None:
        raise RuntimeError("the sample has no fiscal year")
    return draft.title, draft.fiscal_year, draft.measures


def _last_year(by: Actor, now: datetime, year: int, read: tuple[str, int, tuple[ReadMeasure, ...]]) -> None:
    """Last year's plan, with what the sample reports as its results."""
    title, read_year, measures = read
    plan = start_plan(by=by, at=now, fiscal_year=year, title=title_for(_as_plan(title), read_year, year))
    last_day = fiscal_year_range(year)[1]
    for index, read_measure in enumerate(measures):
        measure = add_measure(by=by, at=now, plan=plan, draft=_with_due(moved(read_measure.draft, year - read_year), last_day))
        _report(by, now, measure, read_measure, day=last_day - timedelta(days=10 + index), is_finished=True)


def _this_year(by: Actor, now: datetime, year: int, read: tuple[str, int, tuple[ReadMeasure, ...]]) -> None:
    """This year's plan: the same measures and two of the catalogue, some done, some begun, one late; as far as the year has gone."""
    title, read_year, measures = read
    first, last = fiscal_year_range(year)
    today = timezone.localdate(now)
    begun = _morning(first, now)
    plan = start_plan(by=by, at=begun, fiscal_year=year, title=title_for(_as_plan(title), read_year, year))
    for index, read_measure in enumerate(measures):
        due_share, done_share = _UNDER_WAY.get(index, (None, None))
        draft = moved(read_measure.draft, year - read_year)
        due = last if due_share is None else _share(first, today, due_share)
        draft = replace(draft, starts_on=first, ends_on=due, period_as_written="", indicators=(1 + index % 10,))
        measure = add_measure(by=by, at=begun, plan=plan, draft=_with_due(draft, due))
        if done_share is not None:
            day = today if done_share == 0 else _share(first, today, done_share)
            _report(by, now, measure, read_measure, day=day, is_finished=done_share != 0)
        if index == 2:
            ask_more(by=by, at=now, measure=measure, step_id=None, report_id=None, text="ขอภาพหน้าเว็บของบริการที่เปิดแล้ว", wanted_by=None)
    for key in _FROM_CATALOGUE:
        entry = find(key)
        if entry is not None:
            start, end = entry.period_in(year)
            steps = tuple(StepDraft(text=step) for step in entry.steps)
            draft = MeasureDraft(
                title=entry.title, steps=steps, starts_on=start, ends_on=end, indicators=entry.indicators, catalogue_key=key
            )
            draft = replace(
                draft, unit_ids=tuple(Agency.objects.get(pk=by.agency).units.filter(name__in=entry.units).values_list("pk", flat=True))
            )
            add_measure(by=by, at=begun, plan=plan, draft=_with_due(draft, entry.report_due_in(year)))


def _as_plan(title: str) -> str:
    words = title.replace("รายงานผลการดำเนินการตาม", "").replace("รายงานผลการดำเนินงานตาม", "").replace("รายงานผล", "")
    return to_arabic_digits(words).strip()


def _with_due(draft: MeasureDraft, due: date) -> MeasureDraft:
    return replace(draft, monitoring=(MonitoringDraft(due),))


def _share(first: date, today: date, share: float) -> date:
    return first + timedelta(days=int((today - first).days * share))


def _report(by: Actor, now: datetime, measure: Measure, read: ReadMeasure, *, day: date, is_finished: bool) -> None:
    outputs, outcomes = read.result.outputs, read.result.outcomes
    unit = measure.unit_links.order_by("pk").values_list("unit_id", flat=True).first()
    draft = ProgressDraft(
        happened_on=day,
        done_text="ดำเนินการครบทุกขั้นตอนตามแผน" if is_finished else "เริ่มดำเนินการแล้ว อยู่ในขั้นตอนแรก",
        unit_id=unit,
        is_finished=is_finished,
        outputs="\n".join(outputs) if is_finished else "",
        outcomes="\n".join(outcomes) if is_finished else "",
    )
    report_progress(by=by, at=_morning(day, now), measure=measure, draft=draft)


def _morning(day: date, now: datetime) -> datetime:
    """Half past ten of a day, or now where that is still to come."""
    return min(now, timezone.make_aware(datetime.combine(day, time(10, 30))))
