"""What jobs tell the others through the registry: personal data."""

from __future__ import annotations

from prongsai.foundation import registry

_MONTHS_KEPT = 120


def announce() -> None:
    """Put everything on the shelf; called once at start-up."""
    registry.personal_data.announce(
        registry.PersonalField("jobs.Job", "asked_by", "บอกผลของงานเบื้องหลังแก่ผู้สั่ง", _MONTHS_KEPT, person="asked_by"),
    )
    registry.nothing_personal.announce(registry.NothingPersonal("jobs.Heartbeat"))
