"""What was reported on a measure, for the page of the measure: `{% load progress %}{% progress_panel measure %}`; errors of reports."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.template.context import Context

from prongsai.interfaces.staff.forms.progress import ProgressForm
from prongsai.interfaces.staff.templatetags.form_fields import error_summary
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.queries.progress import progress_of

register = template.Library()


@register.inclusion_tag("staff/progress/_reports.html", takes_context=True)
def progress_panel(context: Context, measure: Measure) -> dict[str, Any]:
    """Draw the reports on a measure with their files and corrections, and the requests for more, with what the actor may do about them."""
    return {"progress": progress_of(measure, by=context["actor"]), "measure": measure, "agency": context["agency"]}


@register.inclusion_tag("components/error_summary.html")
def report_errors(*reports: forms.BaseForm) -> dict[str, Any]:
    """List what has to be mended in one or several reports and their rows of counts, in one frame."""
    parts = [part for report in reports for part in (report, *(report.counts if isinstance(report, ProgressForm) else ()))]
    return error_summary(*parts)


@register.inclusion_tag("components/error_summary.html")
def errors_of_all(reports: list[forms.BaseForm]) -> dict[str, Any]:
    """As `report_errors`, for a list."""
    return report_errors(*reports)
