"""What reports would make of their measures: handed in, looked at, and taken back before anybody else sees them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prongsai.foundation.people.actor import Actor
from prongsai.programme.plans.actions.progress import Entry, report_many
from prongsai.programme.plans.queries.overview import measure_rows
from prongsai.programme.plans.queries.rows import MeasureRow


def rows_after(*, by: Actor, at: datetime, entries: Sequence[Entry]) -> dict[int, MeasureRow]:
    """The measures as they would be after these reports of one plan, by id; nothing stays. Files are left out: they change no status.

    Raises `Unusable` like `report_many`.
    """
    if not entries:
        return {}
    with transaction.atomic():
        report_many(by=by, at=at, entries=[Entry(entry.measure, entry.draft) for entry in entries])
        rows = measure_rows(entries[0].measure.plan_id, timezone.localdate(at))
        transaction.set_rollback(True)
    wanted = {entry.measure.pk for entry in entries}
    return {row.pk: row for row in rows if row.pk in wanted}
