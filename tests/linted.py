"""Plans as rules see them, in as few words as a test needs: measures, steps, reports and evidence as plain values, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from prongsai.programme.evidence.queries import EvidenceRow
from prongsai.programme.evidence.verdicts import CheckSeen, EvidenceSeen, verdict_of
from prongsai.programme.linter.queries import hints_of
from prongsai.programme.linter.rule import Hint, Rule
from prongsai.programme.linter.under_review import PlanUnderReview, UnitSeen
from prongsai.programme.plans.progress.status import ReportSeen, StepSeen, Task, read_measure, read_step, within_finished
from prongsai.programme.plans.queries.rows import MeasureRow, MonitoringDay, ReportRow, StepRow

TODAY = date(2026, 3, 17)
"""17 March 2569, in fiscal year 2569."""
AT = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
FINANCE = UnitSeen(1, "กองคลัง", "กองคลัง", is_closed=False)


def report(on: date = date(2026, 2, 1), *, is_finished: bool = False, step: int | None = None, pk: int = 1, **more: Any) -> ReportRow:
    """A report of the finance division; `counts` as tuples (what, number, unit)."""
    counts = [dict(zip(("what", "number", "unit"), count, strict=True)) for count in more.pop("counts", ())]
    texts = {"done_text": "ทำแล้ว", "outputs": "", "outcomes": "", "obstacles": "", "suggestions": ""} | more
    return ReportRow(pk, 1, step, 1, "กองคลัง", on, AT, is_finished, counts=counts, file_count=0, **texts)


def step(pk: int = 11, text: str = "ออกประกาศ", reports: Iterable[ReportRow] = (), **more: Any) -> StepRow:
    """A step of the finance division; its status follows from its days and reports."""
    told, values = tuple(reports), {"number": "2.5.1", "starts_on": None, "ends_on": None, "monitoring": (), **more}
    due_on = more.get("due_on") or max((day.due_on for day in values["monitoring"] if day.due_on), default=values["ends_on"])
    base = {
        "details": "",
        "unit_ids": (1,),
        "unit_names": ("กองคลัง",),
        "has_own_units": False,
        "is_for_every_unit": False,
        "responsible_as_written": "",
        "period_as_written": "",
    }
    task = Task(values["starts_on"], due_on, _seen(told))
    return StepRow(pk=pk, text=text, reports=told, reading=read_step(task, TODAY), **(base | values | {"due_on": due_on}))


def measure(pk: int = 1, title: str = "แนวทางการยืมทรัพย์สินของราชการ", reports: Iterable[ReportRow] = (), **more: Any) -> MeasureRow:
    """A measure of the finance division for indicator 4, due at the end of the year unless told otherwise; its status follows."""
    told = tuple(reports)
    values: dict[str, Any] = {
        "number": f"2.{pk}",
        "unit_ids": (1,),
        "unit_names": ("กองคลัง",),
        "is_for_every_unit": False,
        "responsible_as_written": "",
        "starts_on": date(2025, 10, 1),
        "ends_on": date(2026, 9, 30),
        "period_as_written": "",
        "monitoring": (),
        "indicators": (4,),
        "open_requests": 0,
        "evidence_count": 0,
        "catalogue_key": "",
        "version": 1,
        "steps": (),
    } | more
    own_due = max((day.due_on for day in values["monitoring"] if day.due_on), default=values["ends_on"])
    own = Task(values["starts_on"], own_due, _seen(told))
    seen = [StepSeen(one.reading, one.due_on) for one in values["steps"]]
    values["steps"] = tuple(_within(one, two, own) for one, two in zip(values["steps"], seen, strict=True))
    due_on = own_due or max((one.due_on for one in values["steps"] if one.due_on), default=None)
    return MeasureRow(pk=pk, title=title, reports=told, due_on=due_on, reading=read_measure(own, seen, TODAY), **values)


def evidence(pk: int = 71, **more: Any) -> EvidenceRow:
    """A dated file of this year with searchable text; `review` "returned" needs `review_reason`, `outcome` is that of a link's check."""
    outcome, has_text = more.pop("outcome", "alive"), more.pop("has_text", True)
    check = CheckSeen(AT, outcome, "application/pdf", has_text)
    values: dict[str, Any] = {
        "kind": "file",
        "fiscal_year": 2569,
        "evidence_on": date(2026, 1, 12),
        "period_from": None,
        "period_to": None,
        "expires_on": None,
        "review": None,
    } | {name: value for name, value in more.items() if name not in ("title", "review_reason")}
    verdict = verdict_of(EvidenceSeen(**values, review_reason=more.get("review_reason", ""), check=check), TODAY)
    return EvidenceRow(
        pk=pk,
        title=more.get("title", "ภาพป้ายประกาศ"),
        uploaded_at=AT,
        added_by_id=None,
        revision_id=pk,
        revision_number=1,
        sha256="7f" * 32,
        media_type="application/pdf",
        size_bytes=1,
        file_id=None,
        file_name="",
        url="",
        source_key="",
        facts=None,
        check=check,
        verdict=verdict,
        **values,
    )


def plan(*rows: MeasureRow, shown: Iterable[EvidenceRow] = (), **more: Any) -> PlanUnderReview:
    """A plan of 2569 on `TODAY` with these measures; what is `shown` belongs to the first."""
    values: dict[str, Any] = {"units": (FINANCE,), "indicators": frozenset(range(1, 11)), "today": TODAY} | more
    held = tuple(shown)
    return PlanUnderReview(2569, rows=rows, evidence={rows[0].pk: held} if rows and held else {}, **values)


def said(rule: Rule, *rows: MeasureRow, **more: Any) -> list[str]:
    """What a rule says of a plan with these measures."""
    return [hint.message.replace("\u00a0", " ") for hint in found(rule, *rows, **more)]


def found(rule: Rule, *rows: MeasureRow, **more: Any) -> list[Hint]:
    """The hints of a rule on a plan with these measures."""
    return hints_of(plan(*rows, **more), chosen=[rule])


def day(on: date | None, words: str = "") -> MonitoringDay:
    """A day of reporting."""
    return MonitoringDay(on, words)


def _seen(reports: Iterable[ReportRow]) -> tuple[ReportSeen, ...]:
    return tuple(ReportSeen(one.happened_on, one.reported_at, one.is_finished) for one in reports)


def _within(one: StepRow, seen: StepSeen, own: Task) -> StepRow:
    return replace(one, reading=within_finished(seen, own, TODAY))
