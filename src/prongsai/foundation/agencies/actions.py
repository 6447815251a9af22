"""Opening and changing agencies, their units and positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from prongsai.core.thai.government import Kind, kind_of
from prongsai.core.thai.units import unit_canonical, vocabulary
from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.people.actor import Actor, Forbidden
from prongsai.foundation.seen import must_be_as_seen

_CHANGEABLE = ("name", "short_name", "district", "province", "address", "phone", "email", "website", "paper_digits", "logo")


class UnusableAgency(Exception):
    """Values of an agency that cannot be taken; `field` says which."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def open_agency(
    *, by: Actor, at: datetime, code: str, name: str, province: str, district: str = "", unit_names: Iterable[str] = ()
) -> Agency:
    """Open an agency with its units. `name` is the full official name; kind and short name follow from it.

    The actor is the system (first-run wizard) or a host administrator. Raises `UnusableAgency` for a taken code or a name without a kind.
    """
    if by.person_id is not None:
        by.must("host.manage")
    kind = _kind_of(name)
    if Agency.objects.filter(code=code).exists():
        raise UnusableAgency("code", _("รหัสนี้มีหน่วยงานอื่นใช้แล้ว เลือกรหัสใหม่"))
    agency = Agency(code=code, kind=kind.short, name=name, province=province, district=district, created_at=at)
    agency.short_name = kind.short + name.removeprefix(kind.name)
    _check(agency)
    agency.save()
    record(by=by, at=at, verb="agencies.opened", subject=agency, agency_id=agency.pk, after=state_of(agency))
    for unit_name in dict.fromkeys(unit_names):
        _add_unit(by, at, agency, unit_name)
    return agency


def _kind_of(name: str) -> Kind:
    kind = kind_of(name)
    if kind is None:
        raise UnusableAgency("name", _("ชื่อต้องขึ้นต้นด้วยประเภท เช่น องค์การบริหารส่วนตำบล… หรือ เทศบาลตำบล…"))
    return kind


def _check(agency: Agency) -> None:
    try:
        agency.clean_fields(exclude=["logo"])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise UnusableAgency(name, messages[0]) from error


def _must_edit(by: Actor, agency_id: int) -> None:
    """Only who edits this very agency; the system may everywhere (first run, demonstration)."""
    if by.person_id is None:
        return
    by.must("agency.edit")
    if by.agency_id != agency_id:
        raise Forbidden("agency.edit")


@transaction.atomic
def change_agency(
    *, by: Actor, at: datetime, agency: Agency, values: Mapping[str, object], seen: Mapping[str, object] | None = None
) -> Agency:
    """Change what an agency tells about itself; the code stays, the kind follows from the name.

    Raises `UnusableAgency` for values that cannot be taken and for other names in `values`, and `OutdatedValues` where it no longer tells
    what was `seen`.
    """
    _must_edit(by, agency.pk)
    agency = Agency.objects.select_for_update(of=("self",)).select_related("logo").get(pk=agency.pk)
    must_be_as_seen({name: getattr(agency, name) for name in _CHANGEABLE}, seen)
    before = state_of(agency)
    for name, value in values.items():
        if name not in _CHANGEABLE:
            raise UnusableAgency(name, _("แก้ค่านี้ไม่ได้"))
        setattr(agency, name, value)
    if "name" in values:
        agency.kind = _kind_of(agency.name).short
    if agency.logo is not None and agency.logo.agency_id != agency.pk:
        raise UnusableAgency("logo", _("เลือกไฟล์ตราใหม่"))
    _check(agency)
    if state_of(agency) == before:
        return agency
    agency.save()
    record(by=by, at=at, verb="agencies.changed", subject=agency, agency_id=agency.pk, before=before, after=state_of(agency))
    return agency


@transaction.atomic
def add_unit(*, by: Actor, at: datetime, agency: Agency, name: str) -> Unit:
    """Add a unit, or open it again where it was closed. Raises `UnusableAgency` where the name is taken or empty."""
    _must_edit(by, agency.pk)
    return _add_unit(by, at, agency, name)


def _add_unit(by: Actor, at: datetime, agency: Agency, name: str) -> Unit:
    name = " ".join(name.split())
    if not name:
        raise UnusableAgency("name", _("ใส่ชื่อหน่วยงาน"))
    unit = Unit.objects.filter(agency=agency, name=name).first()
    if unit is not None and unit.closed_at is None:
        raise UnusableAgency("name", _("มีหน่วยงานชื่อนี้อยู่แล้ว"))
    if unit is not None:
        before = state_of(unit)
        unit.closed_at = None
        unit.save()
        record(
            by=by,
            at=at,
            verb="agencies.unit_reopened",
            subject=unit,
            agency_id=agency.pk,
            before=before,
            after=state_of(unit),
            mentions=[agency],
        )
        return unit
    known = {entry.name for entry in vocabulary()}
    canonical = unit_canonical(name)
    last = Unit.objects.filter(agency=agency).order_by("-order").values_list("order", flat=True).first()
    order = 0 if last is None else last + 1
    unit = Unit.objects.create(agency=agency, name=name, canonical=canonical if canonical in known else "", order=order)
    record(by=by, at=at, verb="agencies.unit_added", subject=unit, agency_id=agency.pk, after=state_of(unit), mentions=[agency])
    return unit


@transaction.atomic
def rename_unit(*, by: Actor, at: datetime, unit: Unit, name: str, seen: Mapping[str, object] | None = None) -> Unit:
    """Give a unit another name. Raises `UnusableAgency` where it is taken or empty, `OutdatedValues` where it is no longer as `seen`."""
    _must_edit(by, unit.agency_id)
    unit = Unit.objects.select_for_update(of=("self",)).select_related("agency").get(pk=unit.pk)
    must_be_as_seen({"name": unit.name}, seen)
    name = " ".join(name.split())
    if not name:
        raise UnusableAgency("name", _("ใส่ชื่อหน่วยงาน"))
    if Unit.objects.filter(agency=unit.agency, name=name).exclude(pk=unit.pk).exists():
        raise UnusableAgency("name", _("มีหน่วยงานชื่อนี้อยู่แล้ว"))
    before = state_of(unit)
    known = {entry.name for entry in vocabulary()}
    canonical = unit_canonical(name)
    unit.name, unit.canonical = name, canonical if canonical in known else ""
    unit.save()
    record(by=by, at=at, verb="agencies.unit_changed", subject=unit, agency_id=unit.agency_id, before=before, after=state_of(unit))
    return unit


@transaction.atomic
def close_unit(*, by: Actor, at: datetime, unit: Unit) -> Unit:
    """Close a unit: it stays in history and is offered no more."""
    _must_edit(by, unit.agency_id)
    if unit.closed_at is not None:
        return unit
    before = state_of(unit)
    unit.closed_at = at
    unit.save()
    record(by=by, at=at, verb="agencies.unit_closed", subject=unit, agency_id=unit.agency_id, before=before, after=state_of(unit))
    return unit


@transaction.atomic
def move_unit(*, by: Actor, at: datetime, unit: Unit, steps: int) -> Unit:
    """Move a unit down among the open units of its agency by so many places, up where `steps` is negative; no further than the ends."""
    _must_edit(by, unit.agency_id)
    units = list(Unit.objects.select_for_update().filter(agency_id=unit.agency_id, closed_at=None))
    here = next((place for place, other in enumerate(units) if other.pk == unit.pk), None)
    if here is None:
        return unit
    there = min(max(here + steps, 0), len(units) - 1)
    if there == here:
        return unit
    units.insert(there, units.pop(here))
    for order, other in enumerate(units):
        if other.order != order:
            Unit.objects.filter(pk=other.pk).update(order=order)
    before = state_of(unit)
    unit.refresh_from_db()
    after = state_of(unit)
    record(by=by, at=at, verb="agencies.unit_moved", subject=unit, agency_id=unit.agency_id, before=before, after=after)
    return unit


@transaction.atomic
def add_position(*, by: Actor, at: datetime, agency: Agency, title: str, unit: Unit | None = None) -> Position:
    """Add a post, or open it again. The system may too (first-run wizard, demonstration)."""
    _must_edit(by, agency.pk)
    title = " ".join(title.split())
    if not title:
        raise UnusableAgency("title", _("ใส่ชื่อตำแหน่ง"))
    position, is_new = Position.objects.get_or_create(agency=agency, unit=unit, title=title)
    if not is_new and position.closed_at is None:
        return position
    position.closed_at = None
    position.save()
    record(by=by, at=at, verb="agencies.position_added", subject=position, agency_id=agency.pk, after=state_of(position), mentions=[agency])
    return position


@transaction.atomic
def close_position(*, by: Actor, at: datetime, position: Position) -> Position:
    """Close a post: it stays in history and is offered no more."""
    _must_edit(by, position.agency_id)
    if position.closed_at is not None:
        return position
    before = state_of(position)
    position.closed_at = at
    position.save()
    after = state_of(position)
    record(by=by, at=at, verb="agencies.position_closed", subject=position, agency_id=position.agency_id, before=before, after=after)
    return position
