"""The doors to the people of an agency. Absent and forbidden give the same `NotFound`."""

from __future__ import annotations

from prongsai.foundation.people.actor import Actor, NotFound
from prongsai.foundation.people.models import Invitation, Membership, Person

_NEEDED = "people.manage"


def access_person(*, by: Actor, person_id: int) -> Person:
    """Somebody who works or worked in the actor's agency."""
    person = Person.objects.filter(pk=person_id, memberships__agency_id=by.agency).first() if by.may(_NEEDED) else None
    if person is None:
        raise NotFound
    return person


def access_membership(*, by: Actor, membership_id: int) -> Membership:
    """A membership of the agency."""
    found = Membership.objects.filter(pk=membership_id, agency_id=by.agency).select_related("person", "unit", "position")
    membership = found.first() if by.may(_NEEDED) else None
    if membership is None:
        raise NotFound
    return membership


def access_invitation(*, by: Actor, invitation_id: int) -> Invitation:
    """An invitation of the agency."""
    invitation = Invitation.objects.filter(pk=invitation_id, agency_id=by.agency).first() if by.may(_NEEDED) else None
    if invitation is None:
        raise NotFound
    return invitation
