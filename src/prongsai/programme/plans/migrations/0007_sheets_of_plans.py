"""Workbooks of plans that came back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_initial"),
        ("files", "0001_initial"),
        ("plans", "0006_evidence_of_measures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SheetRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("review", "รอตรวจทาน"), ("taken", "นำเข้าแล้ว"), ("discarded", "ไม่นำเข้า")], default="review", max_length=10
                    ),
                ),
                ("book", models.JSONField()),
                ("dropped", models.JSONField(default=list)),
                ("outcome", models.JSONField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("started_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile")),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sheet_runs", to="plans.plan")),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["review", "taken", "discarded"])), name="sheet_run_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__isnull", False), ("state", "taken"), ("taken_at__isnull", False)),
                            models.Q(models.Q(("state", "taken"), _negated=True), ("outcome__isnull", True), ("taken_at", None)),
                            _connector="OR",
                        ),
                        name="sheet_run_taken_whole",
                    ),
                ],
            },
        ),
    ]
