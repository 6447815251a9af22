"""The audit trail only ever grows."""

from __future__ import annotations

from django.db import migrations

from prongsai.foundation.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    """Events and mentions never change; of a detail only the content may be erased."""

    dependencies = [("audit", "0001_initial")]
    operations = [
        AppendOnly("audit_event"),
        AppendOnly("audit_mention"),
        AppendOnly("audit_detail", may_change=("content", "erased_at")),
    ]
