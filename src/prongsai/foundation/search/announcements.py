"""What search tells the others through the registry: its permission, and which personal data the index repeats."""

from __future__ import annotations

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions

_AS_LONG_AS_THE_ORIGINAL = 0


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_permissions("prongsai.foundation.search")
    repeats = "สำเนาข้อความของต้นฉบับสำหรับค้นหา เปลี่ยนและหายไปพร้อมต้นฉบับ"
    registry.personal_data.announce(
        *(
            registry.PersonalField("search.SearchEntry", field, repeats, _AS_LONG_AS_THE_ORIGINAL)
            for field in ("title", "body", "folded_title", "folded_body")
        )
    )
    registry.nothing_personal.announce(
        registry.NothingPersonal("search.EntryUnit"),
        registry.NothingPersonal("search.SearchCursor"),
    )
