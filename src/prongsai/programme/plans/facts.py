"""Numbers and tables of plans for the others: what the registry's shelves hold of them. Their days stand in `due_days.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_personal_data
from prongsai.programme.plans.models import Plan
from prongsai.programme.plans.queries.overview import counts, measure_rows

FACTS_KEY = "plans.progress"
DATASET_KEY = "plans.measures"
_COLUMNS = ("number", "title", "units", "starts_on", "due_on", "status", "finished_on")


def announce_facts() -> None:
    """Put the facts, table and personal data of plans on their shelves."""
    registry.facts.announce(registry.FactSource(FACTS_KEY, gettext_lazy("ผลของมาตรการ"), facts_of))
    registry.datasets.announce(registry.Dataset(DATASET_KEY, gettext_lazy("มาตรการและสถานะ"), _COLUMNS, rows_of))
    announce_personal_data("prongsai.programme.plans")


def facts_of(agency_id: int, fiscal_year: int, today: date) -> Iterator[registry.Fact]:
    """How many measures, completed, overdue, reports and pieces of evidence a year has; nothing without a plan."""
    plan = Plan.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year).select_related("agency").first()
    if plan is None:
        return
    rows = measure_rows(plan.pk, today)
    counted = counts(rows)
    reports = sum(1 for row in rows for _report in row.all_reports())
    source = reverse("staff:plan", args=[plan.agency.code, fiscal_year])
    for key, value, unit, label in (
        ("plans.measures", len(rows), _("มาตรการ"), _("มาตรการทั้งหมด")),
        ("plans.completed", counted["completed"], _("มาตรการ"), _("เสร็จแล้ว")),
        ("plans.overdue", counted["overdue"], _("มาตรการ"), _("เกินกำหนด")),
        ("plans.reports", reports, _("ฉบับ"), _("รายงานผล")),
        ("plans.files", sum(row.evidence_count for row in rows), _("รายการ"), _("หลักฐานของมาตรการ")),
    ):
        yield registry.Fact(key, value, unit, today, source, label)


def rows_of(agency_id: int, fiscal_year: int) -> Iterator[tuple[object, ...]]:
    """The measures of a year with their status today, as plain values; nothing without a plan."""
    plan = Plan.objects.filter(agency_id=agency_id, fiscal_year=fiscal_year).first()
    for row in measure_rows(plan.pk, timezone.localdate()) if plan else ():
        units = ", ".join(row.unit_names)
        yield row.number, row.title, units, row.starts_on, row.due_on, row.reading.code, row.reading.finished_on
