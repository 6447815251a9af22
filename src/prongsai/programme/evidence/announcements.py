"""What evidence tells the others through the registry: permissions, verbs, menu, facts, personal data.

What needs to know whose evidence is, its days and its words for the search, is announced by plans.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_personal_data, announce_verbs

MENU_KEY = "evidence.list"


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
    announce_personal_data("prongsai.programme.evidence")
