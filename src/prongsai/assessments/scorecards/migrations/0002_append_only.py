"""A scorecard is superseded by a later one, never changed."""

from __future__ import annotations

from django.db import migrations

from prongsai.foundation.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    """Scorecards only ever grow in number."""

    dependencies = [("scorecards", "0001_initial")]
    operations = [AppendOnly("scorecards_scorecard")]
