"""What was reported only ever grows."""

from __future__ import annotations

from django.db import migrations

from prongsai.foundation.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    """Progress reports and their files are corrected by later ones, never changed."""

    dependencies = [("plans", "0001_initial")]
    operations = [AppendOnly("plans_progressreport"), AppendOnly("plans_reportfile"), AppendOnly("plans_printedreport")]
