"""The first run of an installation: agency, units and first administrator in one step, so that half of it never exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from prongsai.foundation.agencies.actions import open_agency
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.actions import check_password, give_role, make_person
from prongsai.foundation.people.actor import NotFound, system
from prongsai.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class FirstAgency:
    """What the first run asks about the agency. `name` is the full official name."""

    code: str
    name: str
    province: str
    district: str
    unit_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who administers the agency and the installation; with `is_officer` the same person does the yearly work too."""

    username: str
    full_name: str
    email: str
    password: str
    is_officer: bool


@transaction.atomic
def set_up(*, at: datetime, agency: FirstAgency, person: FirstPerson) -> tuple[Agency, Person]:
    """Open the first agency with its units and make its administrator, who also administers the installation.

    Raises `NotFound` where somebody can sign in already, `UnusableAgency` and `UnusablePerson` for values that cannot be taken.
    """
    if Person.objects.exists():
        raise NotFound
    check_password(person.password, username=person.username, full_name=person.full_name, email=person.email)
    by = system(None)
    opened = open_agency(
        by=by,
        at=at,
        code=agency.code,
        name=agency.name,
        province=agency.province,
        district=agency.district,
        unit_names=agency.unit_names,
    )
    made = make_person(by=by, at=at, username=person.username, full_name=person.full_name, password=person.password, email=person.email)
    roles = ["agency_administrator", *(["officer"] if person.is_officer else [])]
    for role in roles:
        give_role(by=by, at=at, person=made, role=role, agency=opened)
    give_role(by=by, at=at, person=made, role="host_administrator", agency=None)
    return opened, made
