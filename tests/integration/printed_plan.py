"""An invented plan with reports, made through the product's actions, for the tests of printing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tests.offices import NOW, Office

from prongsai.foundation.agencies.actions import add_position
from prongsai.foundation.people.actor import system
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.actions.progress import report_progress
from prongsai.programme.plans.drafts import MeasureDraft, MonitoringDraft, StepDraft
from prongsai.programme.plans.models import Measure, Plan, ProgressReport, Step
from prongsai.programme.plans.progress.drafts import Count, ProgressDraft

LATER = datetime(2026, 4, 20, 3, 0, tzinfo=UTC)
"""20 April 2569: the round of 6 months is over."""


@dataclass
class PrintedPlan:
    """Four measures: finished with several reports, under way, without a report and overdue, and one with numbered steps."""

    office: Office
    plan: Plan
    training: Measure
    manual: Measure
    borrowing: Measure
    hearing: Measure


def make_plan(office: Office) -> PrintedPlan:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    drafts = (_training(office), _manual(office), _borrowing(office), _hearing(office))
    measures = [add_measure(by=office.actor(), at=NOW, plan=plan, draft=draft) for draft in drafts]
    by = system(office.agency.pk)
    add_position(by=by, at=NOW, agency=office.agency, title="หัวหน้าสำนักปลัด", unit=office.unit("สำนักปลัด"))
    add_position(by=by, at=NOW, agency=office.agency, title="ปลัดองค์การบริหารส่วนตำบล")
    add_position(by=by, at=NOW, agency=office.agency, title="นายกองค์การบริหารส่วนตำบล")
    return PrintedPlan(office, plan, *measures)


def _training(office: Office) -> MeasureDraft:
    return MeasureDraft(
        title="อบรมเรื่องผลประโยชน์ทับซ้อนแก่บุคลากร",
        steps=(StepDraft("กำหนดเนื้อหาและวิทยากร"), StepDraft("จัดอบรมและเก็บผลความเข้าใจ")),
        unit_ids=(office.unit("สำนักปลัด").pk,),
        responsible_as_written="สำนักปลัด",
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 3, 31),
        period_as_written="ต.ค. 68 - มี.ค. 69",
        monitoring=(MonitoringDraft(date(2026, 3, 31), "รายงานภายในวันที่ 31 มี.ค. 69"),),
    )


def _manual(office: Office) -> MeasureDraft:
    return MeasureDraft(
        title="จัดทำคู่มือประชาชนของทุกงานบริการ",
        steps=(StepDraft("ทบทวนขั้นตอนและระยะเวลาของงานบริการ"),),
        unit_ids=(office.unit("สำนักปลัด").pk, office.unit("กองคลัง").pk),
        starts_on=date(2025, 11, 1),
        ends_on=date(2026, 8, 31),
        monitoring=(MonitoringDraft(date(2026, 8, 31)),),
    )


def _borrowing(office: Office) -> MeasureDraft:
    return MeasureDraft(
        title="วางแนวทางการยืมทรัพย์สินของราชการ",
        steps=(StepDraft("จัดทำทะเบียนคุมการยืม"),),
        unit_ids=(office.unit("กองคลัง").pk,),
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 1, 31),
        monitoring=(MonitoringDraft(date(2026, 1, 31)),),
    )


def _hearing(office: Office) -> MeasureDraft:
    hearing = StepDraft(
        "จัดเวทีรับฟังความคิดเห็น",
        details="แจ้งวันเวลาล่วงหน้าสิบห้าวัน",
        unit_ids=(office.unit("กองช่าง").pk,),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 2, 28),
        monitoring=(MonitoringDraft(date(2026, 2, 28)),),
    )
    summary = StepDraft(
        "สรุปความเห็นและแจ้งผลกลับ",
        unit_ids=(office.unit("สำนักปลัด").pk,),
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 6, 30),
        monitoring=(MonitoringDraft(date(2026, 6, 30)),),
    )
    return MeasureDraft(
        title="เปิดให้ประชาชนร่วมให้ความเห็นก่อนจัดทำโครงการ",
        steps=(hearing, summary),
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        monitoring=(MonitoringDraft(date(2026, 6, 30)),),
    )


def report(made: PrintedPlan, measure: Measure, draft: ProgressDraft, at: datetime = NOW) -> ProgressReport:
    return report_progress(by=made.office.actor(), at=at, measure=measure, draft=draft)


def report_everything(made: PrintedPlan) -> None:
    """Two reports of the training (the later day first), one of the manual, one of the first step of the hearing, one after the round."""
    clerk = made.office.unit("สำนักปลัด").pk
    report(
        made,
        made.training,
        ProgressDraft(
            date(2026, 3, 10),
            "จัดอบรมรุ่นสุดท้ายที่ห้องประชุมใหญ่",
            unit_id=clerk,
            is_finished=True,
            outputs="แบบทดสอบหลังอบรมผ่านร้อยละ 92",
            outcomes="บุคลากรแจ้งผลประโยชน์ทับซ้อนด้วยตนเอง 4 ราย\nไม่มีเรื่องร้องเรียนในรอบนี้",
            obstacles="บุคลากรบางส่วนติดภารกิจนอกพื้นที่",
            suggestions="จัดอบรมซ้ำทุกครึ่งปี",
            counts=(Count("อบรม", 3, "ครั้ง"), Count("อบรม", 1120, "คน")),
        ),
    )
    report(made, made.training, ProgressDraft(date(2025, 12, 5), "ประชุมกำหนดเนื้อหากับวิทยากร", unit_id=clerk))
    report(made, made.manual, ProgressDraft(date(2026, 2, 2), "ทบทวนแล้ว 8 งานจาก 14 งาน", unit_id=clerk, outputs="ร่างคู่มือ 8 ฉบับ"))
    step = Step.objects.get(measure=made.hearing, order=1)
    works = made.office.unit("กองช่าง").pk
    report(made, made.hearing, ProgressDraft(date(2026, 2, 20), "จัดเวทีที่ศาลากลางบ้าน", step_id=step.pk, unit_id=works, is_finished=True))


def report_after_round(made: PrintedPlan) -> ProgressReport:
    """What happened after the last day of the round of 6 months."""
    clerk = made.office.unit("สำนักปลัด").pk
    draft = ProgressDraft(date(2026, 4, 10), "แจกคู่มือครบทุกหมู่บ้าน", unit_id=clerk, is_finished=True)
    return report(made, made.manual, draft, LATER)
