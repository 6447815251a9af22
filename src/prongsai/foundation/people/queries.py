"""Reading persons and what they may do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.actor import Actor
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.roles import BY_KEY

if TYPE_CHECKING:
    from django.db.models import QuerySet


def memberships_in(person: Person, agency_id: int) -> Sequence[Membership]:
    """The person's open memberships in an agency."""
    return list(Membership.objects.filter(person=person, agency_id=agency_id, ended_at=None).select_related("unit", "position"))


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
