"""What people and agencies tell the others through the registry: permissions, verbs, menu, personal data."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_personal_data, announce_verbs


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    from prongsai.foundation.people.searchable import announce_searchable

    announce_permissions("prongsai.foundation.people")
    _announce_verbs()
    _announce_menu()
    announce_searchable()
    announce_personal_data("prongsai.foundation.people")
    registry.after_restore.announce(registry.AfterRestore("people", _after_restore))


def _announce_verbs() -> None:
    announce_verbs(
        agencies__opened=("เปิดหน่วยงานในระบบ", "opened the agency"),
        agencies__changed=("แก้ข้อมูลหน่วยงาน", "changed the agency"),
        agencies__unit_added=("เพิ่มส่วนราชการ", "added the unit"),
        agencies__unit_changed=("แก้ส่วนราชการ", "changed the unit"),
        agencies__unit_closed=("ปิดส่วนราชการ", "closed the unit"),
        agencies__unit_reopened=("เปิดส่วนราชการอีกครั้ง", "reopened the unit"),
        agencies__unit_moved=("ย้ายลำดับส่วนราชการ", "moved the unit"),
        agencies__position_added=("เพิ่มตำแหน่ง", "added the position"),
        agencies__position_closed=("ปิดตำแหน่ง", "closed the position"),
        people__joined=("เข้าร่วมหน่วยงาน", "joined the agency"),
        people__role_given=("ให้บทบาท", "gave a role"),
        people__role_ended=("ยุติบทบาท", "ended a role"),
        people__invited=("เชิญผู้ใช้", "invited a person"),
        people__invitation_withdrawn=("ถอนคำเชิญ", "withdrew an invitation"),
        people__deactivated=("ปิดบัญชีผู้ใช้", "deactivated the person"),
        people__reactivated=("เปิดบัญชีผู้ใช้อีกครั้ง", "reactivated the person"),
        people__password_link_made=("ออกลิงก์ตั้งรหัสผ่าน", "made a link for a new password"),
        people__factors_removed=("ล้างการยืนยันขั้นที่สอง", "took the second factor off"),
        people__exported=("ส่งออกข้อมูลส่วนบุคคล", "exported the personal data"),
        people__erased=("ลบข้อมูลส่วนบุคคล", "erased the personal data"),
        people__invitation_erased=("ลบชื่อและอีเมลในคำเชิญ", "erased the name and address of an invitation"),
        people__changed=("แก้ข้อมูลผู้ใช้", "changed the person"),
        files__stored=("เก็บไฟล์", "stored a file"),
    )


def _announce_menu() -> None:
    registry.menu.announce(
        registry.MenuEntry(
            key="people",
            label=_("ผู้ใช้และบทบาท"),
            icon="users",
            address=lambda code, year: reverse("staff:people", args=[code]),
            permission="people.manage",
            group=3,
            order=10,
        ),
        registry.MenuEntry(
            key="agency",
            label=_("ตั้งค่าหน่วยงาน"),
            icon="settings",
            address=lambda code, year: reverse("staff:agency", args=[code]),
            permission="agency.edit",
            group=3,
            order=20,
        ),
        registry.MenuEntry(
            key="audit",
            label=_("บันทึกการใช้งาน"),
            icon="history",
            address=lambda code, year: reverse("staff:audit", args=[code]),
            permission="audit.view",
            group=3,
            order=30,
        ),
    )


def _after_restore(at: datetime, _restoration: object) -> None:
    """An invitation that was withdrawn since would open a door again: whoever still wants the person invites anew."""
    from prongsai.foundation.people.invitations import withdraw_all_open

    withdraw_all_open(at=at)
