"""Reminding of due days: what the parts announce against what was told. Looking twice, late, or after a crash tells nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from prongsai.core.thai.calendar import format_date
from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Unit
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.models import Chain
from prongsai.foundation.notices.actions import reminder_key
from prongsai.foundation.notices.models import Notice, PersonNoticeSettings, ReminderRun
from prongsai.foundation.notices.recipients import MORNING, actors_of, chosen_by, is_concerned, mail_from
from prongsai.foundation.notices.stages import AHEAD_DAYS, FARTHEST_AHEAD, FIRST_OVERDUE, LONGEST_BACK, kind_of, stage_of
from prongsai.foundation.people.actor import Actor, system

_MOST_KEYS = 2000
VERB = "notices.reminded"


@dataclass(frozen=True, slots=True)
class _Due:
    """A dated object with the reminder that has its turn."""

    dated: registry.DatedObject
    stage: int
    key: str


@dataclass
class _Round:
    """One look at an agency."""

    agency_id: int
    at: datetime
    is_morning: bool
    actors: list[Actor]
    chosen: dict[int, PersonNoticeSettings]
    told: list[tuple[registry.DatedSource, _Due, int]] = field(default_factory=list)

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def wants(self, person_id: int, stage: int) -> bool:
        return kind_of(stage) in self.chosen[person_id].kinds

    def mail_from(self, person_id: int) -> datetime | None:
        """In the morning a daily mail takes the reminders along; what is found later in the day waits for the next."""
        chosen = self.chosen[person_id]
        daily = chosen.mail == PersonNoticeSettings.When.DAILY
        return self.at if self.is_morning and daily else mail_from(chosen, self.at)


def agencies_to_remind(at: datetime) -> list[int]:
    """The agencies to look at now: from eight in the morning each once a day, and again after anything that happened there."""
    local = timezone.localtime(at)
    if local.time() < MORNING:
        return []
    seen = {pk: (day, number) for pk, day, number in ReminderRun.objects.values_list("agency_id", "day", "chain_number")}
    ends = Chain.objects.filter(agency__isnull=False).order_by("agency_id").values_list("agency_id", "last_number")
    return [pk for pk, number in ends if pk is not None and seen.get(pk) != (local.date(), number)]


@transaction.atomic
def remind(*, agency_id: int, at: datetime) -> int:
    """Tell the people of an agency what is due and withdraw what is done or moved; returns how many notices are new.

    Each person gets a reminder once; of an object only the latest stays open. The history of the object shows one event per reminder.
    """
    ReminderRun.objects.get_or_create(agency_id=agency_id)
    run = ReminderRun.objects.select_for_update().get(agency_id=agency_id)
    end = Chain.objects.filter(agency_id=agency_id).values_list("last_number", flat=True).first() or 0
    actors = [actor for actor in actors_of(agency_id) if actor.person_id is not None]
    today = timezone.localdate(at)
    chosen = chosen_by(actor.person_id for actor in actors if actor.person_id is not None)
    look = _Round(agency_id, at, run.day != today, actors, chosen)
    with translation.override(settings.LANGUAGE_CODE):
        new = sum(_remind_of(look, source) for source in registry.dated_objects)
        for source, due, people in look.told:
            _record(look, source, due, people)
    run.day, run.chain_number = today, end
    run.save(update_fields=["day", "chain_number"])
    return new


def _remind_of(look: _Round, source: registry.DatedSource) -> int:
    """The reminders of one source; returns how many are new."""
    found = _due_of(look, source)
    concerned = {due.key: _people(look, source, due) for due in found.values()}
    _withdraw(look, source, found, concerned)
    known: dict[tuple[int, str], Notice] = {}
    for keys in _portions(list(concerned)):
        for notice in Notice.objects.filter(agency_id=look.agency_id, source=source.key, key__in=keys):
            known[notice.person_id, notice.key] = notice
    reminded = {key for _person, key in known}
    new, back = [], []
    for due in found.values():
        people = [person_id for person_id in concerned[due.key] if look.wants(person_id, due.stage)]
        first_told = [person_id for person_id in people if (person_id, due.key) not in known]
        new += [_notice(look, source, due, person_id) for person_id in first_told]
        back += [known[person_id, due.key].pk for person_id in people if (person_id, due.key) in known]
        if first_told and due.key not in reminded:
            look.told.append((source, due, len(first_told)))
    Notice.objects.bulk_create(new)
    for keys_back in _portions(back):
        Notice.objects.filter(pk__in=keys_back).exclude(withdrawn_at=None).update(withdrawn_at=None)
    return len(new)


def _due_of(look: _Round, source: registry.DatedSource) -> dict[str, _Due]:
    """What has a reminder now, by the key of the object."""
    first, last = look.today - timedelta(days=LONGEST_BACK), look.today + timedelta(days=FARTHEST_AHEAD)
    found = {}
    for dated in source.find(look.agency_id, first, last):
        stage = stage_of(dated.due_on, look.today)
        if stage is not None:
            found[dated.key] = _Due(dated, stage, reminder_key(look.agency_id, source.key, dated.key, dated.due_on, stage))
    return found


def _people(look: _Round, source: registry.DatedSource, due: _Due) -> frozenset[int]:
    concerned = (actor.person_id for actor in look.actors if is_concerned(actor, source.permission, due.dated.unit_ids))
    return frozenset(person_id for person_id in concerned if person_id is not None)


def _withdraw(look: _Round, source: registry.DatedSource, found: dict[str, _Due], concerned: dict[str, frozenset[int]]) -> None:
    """Withdraw reminders of what is done, has another day, concerns the person no longer, or is told anew by a later reminder."""
    standing = Notice.objects.filter(agency_id=look.agency_id, source=source.key, withdrawn_at=None, stage__isnull=False)
    over = []
    for pk, person_id, object_key, due_on, stage in standing.values_list("pk", "person_id", "object_key", "due_on", "stage"):
        due = found.get(object_key)
        is_the_persons = due is not None and due.dated.due_on == due_on and person_id in concerned[due.key]
        if due is None or not is_the_persons or (due.stage != stage and look.wants(person_id, due.stage)):
            over.append(pk)
    for keys in _portions(over):
        Notice.objects.filter(pk__in=keys).update(withdrawn_at=look.at)


def _notice(look: _Round, source: registry.DatedSource, due: _Due, person_id: int) -> Notice:
    return Notice(
        person_id=person_id,
        agency_id=look.agency_id,
        key=due.key,
        source=source.key,
        object_key=due.dated.key,
        stage=due.stage,
        due_on=due.dated.due_on,
        title=due.dated.title,
        may_be_mailed=source.may_be_mailed,
        action=due.dated.verb,
        address=due.dated.address,
        created_at=look.at,
        mail_from=look.mail_from(person_id),
    )


def _record(look: _Round, source: registry.DatedSource, due: _Due, people: int) -> None:
    """Let the history of the object show that it was reminded of; a source that does not say which object it is gives no event."""
    if due.dated.subject is None:
        return
    label, pk = due.dated.subject
    subject = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if subject is None:
        return
    names = Unit.objects.filter(pk__in=due.dated.unit_ids).order_by("order", "pk").values_list("name", flat=True)
    whom = ", ".join(names) or f"{people} คน"
    note = f"{_stage_words(due, look.today)} · {whom}"
    record(by=system(look.agency_id), at=look.at, verb=VERB, subject=subject, agency_id=look.agency_id, note=note)


def _stage_words(due: _Due, today: date) -> str:
    """Thai, for the trail keeps what was said at the time: "ก่อนครบกำหนด 7 วัน (31 มี.ค. 2569)"."""
    left, day = (due.dated.due_on - today).days, format_date(due.dated.due_on, style="short")
    if due.stage >= FIRST_OVERDUE:
        return f"เกินกำหนด {-left} วัน ({day})"
    return f"ก่อนครบกำหนด {left} วัน ({day})" if AHEAD_DAYS[due.stage - 1] else f"ครบกำหนดวันนี้ ({day})"


def _portions(keys: list[str] | list[int]) -> Iterator[Iterable[str | int]]:
    for start in range(0, len(keys), _MOST_KEYS):
        yield keys[start : start + _MOST_KEYS]
