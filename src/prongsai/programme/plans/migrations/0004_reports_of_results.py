"""Printed reports know their fiscal year by themselves, so that the analysis of a result can be one: it shows no plan."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce

from prongsai.foundation.audit.append_only import AppendOnly

_ONCE = "printed_report_once_per_state"


class _MayChange(AppendOnly):
    """Lets go of the guards of a table; going back sets them again."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Let rows of {self.table} change for a moment"


def _take_year_of_plan(apps: Any, schema_editor: Any) -> None:
    reports, plans = apps.get_model("plans", "PrintedReport"), apps.get_model("plans", "Plan")
    year = plans.objects.filter(pk=models.OuterRef("plan")).values("fiscal_year")
    reports.objects.update(fiscal_year=models.Subquery(year))


class Migration(migrations.Migration):
    """Reports of plans take the year of their plan. Going back is refused by the database where an analysis was printed: it has no plan."""

    dependencies = [("plans", "0003_answered_gaps"), ("agencies", "0002_initial")]
    operations = [
        _MayChange("plans_printedreport"),
        migrations.AddField(
            "printedreport", "fiscal_year", models.PositiveSmallIntegerField(verbose_name="ปีงบประมาณ", default=2540), preserve_default=False
        ),
        migrations.RunPython(_take_year_of_plan, migrations.RunPython.noop),
        migrations.AlterField(
            "printedreport",
            "plan",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="printed_reports", to="plans.plan"
            ),
        ),
        migrations.RemoveConstraint("printedreport", _ONCE),
        migrations.AddConstraint(
            "printedreport",
            models.CheckConstraint(
                condition=models.Q(("fiscal_year__gte", 2540), ("fiscal_year__lte", 2640)), name="printed_report_year_buddhist"
            ),
        ),
        migrations.AddConstraint(
            "printedreport",
            models.UniqueConstraint(
                models.F("agency"),
                models.F("fiscal_year"),
                models.F("layout"),
                Coalesce("round_months", 0),
                models.F("digits"),
                models.F("kind"),
                models.F("state_digest"),
                name=_ONCE,
            ),
        ),
        AppendOnly("plans_printedreport"),
    ]
