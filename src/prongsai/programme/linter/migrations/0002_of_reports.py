"""Let an exception be of one report, so that it hides nothing in the reports after it."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_initial"),
        ("evidence", "0002_append_only"),
        ("linter", "0001_initial"),
        ("plans", "0007_sheets_of_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="linterexception",
            name="exception_asked_once",
        ),
        migrations.AddField(
            model_name="linterexception",
            name="report",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.progressreport"
            ),
        ),
        migrations.AddConstraint(
            model_name="linterexception",
            constraint=models.UniqueConstraint(
                models.F("rule_id"),
                models.F("measure"),
                django.db.models.functions.comparison.Coalesce("step", 0),
                django.db.models.functions.comparison.Coalesce("evidence", 0),
                django.db.models.functions.comparison.Coalesce("report", 0),
                condition=models.Q(("ended_at", None), ("verdict", "")),
                name="exception_asked_once",
            ),
        ),
    ]
