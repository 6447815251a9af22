"""What has to be mended in reports of progress, in one frame: `{% load progress %}{% report_errors form %}`."""

from __future__ import annotations

from typing import Any

from django import forms, template

from prongsai.interfaces.staff.forms.progress import ProgressForm
from prongsai.interfaces.staff.templatetags.form_fields import error_summary
from prongsai.programme.plans.progress.status import Reading

register = template.Library()

SOON_DAYS = 30


@register.filter
def near_words(reading: Reading) -> str:
    """The words beside a status where they press: what is late, or due within thirty days."""
    return reading.modifier if reading.days_left is None or reading.days_left <= SOON_DAYS else ""


@register.inclusion_tag("components/error_summary.html")
def report_errors(*reports: forms.BaseForm) -> dict[str, Any]:
    """List what has to be mended in one or several reports and their rows of counts, in one frame."""
    parts = [part for report in reports for part in (report, *(report.counts if isinstance(report, ProgressForm) else ()))]
    return error_summary(*parts)


@register.inclusion_tag("components/error_summary.html")
def errors_of_all(reports: list[forms.BaseForm]) -> dict[str, Any]:
    """As `report_errors`, for a list."""
    return report_errors(*reports)
