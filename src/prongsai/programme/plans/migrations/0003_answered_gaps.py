"""Which gaps of a result a measure answers; such rows are only ever added."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from prongsai.foundation.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    """A table of its own beside the measures."""

    dependencies = [
        ("agencies", "0002_initial"),
        ("plans", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnsweredGap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="ผลของปีงบประมาณ")),
                ("kind", models.CharField(max_length=8, verbose_name="ชนิดของผล")),
                ("key", models.CharField(max_length=8, verbose_name="ข้อ")),
                ("points", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="คะแนน")),
                ("gap", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="ขาด")),
                ("worth", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="มีค่าในคะแนนรวม")),
                ("scorecard_id", models.PositiveBigIntegerField(verbose_name="เลขของผล")),
                ("scorecard_digest", models.CharField(max_length=64, verbose_name="รหัสเนื้อหาของผล")),
                ("created_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="answered_gaps", to="plans.measure"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "fiscal_year", "kind", "key"), name="answered_gap_once_per_measure"),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year__gte", 2540), ("fiscal_year__lte", 2640)), name="answered_gap_year_buddhist"
                    ),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["official", "own"])), name="answered_gap_kind_known"),
                    models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="answered_gap_names_node"),
                    models.CheckConstraint(
                        condition=models.Q(("points__gte", 0), ("points__lte", 100)), name="answered_gap_points_in_range"
                    ),
                    models.CheckConstraint(condition=models.Q(("gap__gt", 0), ("gap__lte", 100)), name="answered_gap_is_a_gap"),
                    models.CheckConstraint(condition=models.Q(("worth__gte", 0), ("worth__lte", 100)), name="answered_gap_worth_in_range"),
                ],
            },
        ),
        AppendOnly("plans_answeredgap"),
    ]
