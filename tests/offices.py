"""Invented agencies with their people, made through the product's own actions, for tests of every level."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from prongsai.foundation.agencies.actions import open_agency
from prongsai.foundation.agencies.models import Agency, Unit
from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import Actor, system
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in
from prongsai.foundation.people.roles import AGENCY_ROLES

NOW = datetime(2026, 3, 17, 3, 0, tzinfo=UTC)
"""10:00 in Thailand on 17 March 2569, in fiscal year 2569."""
UNIT_NAMES = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา ศาสนาและวัฒนธรรม", "หน่วยตรวจสอบภายใน")
PASSWORD = "long-enough-words-9"


@dataclass
class Office:
    """An agency with one person per role; `reporter` works in the finance division."""

    agency: Agency
    persons: dict[str, Person] = field(default_factory=dict)

    def unit(self, name: str) -> Unit:
        return Unit.objects.get(agency=self.agency, name=name)

    def actor(self, role: str = "officer") -> Actor:
        actor = actor_in(self.persons[role], self.agency.pk)
        assert actor is not None
        return actor


def open_office(code: str = "suanmali", name: str = "องค์การบริหารส่วนตำบลสวนมะลิ") -> Office:
    """An agency with five units and one person per role, user name "<code>-<role>"."""
    by = system(None)
    agency = open_agency(by=by, at=NOW, code=code, name=name, province="ลำพูน", district="ธารคำใส", unit_names=UNIT_NAMES)
    office = Office(agency)
    for role in AGENCY_ROLES:
        unit = office.unit("กองคลัง") if role == "unit_reporter" else office.unit("สำนักปลัด")
        person = make_person(
            by=by, at=NOW, username=f"{code}-{role}", full_name=f"ผู้ทดสอบ {role}", password=None, email=f"{role}@{code}.example"
        )
        give_role(by=by, at=NOW, person=person, role=role, agency=agency, unit=unit)
        office.persons[role] = person
    return office
