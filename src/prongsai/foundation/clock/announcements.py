"""What the clock tells the others through the registry."""

from __future__ import annotations

from prongsai.foundation.announcing import announce_personal_data, announce_verbs


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_verbs(
        clock__day_off_added=("เพิ่มวันหยุดของหน่วยงาน", "added a day off"),
        clock__day_worked_added=("กำหนดให้เป็นวันทำการ", "made a day a working day"),
        clock__day_taken_back=("ยกเลิกวันที่หน่วยงานกำหนด", "took a day of the agency back"),
    )
    announce_personal_data("prongsai.foundation.clock")
