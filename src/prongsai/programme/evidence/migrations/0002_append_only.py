"""Revisions, reviews and checks only ever grow in number."""

from __future__ import annotations

from django.db import migrations

from prongsai.foundation.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    """What evidence was, what was said of it and what was found in it is never changed."""

    dependencies = [("evidence", "0001_initial")]
    operations = [
        AppendOnly("evidence_evidencerevision"),
        AppendOnly("evidence_evidencereview"),
        AppendOnly("evidence_evidencecheck"),
    ]
