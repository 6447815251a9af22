"""What notices tell the others through the registry: permission, verb, personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_verbs

_MONTHS_KEPT = 24


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_permissions("prongsai.foundation.notices")
    announce_verbs(notices__reminded=("เตือนเรื่องกำหนดวัน", "reminded of the due day"))
    registry.after_restore.announce(registry.AfterRestore("notices", _after_restore))
    registry.personal_data.announce(
        registry.PersonalField("notices.Notice", "person", "รู้ว่าแจ้งเตือนใครแล้ว จะได้ไม่แจ้งซ้ำ", _MONTHS_KEPT, person="person"),
        registry.PersonalField("notices.Notice", "read_at", "รู้ว่าเจ้าตัวอ่านแล้ว", _MONTHS_KEPT, person="person"),
        registry.PersonalField("notices.Mail", "person", "รู้ว่าส่งอีเมลถึงใคร", _MONTHS_KEPT, person="person"),
        registry.PersonalField("notices.Mail", "address", "รู้ว่าอีเมลส่งไปที่ใดและถึงหรือไม่", _MONTHS_KEPT, person="person", on_erasure="blank"),
        registry.PersonalField(
            "notices.Mail", "fault", "เหตุผลของเซิร์ฟเวอร์อีเมลอาจมีที่อยู่อีเมล", _MONTHS_KEPT, person="person", on_erasure="blank"
        ),
        registry.PersonalField("notices.PersonNoticeSettings", "person", "รู้ว่าเป็นการตั้งค่าของใคร", _MONTHS_KEPT, person="person"),
        registry.PersonalField("notices.PersonNoticeSettings", "mail", "ส่งการแจ้งเตือนตามที่เจ้าตัวเลือก", _MONTHS_KEPT, person="person"),
        registry.PersonalField("notices.CalendarFeed", "person", "เปิดปฏิทินให้เจ้าของที่อยู่ลับ", _MONTHS_KEPT, person="person"),
    )
    registry.nothing_personal.announce(
        registry.NothingPersonal("notices.MailNotice"),
        registry.NothingPersonal("notices.ReminderRun"),
    )


def _after_restore(at: datetime, restoration: Any) -> None:
    from prongsai.foundation.notices.restored import settle  # needs the models, which are not there yet when this is announced

    settle(at, restoration)
