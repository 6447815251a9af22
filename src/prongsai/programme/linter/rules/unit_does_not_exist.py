"""A measure that somebody is to answer for who is not there."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core.thai.units import ALL_UNITS, read_units, unit_canonical
from prongsai.programme.linter.findings import in_measure, in_step
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.queries.rows import MeasureRow, StepRow


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Closed units that are chosen; and, where no unit is chosen, words that name no open unit of the agency."""
    closed = {unit.pk: unit.name for unit in plan.units if unit.is_closed}
    known = plan.known_names()
    for row in plan.rows:
        if words := _fault(row, row.unit_ids, closed, known):
            yield in_measure(row, "units", words, _("เลือกผู้รับผิดชอบ"))
    for row, step in plan.steps():
        own = step.unit_ids if step.has_own_units else ()
        if words := _fault(step, own, closed, known):
            yield in_step(row, step, "units", words, _("เลือกผู้รับผิดชอบ"))


def _fault(part: MeasureRow | StepRow, unit_ids: tuple[int, ...], closed: dict[int, str], known: frozenset[str]) -> str:
    if part.is_for_every_unit:
        return ""
    gone = [closed[pk] for pk in unit_ids if pk in closed]
    if gone:
        return _("%(unit)s ปิดไปแล้ว เลือกหน่วยงานที่รับงานต่อ") % {"unit": ", ".join(gone)}
    written = " ".join(part.responsible_as_written.split())
    if unit_ids or not written:
        return ""
    names = read_units(written)
    if not names or ALL_UNITS in names or any(_is_known(name, known) for name in names):
        return ""
    return _("เอกสารเขียนผู้รับผิดชอบว่า “%(words)s” แต่หน่วยงานของท่านไม่มีชื่อนี้ เลือกจากรายการ") % {"words": written[:100]}


def _is_known(name: str, known: frozenset[str]) -> bool:
    return not known.isdisjoint("".join(one.split()) for one in (name, unit_canonical(name)))


RULE = Rule(
    id="unit-does-not-exist",
    severity="warns",
    title=gettext_lazy("ผู้รับผิดชอบไม่มีอยู่จริง"),
    why=gettext_lazy("หน่วยงานที่ปิดไปแล้วหรือไม่มีในทะเบียนหน่วยงานไม่มีคนรับการเตือนและรายงานไม่ได้"),
    check=check,
)
