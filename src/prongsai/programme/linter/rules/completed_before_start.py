"""Work that was done before it began."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.programme.linter.findings import in_measure, in_step
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.days import day_in_words


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Measures, and steps with a first day of their own, that were finished before their first day."""
    words = _("รายงานว่าเสร็จ %(day)s ก่อนวันเริ่ม %(other)s แก้วันเริ่มหรือแก้รายงาน")
    for row in plan.rows:
        done, start = row.reading.finished_on, row.starts_on
        if done is not None and start is not None and done < start:
            days = {"day": day_in_words(done), "other": day_in_words(start)}
            yield in_measure(row, "starts_on", words % days, _("แก้วันเริ่ม"))
    for row, step in plan.steps():
        done, start = step.reading.finished_on, step.starts_on
        if done is not None and start is not None and done < start:
            days = {"day": day_in_words(done), "other": day_in_words(start)}
            yield in_step(row, step, "starts_on", words % days, _("แก้วันเริ่ม"))


RULE = Rule(
    id="completed-before-start",
    severity="warns",
    title=gettext_lazy("เสร็จก่อนวันเริ่ม"),
    why=gettext_lazy("งานเสร็จก่อนเริ่มไม่ได้ วันใดวันหนึ่งน่าจะผิด และผู้ประเมินจะถามเป็นข้อแรก"),
    check=check,
)
