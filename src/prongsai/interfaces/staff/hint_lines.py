"""Hints of the linter as pages draw them: tone, sentence, the exact field where it is mended, or whom to ask where the reader may not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation.people.actor import Actor
from prongsai.programme.linter.queries import Review
from prongsai.programme.linter.rule import Finding, Form, Hint
from prongsai.programme.plans.queries.rows import MeasureRow

SEVERITIES: dict[str, tuple[str, str, str | Promise]] = {
    "blocks": ("late", "triangle-alert", gettext_lazy("ต้องแก้ก่อนรายงาน")),
    "warns": ("soon", "exclamation-diamond-fill", gettext_lazy("ควรแก้")),
    "advises": ("brand", "lightbulb", gettext_lazy("แนะนำ")),
}
"""Tone, icon and word of each severity."""
_ICONS = {"evidence-outside-year": "calendar-x", "dead-link": "link", "completed-without-evidence": "paperclip"}
_PERMISSIONS: dict[Form, str] = {"measure": "plans.edit", "report": "plans.report", "correction": "plans.report"}
_ADDRESSES: dict[Form, str] = {
    "measure": "measure-edit",
    "report": "report-progress",
    "correction": "report-correct",
    "evidence-edit": "evidence-edit",
    "evidence-revise": "evidence-revise",
    "evidence-add": "evidence-add",
}
_OF_MEASURE = {"measure", "report", "evidence-add"}


@dataclass(frozen=True, slots=True)
class HintLine:
    """A hint as a line of a list. `href` is empty where the reader may not mend it; then `ask` says who may."""

    hint: Hint
    row: MeasureRow
    tone: str
    icon: str
    href: str
    ask: str
    except_href: str

    @property
    def text(self) -> str:
        """What is so and what to do."""
        return self.hint.message

    @property
    def verb(self) -> str:
        """The words of the link."""
        return self.hint.finding.verb


def lines_of(review: Review, hints: Iterable[Hint], *, actor: Actor, agency_code: str) -> list[HintLine]:
    """Hints as lines, for one reader."""
    rows = {row.pk: row for row in review.plan.rows}
    return [_line(hint, rows[hint.finding.measure_id], actor, agency_code) for hint in hints]


def address_of(finding: Finding, agency_code: str) -> str:
    """The form in which a finding is mended, at its field."""
    of = finding.measure_id if finding.form in _OF_MEASURE else finding.report_id if finding.form == "correction" else finding.evidence_id
    step = f"?step={finding.step_id}" if finding.form == "report" and finding.step_id else ""
    form = reverse(f"staff:{_ADDRESSES[finding.form]}", args=[agency_code, of])
    return f"{form}{step}{f'#id_{finding.field}' if finding.field else ''}"


def _line(hint: Hint, row: MeasureRow, actor: Actor, agency_code: str) -> HintLine:
    tone, icon, _word = SEVERITIES[hint.severity]
    may_mend = _may_mend(hint.finding, row, actor)
    return HintLine(
        hint=hint,
        row=row,
        tone=tone if hint.is_open else "todo",
        icon=_ICONS.get(hint.rule.id, icon),
        href=address_of(hint.finding, agency_code) if may_mend else "",
        ask="" if may_mend else _ask(hint.finding),
        except_href=_except_href(hint, agency_code) if hint.is_open and actor.may("linter.except") else "",
    )


def _may_mend(finding: Finding, row: MeasureRow, actor: Actor) -> bool:
    permission = _PERMISSIONS.get(finding.form, "evidence.add")
    if permission in actor.permissions:
        return True
    own = actor.unit_permissions.get(permission, frozenset())
    if finding.form == "correction":
        return any(report.pk == finding.report_id and report.unit_id in own for report in row.all_reports())
    return row.concerns(own)


def _ask(finding: Finding) -> str:
    if finding.form == "measure":
        return _("ขอให้เจ้าหน้าที่ที่ดูแลแผนแก้")
    return _("ขอให้ %(units)s แก้") % {"units": ", ".join(finding.unit_names) or _("เจ้าหน้าที่ที่ดูแลแผน")}


def _except_href(hint: Hint, agency_code: str) -> str:
    key = hint.key
    chosen = {"rule": key.rule_id, "step": key.step_id, "evidence": key.evidence_id, "report": key.report_id}
    query = urlencode({name: value for name, value in chosen.items() if value is not None})
    return f"{reverse('staff:exception-ask', args=[agency_code, key.measure_id])}?{query}"
