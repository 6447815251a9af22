"""What becomes of notices when the data come back from a backup: no secret address lives again, no mail goes twice, everybody is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from prongsai.core.thai.calendar import fiscal_year_of, format_date
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.notices.actions import Subject, notify
from prongsai.foundation.notices.models import CalendarFeed
from prongsai.foundation.notices.outbox.sending import drop_all_open
from prongsai.foundation.notices.recipients import actors_of
from prongsai.foundation.people.actor import system


def settle(at: datetime, restoration: Any) -> None:
    """End the calendar addresses, drop what waits to be mailed; tell the people of each agency, and its administrators what to look at."""
    CalendarFeed.objects.filter(ended_at=None).update(ended_at=at)
    drop_all_open(at=at, reason="the data were restored from a backup")
    with translation.override(settings.LANGUAGE_CODE):  # kept, and read by everybody
        _tell_everybody(at, restoration)


def _tell_everybody(at: datetime, restoration: Any) -> None:
    """Each person once, whoever works in several agencies too: as administrator where the person is one, else in the first agency."""
    made, year = timezone.localtime(restoration.made_at), fiscal_year_of(timezone.localdate(at))
    when = {"day": format_date(made.date(), style="short"), "time": f"{made:%H:%M}"}
    told = _(
        "ข้อมูลถูกกู้คืนจากสำเนาที่ทำเมื่อ %(day)s %(time)s น. สิ่งที่บันทึกหลังจากนั้นไม่อยู่แล้ว บันทึกใหม่ "
        "ดูการแจ้งเตือนที่ยังไม่อ่านเพราะไม่ส่งอีเมลซ้ำ และสร้างที่อยู่ปฏิทินใหม่ถ้าใช้"
    )
    lost = told % when
    again = _("ตรวจด้วยว่าการปิดบัญชี ถอนบทบาท เปลี่ยนรหัสผ่าน และลบข้อมูลส่วนบุคคลหลังจากนั้นต้องทำซ้ำหรือไม่ คำเชิญที่ค้างถูกถอนแล้ว")
    at_work = {agency: actors_of(agency.pk) for agency in Agency.objects.order_by("pk")}

    def tell(agency: Agency, people: list[int | None], subject: Subject) -> None:
        who = [person_id for person_id in people if person_id is not None]
        notify(by=system(agency.pk), at=at, agency_id=agency.pk, people=who, verb="backups.restored", about=restoration, subject=subject)

    for agency, actors in at_work.items():
        address = reverse("staff:people", args=[agency.code])
        subject = Subject(title=f"{lost} {again}", address=address, action=_("ดูผู้ใช้และบทบาท"), may_be_mailed=True)
        tell(agency, [actor.person_id for actor in actors if actor.may("people.manage")], subject)
    for agency, actors in at_work.items():
        address = reverse("staff:home", args=[agency.code, year])
        subject = Subject(title=lost, address=address, action=_("ดูหน้าแรก"), may_be_mailed=True)
        tell(agency, [actor.person_id for actor in actors], subject)
