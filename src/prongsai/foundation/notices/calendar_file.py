"""A person's open due days as an iCalendar file (RFC 5545): whole days, alarms seven days and one day before, stable identities.

The file leaves the house with a secret address, so it says no more than a mail: titles only where their part says that they may travel.
What was done, moved away or concerns the person no longer is missing from the next file, and calendar programs then take it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.models import Event as AuditEvent
from prongsai.foundation.audit.models import Mention
from prongsai.foundation.notices.recipients import is_concerned
from prongsai.foundation.notices.reminding import VERB
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in, agencies_of

DAYS_BACK, DAYS_AHEAD = 90, 400
ALARM_DAYS = (7, 1)


@dataclass(frozen=True, slots=True)
class _Entry:
    agency: Agency
    source: registry.DatedSource
    dated: registry.DatedObject


@dataclass(frozen=True, slots=True)
class _Standing:
    """How often the history of an object moved on, and when last: what a calendar program compares."""

    sequence: int = 0
    modified: datetime | None = None


def calendar_of(*, person: Person, at: datetime) -> bytes | None:
    """The file of what the person may see now, as bytes; None for somebody who works in no agency."""
    agencies = list(agencies_of(person))
    if not person.is_active or not agencies:
        return None
    today = timezone.localdate(at)
    entries = [entry for agency in agencies for entry in _entries_of(person, agency, today)]
    standing = _standing_of([entry.dated.subject for entry in entries if entry.dated.subject is not None])
    calendar = Calendar()
    calendar.add("prodid", "-//Prongsai//Due days//TH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("โปร่งใส: กำหนดวัน"))
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        known = standing.get(entry.dated.subject) if entry.dated.subject else None
        calendar.add_component(_event(entry, known or _Standing(), at))
    written: bytes = calendar.to_ical()
    return written


def _entries_of(person: Person, agency: Agency, today: date) -> Iterable[_Entry]:
    actor = actor_in(person, agency.pk)
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    for source in registry.dated_objects:
        if actor is not None and actor.may(source.permission):
            for dated in source.find(agency.pk, first, last):
                if is_concerned(actor, source.permission, dated.unit_ids):
                    yield _Entry(agency, source, dated)


def _event(entry: _Entry, standing: _Standing, at: datetime) -> Event:
    dated, source = entry.dated, entry.source
    may_travel = source.may_be_mailed
    label = str(source.label)
    event = Event()
    event.add("uid", f"{source.key}.{dated.key}.{entry.agency.code}@{settings.ENVIRONMENT.host}")
    event.add("dtstamp", standing.modified or at.astimezone(UTC))
    event.add("last-modified", standing.modified or at.astimezone(UTC))
    event.add("sequence", standing.sequence)
    event.add("dtstart", dated.due_on)
    event.add("dtend", dated.due_on + timedelta(days=1))
    summary = f"{dated.verb}: {dated.title}" if may_travel else label
    event.add("summary", " ".join(summary.split()))
    event.add("description", f"{label} · {entry.agency.name}")
    event.add("url", f"{settings.ENVIRONMENT.address}{dated.address}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    for days in ALARM_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", " ".join(summary.split()))
        alarm.add("trigger", timedelta(days=-days) + timedelta(hours=8))  # at eight in the morning, as the other reminders
        event.add_component(alarm)
    return event


def _standing_of(subjects: Sequence[tuple[str, int]]) -> dict[tuple[str, int], _Standing]:
    """Per object: the number of events in its history, reminders apart, and the moment of the last. Histories only grow."""
    counted: Counter[tuple[str, int]] = Counter()
    latest: dict[tuple[str, int], datetime] = {}
    for label in {label for label, _pk in subjects}:
        keys = [str(pk) for of, pk in subjects if of == label]
        own = AuditEvent.objects.filter(object_type=label, object_id__in=keys).exclude(verb=VERB)
        told = Mention.objects.filter(object_type=label, object_id__in=keys).exclude(event__verb=VERB)
        for rows in (
            own.order_by().values_list("object_id").annotate(count=Count("pk"), last=Max("at")),
            told.order_by().values_list("object_id").annotate(count=Count("pk"), last=Max("event__at")),
        ):
            for pk, count, last in rows:
                key = (label, int(pk))
                counted[key] += count
                latest[key] = max(last, latest.get(key, last))
    return {key: _Standing(count, latest[key]) for key, count in counted.items()}
