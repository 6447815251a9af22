"""A step whose time lies outside that of its measure."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_step, name_of
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Steps with days of their own before the measure's first or after its last day."""
    for row, step in plan.steps():
        known = {"step": name_of(step)}
        if step.starts_on and row.starts_on and step.starts_on < row.starts_on:
            words = _("ขั้นที่ %(step)s เริ่ม %(day)s ก่อนมาตรการซึ่งเริ่ม %(other)s แก้วันใดวันหนึ่ง")
            days = {"day": day_in_words(step.starts_on), "other": day_in_words(row.starts_on)}
            yield in_step(row, step, "starts_on", words % (known | days), _("แก้วันเริ่ม"))
        if step.ends_on and row.ends_on and step.ends_on > row.ends_on:
            words = _("ขั้นที่ %(step)s สิ้นสุด %(day)s หลังมาตรการซึ่งสิ้นสุด %(other)s แก้วันใดวันหนึ่ง")
            days = {"day": day_in_words(step.ends_on), "other": day_in_words(row.ends_on)}
            yield in_step(row, step, "ends_on", words % (known | days), _("แก้วันสิ้นสุด"))


RULE = Rule(
    id="step-outside-period",
    severity="warns",
    title=gettext_lazy("ช่วงเวลาของขั้นตอนอยู่นอกมาตรการ"),
    why=gettext_lazy("ขั้นตอนที่เริ่มก่อนหรือจบหลังมาตรการทำให้สถานะและวันเตือนไม่ตรงกับความจริง"),
    check=check,
)
