"""Which background work printed a report; each state once. The table is append-only again afterwards (SQLite makes it anew)."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from prongsai.foundation.audit.append_only import AppendOnly


class Release(AppendOnly):
    """The opposite step: take the triggers away, and put them back when it is undone."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial"), ("plans", "0003_import_run_reading")]

    operations = [
        Release("plans_printedreport"),
        migrations.AddField(
            model_name="printedreport",
            name="job",
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"),
        ),
        migrations.AddConstraint(
            model_name="printedreport",
            constraint=models.UniqueConstraint(
                fields=("plan", "layout", "round_months", "digits", "kind", "state_digest"),
                name="printed_report_once_per_state",
                nulls_distinct=False,
            ),
        ),
        AppendOnly("plans_printedreport"),
    ]
