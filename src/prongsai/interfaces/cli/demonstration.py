"""The demonstration: one invented agency made from the samples, with one person per role."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from prongsai.foundation.agencies.actions import add_position, open_agency
from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import system
from prongsai.foundation.people.demonstration import PASSWORD, people
from prongsai.foundation.people.first_run import is_first_run

CODE = "thungdaoruang"
_UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา ศาสนาและวัฒนธรรม", "กองสวัสดิการสังคม", "หน่วยตรวจสอบภายใน")
_POSITIONS = ("นิติกร", "หัวหน้าสำนักปลัด", "ปลัดองค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบล")


def set_up_demonstration() -> None:
    """Make the agency and its people where nobody is there yet."""
    if not is_first_run():
        return
    print("กำลังเตรียมหน่วยงานสาธิต · preparing the demonstration", flush=True)
    now = timezone.now()
    by = system(None)
    with transaction.atomic():
        agency = open_agency(
            by=by,
            at=now,
            code=CODE,
            name="องค์การบริหารส่วนตำบลทุ่งดาวเรือง",
            province="ลำพูน",
            district="ธารคำใส",
            unit_names=_UNITS,
        )
        units = {unit.name: unit for unit in agency.units.all()}
        for title in _POSITIONS:
            add_position(by=by, at=now, agency=agency, title=title)
        for entry in people():
            person = make_person(by=by, at=now, username=entry.username, full_name=entry.full_name, password=PASSWORD)
            is_host = entry.role.scope == "installation"
            unit = None if is_host else units["กองคลัง" if entry.role.key == "unit_reporter" else "สำนักปลัด"]
            give_role(by=by, at=now, person=person, role=entry.role.key, agency=None if is_host else agency, unit=unit)
