"""Setting days of an agency and taking them back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.clock.models import LONGEST_NAME, LONGEST_REASON, AgencyDay
from prongsai.foundation.clock.permissions import NEEDED
from prongsai.foundation.clock.queries import calendar_of
from prongsai.foundation.people.actor import Actor, Forbidden

Faults = dict[str, str]


class UnusableDay(Exception):
    """A day that cannot be set; `faults` says why, by field."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = faults


@transaction.atomic
def set_agency_day(*, by: Actor, at: datetime, agency: Agency, on: date | None, kind: str, name: str, reason: str) -> AgencyDay:
    """Make a day a day off (`kind` "off") or a working day ("worked") of the agency, with the reason.

    Raises `UnusableDay` with every fault: missing name or reason, a day that already is so, a day that the agency has set before.
    """
    _must_edit(by, agency.pk)
    name, reason = " ".join(name.split()), " ".join(reason.split())
    faults = _faults(agency.pk, on, kind, name, reason)
    if faults or on is None:
        raise UnusableDay(faults)
    try:
        with transaction.atomic():
            day = AgencyDay.objects.create(agency=agency, on=on, kind=kind, name=name, reason=reason, set_by_id=by.person_id, set_at=at)
    except IntegrityError as error:  # somebody else set it at the same moment
        raise UnusableDay({"on": _already_set()}) from error
    verb = "clock.day_off_added" if kind == AgencyDay.Kind.OFF else "clock.day_worked_added"
    record(by=by, at=at, verb=verb, subject=day, agency_id=agency.pk, after=state_of(day), mentions=[agency], note=reason)
    return day


@transaction.atomic
def take_back_day(*, by: Actor, at: datetime, day: AgencyDay) -> AgencyDay:
    """Let a day be again what it is without the agency's word; one taken back before stays as it is."""
    _must_edit(by, day.agency_id)
    day = AgencyDay.objects.select_for_update(of=("self",)).get(pk=day.pk)
    if day.taken_back_at is not None:
        return day
    before = state_of(day)
    day.taken_back_at, day.taken_back_by_id = at, by.person_id
    day.save(update_fields=["taken_back_at", "taken_back_by"])
    record(by=by, at=at, verb="clock.day_taken_back", subject=day, agency_id=day.agency_id, before=before, after=state_of(day))
    return day


def _must_edit(by: Actor, agency_id: int) -> None:
    by.must(NEEDED)
    if by.agency_id != agency_id:
        raise Forbidden(NEEDED)


def _faults(agency_id: int, on: date | None, kind: str, name: str, reason: str) -> Faults:
    faults: Faults = {}
    if kind not in AgencyDay.Kind.values:
        faults["kind"] = _("เลือกว่าเป็นวันหยุดหรือวันทำการ")
    for field, text, most, asked in (
        ("name", name, LONGEST_NAME, _("ใส่ชื่อวัน เช่น ประเพณีประจำตำบล")),
        ("reason", reason, LONGEST_REASON, _("ใส่เหตุผล เช่น เลขที่ประกาศหรือคำสั่ง")),
    ):
        if not text:
            faults[field] = asked
        elif len(text) > most:
            faults[field] = _("ยาวเกิน %(most)d ตัวอักษร") % {"most": most}
    if on is None:
        faults["on"] = _("ใส่วันที่")
    elif AgencyDay.objects.filter(agency_id=agency_id, on=on, taken_back_at=None).exists():
        faults["on"] = _already_set()
    elif kind in AgencyDay.Kind.values and calendar_of(agency_id).is_working_day(on) == (kind == AgencyDay.Kind.WORKED):
        faults["on"] = _("วันนี้เป็นวันทำการอยู่แล้ว") if kind == AgencyDay.Kind.WORKED else _("วันนี้เป็นวันหยุดอยู่แล้ว")
    return faults


def _already_set() -> str:
    return _("หน่วยงานกำหนดวันนี้ไว้แล้ว ยกเลิกของเดิมก่อน")
