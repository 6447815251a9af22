"""Measures are tied to evidence, and the files of reports become evidence of what they were reported for."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Coalesce

_REASON = "ไม่อยู่ในรายงานฉบับแก้"


def _take_files_of_reports(apps: Any, schema_editor: Any) -> None:
    """One piece of evidence per file. A file that no standing report holds any more becomes withdrawn evidence."""
    links = apps.get_model("plans", "ReportFile").objects.select_related(
        "report__measure__plan", "report__step__measure__plan", "file__blob"
    )
    reports = apps.get_model("plans", "ProgressReport")
    corrections = dict(reports.objects.exclude(corrects=None).values_list("corrects_id", "pk"))
    revisions = apps.get_model("evidence", "EvidenceRevision")
    known = set(revisions.objects.exclude(file=None).values_list("file_id", flat=True))
    by_file: dict[int, list[Any]] = defaultdict(list)
    for link in links.order_by("file_id", "report__reported_at", "report_id"):
        if link.file_id not in known:
            by_file[link.file_id].append(link)
    for found in by_file.values():
        standing = [link.report for link in found if link.report_id not in corrections]
        last = standing[-1] if standing else found[-1].report
        correction = None if standing else reports.objects.get(pk=corrections[last.pk])
        _make(apps, found[0].file, last, standing or [last], correction)


def _make(apps: Any, file: Any, last: Any, told_by: list[Any], correction: Any) -> None:
    home = _home(last)
    evidence = apps.get_model("evidence", "Evidence").objects.create(
        agency_id=last.agency_id,
        fiscal_year=home.plan.fiscal_year,
        kind="file",
        title=file.name,
        evidence_on=last.happened_on,
        added_by_id=file.stored_by_id,
        added_at=file.stored_at,
        withdrawn_at=correction.reported_at if correction else None,
        withdrawn_by_id=correction.reported_by_id if correction else None,
        withdrawal_reason=_REASON if correction else "",
    )
    apps.get_model("evidence", "EvidenceRevision").objects.create(
        evidence=evidence, number=1, file=file, sha256=file.blob.sha256, added_by_id=file.stored_by_id, added_at=file.stored_at
    )
    for measure_id, step_id in dict.fromkeys((_home(report).pk, report.step_id) for report in told_by):
        apps.get_model("plans", "MeasureEvidence").objects.create(
            measure_id=measure_id, step_id=step_id, evidence=evidence, added_by_id=file.stored_by_id, added_at=file.stored_at
        )


def _home(report: Any) -> Any:
    """The measure of a report now: that of its step, for steps move when measures are split or merged."""
    return report.step.measure if report.step else report.measure


class Migration(migrations.Migration):
    """Going back keeps the evidence and forgets which measures it belonged to; going forward again makes no second one of a file."""

    dependencies = [
        ("agencies", "0002_initial"),
        ("evidence", "0002_append_only"),
        ("files", "0001_initial"),
        ("plans", "0005_carried_from"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="MeasureEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="measure_links", to="evidence.evidence"),
                ),
                (
                    "measure",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="evidence_links", to="plans.measure"),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="evidence_links", to="plans.step"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("measure"),
                        Coalesce("step", 0),
                        models.F("evidence"),
                        condition=models.Q(("ended_at", None)),
                        name="evidence_tied_once",
                    )
                ],
            },
        ),
        migrations.RunPython(_take_files_of_reports, migrations.RunPython.noop),
    ]
