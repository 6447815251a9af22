"""What events tell the others through the registry: personal data."""

from __future__ import annotations

from prongsai.foundation import registry

_MONTHS_KEPT = 120


def announce() -> None:
    """Put everything on the shelf; called once at start-up."""
    registry.personal_data.announce(
        registry.PersonalField("audit.Event", "by", "ตรวจสอบย้อนหลังได้ว่าใครทำอะไรเมื่อใด", _MONTHS_KEPT, person="by"),
        registry.PersonalField(
            "audit.Detail", "content", "ตรวจสอบย้อนหลังได้ว่าเปลี่ยนอะไร รายละเอียดที่มีชื่อของผู้ขอลบจะถูกลบ", _MONTHS_KEPT, person="event__by"
        ),
    )
    registry.nothing_personal.announce(registry.NothingPersonal("audit.Chain"), registry.NothingPersonal("audit.Mention"))
