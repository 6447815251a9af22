"""Reading persons and what they may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.people.models import Invitation, Membership, Person
from prongsai.foundation.people.roles import BY_KEY

if TYPE_CHECKING:
    from django.db.models import QuerySet


def person_named(written: str) -> Person | None:
    """The person of this user name or e-mail, whatever its capitals; where two claim it, the older account."""
    name = Person.normalize_username(written.strip())
    if not name:
        return None
    return Person.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).order_by("pk").first()


def memberships_in(person: Person, agency_id: int) -> Sequence[Membership]:
    """The person's open memberships in an agency."""
    return list(Membership.objects.filter(person=person, agency_id=agency_id, ended_at=None).select_related("unit", "position"))


def all_memberships(person: Person) -> Sequence[Membership]:
    """The person's open memberships everywhere, by agency; those of the whole installation last."""
    held = Membership.objects.filter(person=person, ended_at=None).select_related("agency", "unit", "position")
    return list(held.order_by(F("agency__name").asc(nulls_last=True), "pk"))


def agencies_of(person: Person) -> QuerySet[Agency]:
    """The agencies that a person works in now, by name."""
    return Agency.objects.filter(memberships__person=person, memberships__ended_at=None).distinct().order_by("name")


def actor_of(person: Person, agency_id: int | None, memberships: Iterable[Membership]) -> Actor | None:
    """The person at work under these memberships; None where there are none or the person was deactivated."""
    held = list(memberships)
    if not person.is_active or not held:
        return None
    roles = frozenset(membership.role for membership in held)
    everywhere: set[str] = set()
    by_unit: dict[str, set[int]] = defaultdict(set)
    for permission in registry.permissions:
        if roles.intersection(permission.roles):
            everywhere.add(permission.key)
        for membership in held:
            if membership.unit_id is not None and membership.role in permission.unit_roles:
                by_unit[permission.key].add(membership.unit_id)
    return Actor(
        person_id=person.pk,
        name=str(person),
        agency_id=agency_id,
        roles=roles,
        permissions=frozenset(everywhere),
        unit_permissions={key: frozenset(units) for key, units in by_unit.items()},
        unit_ids=frozenset(membership.unit_id for membership in held if membership.unit_id is not None),
    )


def actor_in(person: Person, agency_id: int) -> Actor | None:
    """The person at work in an agency, or None where the person has no place there."""
    return actor_of(person, agency_id, memberships_in(person, agency_id))


def host_actor(person: Person) -> Actor | None:
    """The person as administrator of the installation, or None."""
    return actor_of(person, None, list(Membership.objects.filter(person=person, agency=None, ended_at=None)))


def needs_second_factor(roles: Iterable[str]) -> bool:
    """Whether one of the roles asks for a second factor."""
    return any(BY_KEY[role].needs_second_factor for role in roles if role in BY_KEY)


def people_of(agency_id: int) -> QuerySet[Person]:
    """Everybody who works or worked in an agency, by name, each with `held`: the open memberships there, in order of the roles."""
    held = Membership.objects.filter(agency_id=agency_id, ended_at=None).select_related("unit", "position")
    return (
        Person.objects.filter(memberships__agency_id=agency_id)
        .distinct()
        .order_by("full_name", "pk")
        .prefetch_related(Prefetch("memberships", queryset=held, to_attr="held"))
    )


def open_invitations(agency_id: int, at: datetime) -> QuerySet[Invitation]:
    """The invitations of an agency that can still be accepted, newest first."""
    waiting = Invitation.objects.filter(agency_id=agency_id, accepted_at=None, withdrawn_at=None, expires_at__gt=at)
    return waiting.select_related("unit", "position", "invited_by")


def works_only_in(person: Person, agency_id: int) -> bool:
    """Whether a person holds roles in this agency and nowhere else, so that its administrator may help with the account."""
    places = set(Membership.objects.filter(person=person, ended_at=None).values_list("agency_id", flat=True))
    return places == {agency_id}


def agencies_with_administrator() -> frozenset[int]:
    """The ids of the agencies that somebody administers who can sign in."""
    held = Membership.objects.filter(role="agency_administrator", ended_at=None, person__is_active=True)
    return frozenset(agency_id for agency_id in held.values_list("agency_id", flat=True) if agency_id is not None)
