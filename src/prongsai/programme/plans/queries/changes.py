"""What changed last in the plans of an agency, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from prongsai.foundation.audit.queries import latest_of_agency
from prongsai.foundation.audit.telling import tell
from prongsai.foundation.notices.reminding import VERB as REMINDED
from prongsai.programme.plans.queries.progress import measures_of_events
from prongsai.programme.plans.queries.rows import MeasureRow

_TONES = {"reported": "done", "corrected": "doing", "asked": "soon", "withdrawn": "todo", "committed": "done"}


@dataclass(frozen=True, slots=True)
class Changed:
    """Who did what to which measure, and when; `measure_id` None where it concerns no single measure."""

    who: str
    what: str
    name: str
    at: datetime
    tone: str
    measure_id: int | None


def latest_changes(agency_id: int, rows: Sequence[MeasureRow], count: int) -> list[Changed]:
    """The last events about plans, newest first; reminders change nothing. Numbers are those of the measures shown."""
    events = list(latest_of_agency(agency_id).filter(object_type__startswith="plans.").exclude(verb=REMINDED)[:count])
    measures = measures_of_events(events)
    numbers = {row.pk: row.number for row in rows}
    shown = []
    for event, told in zip(events, tell(events), strict=True):
        measure = measures.get(event.pk)
        number = numbers.get(measure.pk, "") if measure else ""
        name = f"{number} {measure.title}".strip() if measure else told.subject
        tone = next((tone for end, tone in _TONES.items() if event.verb.endswith(end)), "brand")
        shown.append(Changed(told.who, told.what, name, told.at, tone, measure.pk if measure else None))
    return shown
