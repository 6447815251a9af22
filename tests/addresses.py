"""Every address of the installation with real objects in it: what the URL list has, filled from an office in which everything happened once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.imports import import_text
from tests.offices import NOW, Office
from tests.scores import handed_in, recorded

from prongsai.foundation.agencies.actions import add_position
from prongsai.foundation.clock.actions import set_agency_day
from prongsai.foundation.jobs.actions import ask
from prongsai.foundation.people.invitations import invite
from prongsai.foundation.people.models import Membership
from prongsai.programme.evidence.actions.adding import of_source
from prongsai.programme.evidence.drafts import EvidenceDraft
from prongsai.programme.evidence.models import Evidence
from prongsai.programme.linter.actions import ask_exception
from prongsai.programme.linter.rule import Key
from prongsai.programme.plans.actions.evidence import add_evidence
from prongsai.programme.plans.actions.measures import add_measure, change_measure, start_plan
from prongsai.programme.plans.actions.printing import print_report
from prongsai.programme.plans.actions.progress import ask_more, report_progress
from prongsai.programme.plans.actions.sheets import hand_in_sheet
from prongsai.programme.plans.catalogue import catalogue
from prongsai.programme.plans.drafts import MeasureDraft, StepDraft
from prongsai.programme.plans.importing.preview import key_of
from prongsai.programme.plans.models import Measure, ProgressReport, Step
from prongsai.programme.plans.printing.to_paper import Choices
from prongsai.programme.plans.progress.drafts import ProgressDraft, Upload
from prongsai.programme.plans.queries.imports import review_of
from prongsai.programme.plans.queries.printed import PRINT_JOB
from prongsai.programme.plans.sheet.standing import standing_plan
from prongsai.programme.plans.sheet.writing import write_plan

YEAR = 2569


@dataclass(frozen=True)
class Address:
    """One pattern of the URL list. `kwargs` are the names of its parts, `view` is what answers."""

    name: str
    kwargs: tuple[str, ...]
    view: Callable[..., Any]

    def path(self, values: Mapping[str, object]) -> str:
        """The address with these values in it."""
        return reverse(
            self.name,
            kwargs={part: values[f"{self.name}:{part}"] if f"{self.name}:{part}" in values else values[part] for part in self.kwargs},
        )


def addresses() -> list[Address]:
    """All patterns that have a name, with their namespace."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, before: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        parts = (*before, *(pattern.pattern.converters or pattern.pattern.regex.groupindex))
        if isinstance(pattern, URLResolver):
            inside = f"{prefix}{pattern.app_name}:" if pattern.app_name else prefix
            yield from _walk(pattern.url_patterns, inside, parts)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield Address(f"{prefix}{pattern.name}", parts, pattern.callback)


def populate(office: Office, capture: Any) -> dict[str, object]:
    """Let everything happen once in an office, and tell what stands in its addresses, by part, or "address:part" where that matters."""
    by, administrator = office.actor(), office.actor("agency_administrator")
    plan = start_plan(by=by, at=NOW, fiscal_year=YEAR, title="แผน")
    unit = office.unit("กองคลัง")
    draft = MeasureDraft(title="จัดทำคู่มือ", unit_ids=(unit.pk,), steps=(StepDraft(text="สำรวจ"), StepDraft(text="เขียน")))
    measure = add_measure(by=by, at=NOW, plan=plan, draft=draft)
    kept, dropped = Step.objects.filter(measure=measure)
    less = replace(draft, steps=(StepDraft(text="สำรวจ", step_id=kept.pk),))
    change_measure(by=by, at=NOW, measure=measure, draft=less, version=measure.version)
    done = ProgressDraft(happened_on=date(2026, 3, 1), done_text="สำรวจแล้ว", unit_id=unit.pk)
    files = [Upload("หลักฐาน.pdf", b"%PDF-1.4 evidence")]
    report = report_progress(by=office.actor("unit_reporter"), at=NOW, measure=measure, draft=done, uploads=files)
    request = ask_more(by=by, at=NOW, measure=measure, text="ขอภาพประกอบ")
    run = import_text(office, capture)
    choices = Choices(layout="plan", as_of=date(2026, 3, 17))
    printed = print_report(
        by=by, at=NOW, agency=plan.agency, fiscal_year=plan.fiscal_year, choices=choices, digits="thai", kind="xlsx"
    ).report
    invitation, secret = invite(by=administrator, at=NOW, agency=office.agency, full_name="ผู้ได้รับเชิญ", role="executive")
    score_card = recorded(office, year=YEAR)
    score_file = handed_in(by, capture)
    holiday = set_agency_day(
        by=administrator, at=NOW, agency=office.agency, on=date(2026, 3, 20), kind="off", name="งานประจำตำบล", reason="ประกาศ"
    )
    bare = Key("no-indicator", measure.pk, None, None)
    exception = ask_exception(by=by, at=NOW, measure=measure, key=bare, reason="ไม่อยู่ในการประเมิน", expires_on=date(2026, 9, 30))
    card = key_of(review_of(run).cards[0].measure.path)
    return {
        "agency_code": office.agency.code,
        "code": office.agency.code,
        "year": YEAR,
        "measure_id": measure.pk,
        "step_id": dropped.pk,
        "report_id": report.pk,
        "request_id": request.pk,
        "file_id": report.files.get().file_id,
        "run_id": run.pk,
        "page": 1,
        "number": 0,
        "staff:import-mend:key": card,
        "staff:import-leave:key": card,
        "staff:catalogue-entry:key": catalogue()[0].key,
        "job_id": ask(by=by, at=NOW, kind=PRINT_JOB).pk,
        "printed_id": printed.pk,
        "exception_id": exception.pk,
        "card_id": score_card.pk,
        "score_file_id": score_file.pk,
        "person_id": office.persons["executive"].pk,
        "membership_id": Membership.objects.get(person=office.persons["executive"]).pk,
        "invitation_id": invitation.pk,
        "secret": secret,
        "holiday_year": YEAR,
        "day_id": holiday.pk,
        "sheet_id": hand_in_sheet(by=by, at=NOW, plan=plan, data=write_plan(standing_plan(plan)), name="แผน.xlsx").run.pk,
        **_evidence(office, measure, report),
        "unit_id": unit.pk,
        "position_id": add_position(by=administrator, at=NOW, agency=office.agency, title="ปลัด").pk,
    }


def _evidence(office: Office, measure: Measure, report: ProgressReport) -> dict[str, object]:
    """The file of a report as evidence, and numbers of a register, which alone can be taken along as tables."""
    frozen = of_source("plans.progress", agency=office.agency, fiscal_year=YEAR, at=NOW)
    numbers = add_evidence(by=office.actor(), at=NOW, measure=measure, draft=EvidenceDraft(title="ผลของแผน"), content=frozen)
    found: dict[str, object] = {"evidence_id": Evidence.objects.get(revisions__file=report.files.get().file).pk}
    for kind in ("json", "csv"):
        found |= {f"staff:evidence-facts-{kind}:evidence_id": numbers.pk, f"staff:evidence-facts-{kind}:number": 1}
    return found
