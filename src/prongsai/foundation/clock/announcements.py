"""What the clock tells the others through the registry."""

from __future__ import annotations

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_verbs

_MONTHS_KEPT = 120


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_verbs(
        clock__day_off_added=("เพิ่มวันหยุดของหน่วยงาน", "added a day off"),
        clock__day_worked_added=("กำหนดให้เป็นวันทำการ", "made a day a working day"),
        clock__day_taken_back=("ยกเลิกวันที่หน่วยงานกำหนด", "took a day of the agency back"),
    )
    registry.personal_data.announce(
        registry.PersonalField("clock.AgencyDay", "set_by", "รู้ว่าใครกำหนดวันหยุดของหน่วยงาน", _MONTHS_KEPT, person="set_by"),
        registry.PersonalField("clock.AgencyDay", "taken_back_by", "รู้ว่าใครยกเลิกวันที่กำหนด", _MONTHS_KEPT, person="taken_back_by"),
    )
