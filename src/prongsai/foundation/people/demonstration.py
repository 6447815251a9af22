"""The people of the demonstration: one per role, with a password that everybody may know. Never in a real installation."""

from __future__ import annotations

from dataclasses import dataclass

from prongsai.foundation.people.roles import ROLES, Role

PASSWORD = "โปร่งใส-สาธิต-1234"  # noqa: S105 - shown on the sign-in page of the demonstration
_NAMES = {
    "officer": "เจ้าหน้าที่สาธิต",
    "unit_reporter": "ผู้รายงานกองคลังสาธิต",
    "executive": "ผู้บริหารสาธิต",
    "complaint_officer": "เจ้าหน้าที่เรื่องร้องเรียนสาธิต",
    "publisher": "ผู้เผยแพร่สาธิต",
    "overseer": "ผู้กำกับดูแลสาธิต",
    "agency_administrator": "ผู้ดูแลหน่วยงานสาธิต",
    "host_administrator": "ผู้ดูแลเครื่องสาธิต",
}


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demonstration, as the sign-in page lists them."""

    username: str
    full_name: str
    role: Role


def people() -> list[DemoPerson]:
    """One person per role, in the order of the roles."""
    return [DemoPerson(role.key.replace("_", "-"), _NAMES[role.key], role) for role in ROLES]
