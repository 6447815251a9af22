"""A password link that an administrator made is worth nothing once the person works at another place."""

from __future__ import annotations

import pytest
from tests.offices import NOW, Office

from prongsai.foundation.people.actions import give_role
from prongsai.foundation.people.actor import system
from prongsai.foundation.people.helping import make_password_link
from prongsai.foundation.people.memberships import UnusablePerson
from prongsai.foundation.people.tokens import PlaceAwareTokens

pytestmark = pytest.mark.django_db


def test_joining_another_agency_voids_the_link(office: Office, other_office: Office) -> None:
    person = office.persons["executive"]
    administrator = office.actor("agency_administrator")
    _, token = make_password_link(by=administrator, at=NOW, person=person, agency=office.agency)
    assert PlaceAwareTokens().check_token(person, token)
    give_role(by=system(None), at=NOW, person=person, role="executive", agency=other_office.agency)
    assert not PlaceAwareTokens().check_token(person, token)
    with pytest.raises(UnusablePerson):
        make_password_link(by=administrator, at=NOW, person=person, agency=office.agency)
