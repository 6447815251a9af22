"""Whom something concerns: the people of an agency with what they may do, and what each of them chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from prongsai.foundation.notices.models import PersonNoticeSettings, all_kinds
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.people.models import Membership
from prongsai.foundation.people.queries import actor_of

MORNING = time(8, 0)
"""When reminders are told and daily mails go, in Thailand."""


def actors_of(agency_id: int) -> list[Actor]:
    """Everybody who works in an agency now and can sign in."""
    held = defaultdict(list)
    for membership in Membership.objects.filter(agency_id=agency_id, ended_at=None, person__is_active=True).select_related("person"):
        held[membership.person].append(membership)
    found = (actor_of(person, agency_id, memberships) for person, memberships in held.items())
    return [actor for actor in found if actor is not None]


def is_concerned(actor: Actor, permission: str, unit_ids: Iterable[int]) -> bool:
    """Whether something of these units (none: of the whole agency) concerns who holds the permission as the actor does."""
    units = frozenset(unit_ids)
    return actor.may(permission, unit_ids=units or None)


def people_of_units(agency_id: int, permission: str, unit_ids: Iterable[int]) -> list[int]:
    """The persons who hold a permission for one of these units; where nobody does, those who hold it everywhere."""
    actors, units = actors_of(agency_id), frozenset(unit_ids)
    own = [actor for actor in actors if not units.isdisjoint(actor.unit_permissions.get(permission, frozenset()))]
    return [actor.person_id for actor in own or actors if actor.person_id is not None and (own or permission in actor.permissions)]


def chosen_by(person_ids: Iterable[int]) -> dict[int, PersonNoticeSettings]:
    """What these persons chose; who chose nothing gets a daily mail and every reminder."""
    wanted = set(person_ids)
    known = {chosen.person_id: chosen for chosen in PersonNoticeSettings.objects.filter(person_id__in=wanted)}
    return {person_id: known.get(person_id) or usual(person_id) for person_id in wanted}


def usual(person_id: int) -> PersonNoticeSettings:
    """The choices of a person who chose nothing, unsaved."""
    return PersonNoticeSettings(person_id=person_id, mail=PersonNoticeSettings.When.DAILY, kinds=all_kinds())


def mail_from(chosen: PersonNoticeSettings, at: datetime) -> datetime | None:
    """From when a mail may tell what is new now: at once, from the next morning, or never."""
    if chosen.mail == PersonNoticeSettings.When.NONE:
        return None
    return at if chosen.mail == PersonNoticeSettings.When.AT_ONCE else next_morning(at)


def next_morning(at: datetime) -> datetime:
    """The next eight o'clock in Thailand after a moment."""
    local = timezone.localtime(at)
    today = timezone.make_aware(datetime.combine(local.date(), MORNING))
    return today if at < today else timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), MORNING))
