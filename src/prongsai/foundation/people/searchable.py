"""What can be found of the agency itself: who works there, and its units. Only for those who manage them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from prongsai.foundation import registry
from prongsai.foundation.agencies.models import Agency, Unit
from prongsai.foundation.people.models import Membership
from prongsai.foundation.people.queries import people_of
from prongsai.foundation.registry import SearchText


def announce_searchable() -> None:
    """Put the kinds on their shelf."""
    registry.searchable.announce(
        registry.SearchSource("people.person", pgettext_lazy("kind", "ผู้ใช้"), "user", "people.manage", persons, persons_concerned),
        registry.SearchSource("agencies.unit", pgettext_lazy("kind", "ส่วนราชการ"), "building-2", "agency.edit", units),
    )


def persons(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """Everybody who works or worked in the agency: name, user name, e-mail, roles, posts and units."""
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    found = people_of(agency_id)
    for person in found if ids is None else found.filter(pk__in=list(ids)):
        held: list[Membership] = person.held  # type: ignore[attr-defined]
        roles = (f"{one.role_words.thai} {one.position or ''} {one.unit or ''}" for one in held)
        yield SearchText(
            object_id=person.pk,
            title=person.full_name or person.username,
            body="\n".join(filter(None, (person.username, person.email, *roles))),
            address=reverse("staff:person", args=[code, person.pk]),
        )


def persons_concerned(agency_id: int, kind: str, ids: Iterable[int]) -> Iterable[int]:
    """Persons are shown with their units."""
    if kind != "agencies.unit":
        return ()
    return Membership.objects.filter(agency_id=agency_id, unit__in=list(ids)).values_list("person_id", flat=True)


def units(agency_id: int, ids: Iterable[int] | None) -> Iterator[SearchText]:
    """The units of the agency, closed ones too."""
    code = Agency.objects.values_list("code", flat=True).get(pk=agency_id)
    found = Unit.objects.filter(agency_id=agency_id)
    for unit in found if ids is None else found.filter(pk__in=list(ids)):
        yield SearchText(unit.pk, unit.name, unit.canonical, reverse("staff:unit", args=[code, unit.pk]))
