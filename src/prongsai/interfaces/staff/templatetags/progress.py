"""What was reported on a measure, for the page of the measure: `{% load progress %}{% progress_panel measure %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.queries.progress import progress_of

register = template.Library()


@register.inclusion_tag("staff/progress/_reports.html", takes_context=True)
def progress_panel(context: Context, measure: Measure) -> dict[str, Any]:
    """Draw the reports on a measure with their files and corrections, and the requests for more, with what the actor may do about them."""
    return {"progress": progress_of(measure, by=context["actor"]), "measure": measure, "agency": context["agency"]}
