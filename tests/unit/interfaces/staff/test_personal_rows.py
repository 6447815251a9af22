"""How long something is kept, in words; what an erasure takes and leaves, as lines."""

from __future__ import annotations

import pytest

from prongsai.foundation.people.personal.erasing import Preview
from prongsai.foundation.people.personal.gathering import Holding
from prongsai.foundation.registry import PersonalField
from prongsai.interfaces.staff.personal_rows import holding_rows, how_long, what_goes, what_stays

REPORTS = PersonalField("plans.ProgressReport", "reported_by", "ผู้รายงาน", "who reported", 120, person="reported_by")
ADDRESS = PersonalField("notices.Mail", "address", "ส่งถึงใคร", "to whom it went", 24, person="person", on_erasure="blank")
RECEIVER = PersonalField("notices.Mail", "person", "รู้ว่าส่งถึงใคร", "who got it", 24, person="person")


def preview(*holdings: Holding) -> Preview:
    sign_in = {"email_addresses": 0, "second_factors": 1, "providers": 0, "sessions": 2}
    return Preview(blocked="", holdings=holdings, sign_in=sign_in, roles=0, details=5)


@pytest.mark.parametrize(("months", "words"), [(1, "1 เดือน"), (18, "18 เดือน"), (12, "1 ปี"), (120, "10 ปี"), (0, "เท่ากับข้อมูลต้นทาง")])
def test_whole_years_are_told_as_years(months: int, words: str) -> None:
    assert how_long(PersonalField("a.B", "c", "เพราะ", "because", months)) == words


def test_what_there_is_none_of_is_not_listed() -> None:
    assert [(line.words, line.count) for line in what_goes(preview())] == [
        ("ชื่อ ชื่อผู้ใช้ อีเมล และรหัสผ่าน", None),
        ("การยืนยันขั้นที่สอง", 1),
        ("อุปกรณ์ที่เข้าสู่ระบบอยู่ จะออกจากระบบ", 2),
        ("รายละเอียดในบันทึกการใช้งานที่มีข้อมูลของผู้นี้", 5),
    ]


def test_a_model_can_lose_one_field_and_keep_another() -> None:
    mails = Holding("notices.Mail", "อีเมลที่ส่งถึง", (ADDRESS, RECEIVER), 3)
    reports = Holding("plans.ProgressReport", "รายงานผล", (REPORTS,), 7)
    shown = preview(mails, reports)
    assert [(line.words, line.why) for line in what_goes(shown) if line.why] == [("อีเมลที่ส่งถึง", "ส่งถึงใคร")]
    assert [(line.words, line.count, line.why) for line in what_stays(shown)] == [
        ("อีเมลที่ส่งถึง", 3, "รู้ว่าส่งถึงใคร"),
        ("รายงานผล", 7, "ผู้รายงาน"),
    ]
    address, receiver = holding_rows([mails])[0].fields
    assert (address.goes, receiver.goes) == (True, False)
    assert address.label == ""


def test_the_fields_of_an_account_are_named() -> None:
    name = PersonalField("people.Person", "full_name", "รู้ว่าใครทำอะไร", "to know who did what", 120, person="", on_erasure="blank")
    ((row,),) = [held.fields for held in holding_rows([Holding("people.Person", "บัญชีผู้ใช้", (name,), 1)])]
    assert row.label == "ชื่อและนามสกุล"
