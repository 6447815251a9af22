"""A measure tells which measure of an earlier year goes on in it; a plan carries each of them at most once."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the way back to last year's measure."""

    dependencies = [("plans", "0004_reports_of_results")]
    operations = [
        migrations.AddField(
            "measure",
            "carried_from",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="carried_into", to="plans.measure"
            ),
        ),
        migrations.AddConstraint("measure", models.UniqueConstraint(fields=("plan", "carried_from"), name="measure_carried_once")),
    ]
