"""Measures and steps as a form, an import or the catalogue hands them in: plain values, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from prongsai.foundation.faults import Fault, Unusable

LONGEST_TITLE = 1000
LONGEST_TEXT = 5000
LONGEST_PERIOD = 300
INDICATORS = range(1, 11)


@dataclass(frozen=True, slots=True)
class MonitoringDraft:
    """A day on which progress is reported, or words that give none."""

    due_on: date | None = None
    as_written: str = ""


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step. `step_id` names the step that it changes, None a new one; empty units and dates mean: as the measure."""

    text: str
    step_id: int | None = None
    details: str = ""
    unit_ids: tuple[int, ...] = ()
    is_for_every_unit: bool = False
    responsible_as_written: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    period_as_written: str = ""
    monitoring: tuple[MonitoringDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class GapDraft:
    """A gap of a result that a measure is to close: node `key` of the result's year with its published points (see `AnsweredGap`)."""

    fiscal_year: int
    kind: str
    key: str
    points: Decimal
    gap: Decimal
    worth: Decimal
    scorecard_id: int
    scorecard_digest: str


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """A measure with its steps in order. `answers` are kept when it is added; changing a measure does not touch them."""

    title: str
    steps: tuple[StepDraft, ...] = ()
    numbers_steps: bool = True
    unit_ids: tuple[int, ...] = ()
    is_for_every_unit: bool = False
    responsible_as_written: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    period_as_written: str = ""
    monitoring: tuple[MonitoringDraft, ...] = ()
    indicators: tuple[int, ...] = ()
    catalogue_key: str = ""
    answers: tuple[GapDraft, ...] = ()


def check(draft: MeasureDraft, *, known_units: frozenset[int]) -> None:
    """Raise `Unusable` with every fault of a draft; `known_units` are the agency's units."""
    faults = tuple(_faults(draft, known_units))
    if faults:
        raise Unusable(faults)


def _faults(draft: MeasureDraft, known_units: frozenset[int]) -> Iterator[Fault]:
    if not draft.title.strip():
        yield Fault("title", _("ใส่ชื่อมาตรการ"))
    if len(draft.title) > LONGEST_TITLE:
        yield Fault("title", _("ชื่อมาตรการยาวเกิน %(most)s ตัวอักษร ย่อให้สั้นลง") % {"most": LONGEST_TITLE})
    for number in draft.indicators:
        if number not in INDICATORS:
            yield Fault("indicators", _("ไม่มีตัวชี้วัดที่ %(number)s เลือก 1 ถึง 10") % {"number": number})
    yield from _timed(draft, "", known_units)
    for index, step in enumerate(draft.steps):
        prefix = f"steps-{index}-"
        if not step.text.strip():
            yield Fault(f"{prefix}text", _("ใส่ข้อความของขั้นตอนที่ %(number)s หรือลบขั้นตอนนี้") % {"number": index + 1})
        if len(step.text) > LONGEST_TEXT or len(step.details) > LONGEST_TEXT:
            yield Fault(
                f"{prefix}text", _("ขั้นตอนที่ %(number)s ยาวเกิน %(most)s ตัวอักษร แบ่งเป็นหลายขั้นตอน") % {"number": index + 1, "most": LONGEST_TEXT}
            )
        yield from _timed(step, prefix, known_units)


def _timed(draft: MeasureDraft | StepDraft, prefix: str, known_units: frozenset[int]) -> Iterator[Fault]:
    if draft.starts_on and draft.ends_on and draft.ends_on < draft.starts_on:
        yield Fault(f"{prefix}ends_on", _("วันสิ้นสุดอยู่ก่อนวันเริ่ม แก้วันใดวันหนึ่ง"))
    if len(draft.period_as_written) > LONGEST_PERIOD:
        yield Fault(f"{prefix}period_as_written", _("ระยะเวลายาวเกิน %(most)s ตัวอักษร") % {"most": LONGEST_PERIOD})
    if not known_units.issuperset(draft.unit_ids):
        yield Fault(f"{prefix}units", _("เลือกหน่วยงานที่มีในรายการ"))
    days = [entry.due_on for entry in draft.monitoring if entry.due_on]
    if len(days) != len(set(days)):
        yield Fault(f"{prefix}monitoring", _("วันรายงานซ้ำกัน ลบวันที่ซ้ำ"))
    if any(entry.due_on is None and not entry.as_written.strip() for entry in draft.monitoring):
        yield Fault(f"{prefix}monitoring", _("ใส่วันรายงานหรือข้อความ หรือลบช่องนี้"))
