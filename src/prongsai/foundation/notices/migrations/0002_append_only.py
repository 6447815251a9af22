"""Notices, mails and calendar addresses are only ever added; what became of them may change, what they are may not."""

from django.db import migrations

from prongsai.foundation.audit.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        AppendOnly("notices_notice", may_change=("read_at", "withdrawn_at", "mail_from")),
        AppendOnly("notices_mail", may_change=("state", "attempts", "next_try_at", "claimed_at", "ended_at", "address", "fault")),
        AppendOnly("notices_mailnotice"),
        AppendOnly("notices_calendarfeed", may_change=("ended_at",)),
    ]
