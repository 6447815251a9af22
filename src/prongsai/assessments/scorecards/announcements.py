"""What scorecards tell the others through the registry: permissions, verbs, menu, facts, personal data."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_verbs

MENU_KEY = "scores.card"


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    from prongsai.assessments.scorecards.facts import announce_facts
    from prongsai.assessments.scorecards.searchable import announce_searchable

    announce_permissions("prongsai.assessments.scorecards")
    announce_verbs(
        scores__recorded=("บันทึกผลประเมิน", "recorded a result"),
        scores__withdrawn=("ถอนผลประเมิน", "withdrew a result"),
        scores__file_handed_in=("ส่งไฟล์คะแนน", "handed in a file of scores"),
        scores__file_read=("อ่านไฟล์คะแนนแล้ว", "read the file of scores"),
    )
    announce_facts()
    announce_searchable()
    registry.menu.announce(
        registry.MenuEntry(
            key=MENU_KEY,
            label=_("ผลประเมิน ITA"),
            icon="chart-column",
            address=lambda code, year: reverse("staff:scores", args=[code, year]),
            permission="scores.view",
            group=2,
            order=20,
        )
    )
