"""What the linter tells the others through the registry: permissions, verbs, menu, personal data, and exceptions in printed reports."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_personal_data, announce_verbs

MENU_KEY = "linter.hints"


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    from prongsai.programme.linter.in_reports import exceptions_in_words
    from prongsai.programme.linter.queries import count_of_open
    from prongsai.programme.linter.telling import announce_expiring
    from prongsai.programme.plans.printing.exceptions import announce_exceptions

    announce_permissions("prongsai.programme.linter")
    announce_verbs(
        linter__exception_asked=("ขอยกเว้นเรื่องที่ตัวช่วยตรวจพบ", "asked for an exception to a rule of the linter"),
        linter__exception_approved=("อนุมัติข้อยกเว้น", "approved the exception"),
        linter__exception_refused=("ไม่อนุมัติข้อยกเว้น", "refused the exception"),
        linter__exception_ended=("เลิกข้อยกเว้น", "ended the exception"),
    )
    registry.menu.announce(
        registry.MenuEntry(
            key=MENU_KEY,
            label=_("ตัวช่วยตรวจ"),
            icon="file-search",
            address=lambda code, year: reverse("staff:linter", args=[code, year]),
            permission="plans.view",
            group=2,
            order=16,
            count=count_of_open,
        )
    )
    announce_personal_data("prongsai.programme.linter")
    announce_exceptions(exceptions_in_words)
    announce_expiring()
