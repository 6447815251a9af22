"""What files tell the others through the registry: personal data."""

from __future__ import annotations

from prongsai.foundation import registry

_MONTHS_KEPT = 120


def announce() -> None:
    """Put everything on the shelf; called once at start-up."""
    registry.personal_data.announce(
        registry.PersonalField("files.StoredFile", "stored_by", "รู้ว่าใครส่งไฟล์ เพื่อให้ถามกลับได้", _MONTHS_KEPT, person="stored_by"),
        registry.PersonalField("files.StoredFile", "name", "ชื่อไฟล์ตามที่ผู้ส่งตั้ง อาจมีชื่อบุคคล", _MONTHS_KEPT, person="stored_by"),
        registry.PersonalField("files.Blob", "content", "เนื้อไฟล์ที่หน่วยงานเก็บเป็นหลักฐานหรือเอกสาร อาจมีชื่อบุคคล", _MONTHS_KEPT),
    )
