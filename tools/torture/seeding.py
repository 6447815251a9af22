"""What the clients of a run find: measures of their own, a large plan to print, people with mail addresses."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connections
from django.utils import timezone
from tools.torture.deeds import Client
from tools.torture.journal import Journal
from tools.torture.visitor import Visitor

from prongsai.core.thai.calendar import fiscal_year_of
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.notices.actions import choose
from prongsai.foundation.notices.stages import KINDS
from prongsai.foundation.people.actions import change_person
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.people.demonstration import PASSWORD
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in
from prongsai.programme.plans.actions.measures import add_measures
from prongsai.programme.plans.drafts import MeasureDraft

LARGE_PLAN = 201
_SHORT_PAUSE, _PAUSE, _LONG_PAUSE = 0.3, 1.2, 5.0
WORK = (
    ("report", "officer", _PAUSE),
    ("report", "officer", _PAUSE),
    ("change", "officer", _PAUSE),
    ("add", "officer", _PAUSE),
    ("add_evidence", "officer", _PAUSE),
    ("ask", "executive", _PAUSE),
    ("hand_in", "officer", _LONG_PAUSE),
    ("send_sheet", "officer", _LONG_PAUSE),
    ("print_plan", "officer", _LONG_PAUSE),
)
"""Deed, who does it, and how long that client rests at most."""


@dataclass
class Seeded:
    """Where the clients work, and they themselves, each with what it does and its pause."""

    base: str
    officer: Callable[[], Visitor]
    clients: list[tuple[Client, Callable[[], None], float]] = field(default_factory=list)


def seed(*, port: int, journal: Journal, chance: random.Random, is_short: bool) -> Seeded:
    """Make it through the product's own actions. A short run prints nothing."""
    now, year, agency = timezone.now(), fiscal_year_of(timezone.localdate()), Agency.objects.get()
    officer = _actor(agency, "officer")
    for username in ("officer", "unit-reporter", "executive"):
        actor = _actor(agency, username)
        person = Person.objects.get(username=username)
        change_person(by=actor, at=now, person=person, values={"email": f"{username}@thungdaoruang.example"})
        choose(person_id=person.pk, at=now, mail="at_once", kinds=KINDS)
    unit = agency.units.get(name="กองคลัง")
    found = Seeded(f"/a/{agency.code}", lambda: Visitor(port, "officer", PASSWORD))
    for index, (deed, username, pause) in enumerate(WORK):
        if is_short and deed == "print_plan":
            continue
        own_year = year + 2 if deed == "send_sheet" else year
        draft = MeasureDraft(f"มาตรการของผู้ทดสอบ {index}", unit_ids=(unit.pk,))
        [measure] = add_measures(by=officer, at=now, fiscal_year=own_year, drafts=[draft])
        chance_of_client = random.Random(chance.getrandbits(64))
        client = Client(f"c{index}", Visitor(port, username, PASSWORD), journal, chance_of_client, found.base, year, measure.pk)
        found.clients.append((client, getattr(client, deed), min(pause, _SHORT_PAUSE) if is_short else pause))
    if not is_short:
        many = [MeasureDraft(f"มาตรการที่ {index}") for index in range(LARGE_PLAN)]
        add_measures(by=officer, at=now, fiscal_year=year + 1, drafts=many)
    connections.close_all()
    return found


def _actor(agency: Agency, username: str) -> Actor:
    actor = actor_in(Person.objects.get(username=username), agency.pk)
    if actor is None:
        raise LookupError(f"the demonstration has no {username}")
    return actor
