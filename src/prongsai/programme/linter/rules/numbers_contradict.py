"""A report whose words and counts give different numbers for the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.core.thai.quantities import thing_of
from prongsai.core.thai.reported import reported
from prongsai.programme.linter.findings import in_report
from prongsai.programme.linter.rule import Finding, Rule
from prongsai.programme.linter.under_review import PlanUnderReview
from prongsai.programme.plans.queries.rows import ReportRow


def check(plan: PlanUnderReview) -> Iterator[Finding]:
    """Reports in whose text a thing is counted otherwise than in their counts. One thing is told of once."""
    for row in plan.rows:
        for report in row.all_reports():
            for index, known in contradictions(report, plan.fiscal_year):
                words = _("รายงานเขียนว่า%(what)s %(said)s %(unit)s แต่ช่องจำนวนใส่ %(counted)s %(unit)s แก้ให้ตรงกัน") % known
                yield in_report(row, report, f"counts-{index}-number", words, _("แก้รายงาน"))


def contradictions(report: ReportRow, fiscal_year: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The row of the count, and the numbers said and counted. Careful: sums and repetitions on either side agree with the other."""
    text = "\n".join((report.done_text, report.outputs, report.outcomes))
    counted: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    shown: dict[tuple[str, str], dict[str, str]] = {}
    for index, count in enumerate(report.counts):
        key = thing_of(str(count["what"])), "".join(str(count["unit"]).split())
        counted[key].append((index, int(count["number"])))
        shown[key] = {"what": str(count["what"]).strip(), "unit": str(count["unit"]).strip()}
    for (thing, unit), places in counted.items():
        found = reported(text, thing, unit, fiscal_year)
        if not found.said or any(one.bound != "exact" for one in found.said):
            continue
        numbers, own = {one.number for one in found.said}, [number for _index, number in places]
        if (numbers | found.possible) & {*own, sum(own)}:
            continue
        told = ", ".join(f"{number:,}" for number in sorted(numbers))
        yield places[0][0], shown[thing, unit] | {"said": told, "counted": ", ".join(f"{number:,}" for number in own)}


RULE = Rule(
    id="numbers-contradict",
    severity="warns",
    title=gettext_lazy("ตัวเลขในข้อความไม่ตรงกับที่นับ"),
    why=gettext_lazy("รายงานเขียนอย่างหนึ่งแต่ช่องจำนวนใส่อีกอย่าง ผู้ตรวจจะไม่เชื่อทั้งสองตัวเลข"),
    check=check,
    short=gettext_lazy("ตัวเลขไม่ตรงกัน"),
)
