"""What evidence tells the others through the registry: permissions, verbs, menu, facts, personal data.

What needs to know whose evidence is, its days and its words for the search, is announced by plans.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_verbs

MENU_KEY = "evidence.list"
_MONTHS_KEPT = 120


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    from prongsai.programme.evidence.facts import announce_facts

    announce_permissions("prongsai.programme.evidence")
    announce_facts()
    announce_verbs(
        evidence__added=("เพิ่มหลักฐาน", "added evidence"),
        evidence__changed=("แก้ข้อมูลหลักฐาน", "changed evidence"),
        evidence__revised=("เปลี่ยนหลักฐานเป็นฉบับใหม่", "replaced evidence by a new revision"),
        evidence__accepted=("รับหลักฐาน", "accepted evidence"),
        evidence__returned=("ส่งหลักฐานกลับ", "returned evidence"),
        evidence__withdrawn=("ถอนหลักฐาน", "withdrew evidence"),
        evidence__restored=("นำหลักฐานกลับมา", "brought evidence back"),
        evidence__tied=("ผูกหลักฐานกับมาตรการ", "tied evidence to a measure"),
        evidence__untied=("เลิกผูกหลักฐานกับมาตรการ", "untied evidence from a measure"),
    )
    registry.menu.announce(
        registry.MenuEntry(
            key=MENU_KEY,
            label=_("หลักฐาน"),
            icon="file-check",
            address=lambda code, year: reverse("staff:evidence", args=[code, year]),
            permission="evidence.view",
            group=2,
            order=15,
        )
    )
    registry.personal_data.announce(
        registry.PersonalField("evidence.Evidence", "added_by", "ผู้เพิ่มหลักฐาน เพื่อให้ถามกลับได้", _MONTHS_KEPT, person="added_by"),
        registry.PersonalField("evidence.Evidence", "withdrawn_by", "ผู้ถอนหลักฐาน", _MONTHS_KEPT, person="withdrawn_by"),
        registry.PersonalField("evidence.EvidenceRevision", "added_by", "ผู้ส่งหลักฐานฉบับนี้", _MONTHS_KEPT, person="added_by"),
        registry.PersonalField("evidence.Evidence", "title", "ชื่อหลักฐาน มักมาจากชื่อไฟล์ อาจมีชื่อบุคคล", _MONTHS_KEPT, person="added_by"),
        registry.PersonalField(
            "evidence.Evidence", "withdrawal_reason", "เหตุผลที่ถอน พิมพ์เอง อาจมีชื่อบุคคล", _MONTHS_KEPT, person="withdrawn_by"
        ),
        registry.PersonalField("evidence.EvidenceRevision", "why", "เหตุผลที่เปลี่ยน พิมพ์เอง อาจมีชื่อบุคคล", _MONTHS_KEPT, person="added_by"),
        registry.PersonalField("evidence.EvidenceReview", "reason", "เหตุผลของผู้ตรวจ พิมพ์เอง อาจมีชื่อบุคคล", _MONTHS_KEPT, person="by"),
        registry.PersonalField("evidence.Evidence", "note", "หมายเหตุที่ผู้เพิ่มพิมพ์เอง อาจมีชื่อบุคคล", _MONTHS_KEPT, person="added_by"),
        registry.PersonalField("evidence.EvidenceRevision", "file", "เอกสารหรือภาพ อาจมีบุคคล", _MONTHS_KEPT, person="added_by"),
        registry.PersonalField("evidence.EvidenceReview", "by", "ผู้ตรวจหลักฐาน", _MONTHS_KEPT, person="by"),
    )
    registry.nothing_personal.announce(
        registry.NothingPersonal("evidence.EvidenceCheck"), registry.NothingPersonal("evidence.EvidenceItem")
    )
