"""Agencies, units and positions: their rules, the codes proposed for them, and who may change them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.offices import NOW, Office

from prongsai.core.thai.government import KINDS
from prongsai.core.thai.units import unit_canonical, vocabulary
from prongsai.foundation.agencies.actions import (
    UnusableAgency,
    add_position,
    add_unit,
    change_agency,
    close_position,
    close_unit,
    move_unit,
    open_agency,
    rename_unit,
)
from prongsai.foundation.agencies.codes import proposed_code
from prongsai.foundation.agencies.models import Agency, Position, Unit
from prongsai.foundation.agencies.queries import positions_of, units_of
from prongsai.foundation.agencies.usual_units import missing_units, usual_units
from prongsai.foundation.audit.models import Chain
from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.people.actor import Forbidden, system

pytestmark = pytest.mark.django_db


def names(office: Office) -> list[str]:
    return [unit.name for unit in units_of(office.agency.pk)]


def test_kind_and_short_name_follow_from_the_name() -> None:
    agency = open_agency(by=system(None), at=NOW, code="banmai", name="เทศบาลตำบลบ้านใหม่", province="ลำพูน", unit_names=["กองคลัง", "กองคลัง"])
    assert (agency.kind, agency.short_name, agency.units.count()) == ("ทต.", "ทต.บ้านใหม่", 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"code": "suanmali"}, "code"),
        ({"code": "สวนมะลิ"}, "code"),
        ({"code": "-x"}, "code"),
        ({"name": "บริษัทสวนมะลิ"}, "name"),
        ({"province": ""}, "province"),
    ],
)
def test_values_that_cannot_be_taken_are_named(office: Office, values: dict[str, str], field: str) -> None:
    with pytest.raises(UnusableAgency) as refused:
        open_agency(by=system(None), at=NOW, **{"code": "new", "name": "เทศบาลตำบลบ้านใหม่", "province": "ลำพูน"} | values)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Agency.objects.filter(code="new").exists()


def test_an_agency_is_changed_only_from_inside(office: Office, other_office: Office) -> None:
    by = office.actor("agency_administrator")
    unit, position = other_office.unit("กองคลัง"), add_position(by=system(None), at=NOW, agency=other_office.agency, title="ปลัด")
    for act in (
        lambda: change_agency(by=by, at=NOW, agency=other_office.agency, values={"phone": "1"}),
        lambda: add_unit(by=by, at=NOW, agency=other_office.agency, name="กองใหม่"),
        lambda: rename_unit(by=by, at=NOW, unit=unit, name="กองใหม่"),
        lambda: close_unit(by=by, at=NOW, unit=unit),
        lambda: move_unit(by=by, at=NOW, unit=unit, steps=1),
        lambda: add_position(by=by, at=NOW, agency=other_office.agency, title="x"),
        lambda: close_position(by=by, at=NOW, position=position),
        lambda: change_agency(by=office.actor("officer"), at=NOW, agency=office.agency, values={"phone": "1"}),
    ):
        with pytest.raises(Forbidden):
            act()


def test_changes_are_checked_and_told_in_the_history(office: Office) -> None:
    by, agency = office.actor("agency_administrator"), office.agency
    for values, field in (
        ({"email": "nobody"}, "email"),
        ({"code": "x"}, "code"),
        ({"name": "ร้านค้า"}, "name"),
        ({"paper_digits": "x"}, "paper_digits"),
    ):
        with pytest.raises(UnusableAgency) as refused:
            change_agency(by=by, at=NOW, agency=Agency.objects.get(pk=agency.pk), values=values)
        assert refused.value.field == field
    change_agency(by=by, at=NOW, agency=Agency.objects.get(pk=agency.pk), values={"name": "เทศบาลตำบลสวนมะลิ", "phone": "0 5300 0000"})
    assert Agency.objects.get(pk=agency.pk).kind == "ทต."
    assert history_of(agency)[0].detail.content["changes"]["kind"] == ["อบต.", "ทต."]
    events = history_of(agency).count()
    change_agency(by=by, at=NOW, agency=Agency.objects.get(pk=agency.pk), values={"phone": "0 5300 0000"})
    assert history_of(agency).count() == events


def test_units_are_moved_among_the_open_ones(office: Office) -> None:
    by, first = office.actor("agency_administrator"), names(office)
    close_unit(by=by, at=NOW, unit=office.unit("กองช่าง"))
    move_unit(by=by, at=NOW, unit=office.unit("หน่วยตรวจสอบภายใน"), steps=-1)
    move_unit(by=by, at=NOW, unit=office.unit("สำนักปลัด"), steps=-1)
    assert names(office) == ["สำนักปลัด", "กองคลัง", "หน่วยตรวจสอบภายใน", "กองการศึกษา ศาสนาและวัฒนธรรม"]
    assert len(first) == 5


def test_a_closed_unit_is_opened_again_under_its_name(office: Office) -> None:
    by, unit = office.actor("agency_administrator"), office.unit("กองช่าง")
    close_unit(by=by, at=NOW, unit=unit)
    assert "กองช่าง" not in names(office)
    assert add_unit(by=by, at=NOW, agency=office.agency, name=" กองช่าง ") == unit
    for name in ("กองช่าง", "", "  "):
        with pytest.raises(UnusableAgency):
            add_unit(by=by, at=NOW, agency=office.agency, name=name)
    with pytest.raises(UnusableAgency):
        rename_unit(by=by, at=NOW, unit=unit, name="กองคลัง")
    assert rename_unit(by=by, at=NOW, unit=unit, name="กองโยธา").canonical == "กองช่าง"


def test_one_position_of_a_title_per_unit_or_at_the_head(office: Office) -> None:
    by = office.actor("agency_administrator")
    head = add_position(by=by, at=NOW, agency=office.agency, title="ปลัด")
    assert add_position(by=by, at=NOW, agency=office.agency, title=" ปลัด") == head
    add_position(by=by, at=NOW, agency=office.agency, title="ปลัด", unit=office.unit("กองคลัง"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(agency=office.agency, title="ปลัด")
    close_position(by=by, at=NOW, position=head)
    assert [position.unit for position in positions_of(office.agency.pk)] == [office.unit("กองคลัง")]


def test_the_installation_has_one_chain(office: Office) -> None:
    Chain.objects.get_or_create(agency=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Chain.objects.create(agency=None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("องค์การบริหารส่วนตำบลสวนมะลิ", "suanmali"),
        ("เทศบาลตำบลริมน้ำ", "rimnam"),
        ("เทศบาลเมืองบ้านใหม่", "banmai"),
        ("องค์การบริหารส่วนตำบลหนองบัว", "nongbua"),
        ("เทศบาลตำบลดอนแก้ว", "donkaeo"),
        ("องค์การบริหารส่วนจังหวัดเชียงใหม่", "chiangmai"),
        ("เมืองพัทยา", "mueangphatya"),
        ("", "agency"),
    ],
)
def test_a_code_is_proposed_from_the_name_as_one_says_it(name: str, code: str) -> None:
    assert proposed_code(name) == code


def test_a_proposed_code_is_free_and_can_be_taken() -> None:
    assert proposed_code("เทศบาลตำบลริมน้ำ", is_taken={"rimnam", "rimnam-2"}.__contains__) == "rimnam-3"
    assert len(proposed_code("เทศบาลตำบล" + "กขคง" * 40)) <= 40


@pytest.mark.parametrize("kind", [kind.short for kind in KINDS])
def test_usual_units_are_known_names_each_once(kind: str) -> None:
    usual = usual_units(kind)
    every = [*usual.ticked, *usual.offered]
    assert len(set(every)) == len(every)
    assert set(every) <= {unit.name for unit in vocabulary()}
    assert [unit_canonical(name) for name in every] == every


def test_units_to_add_are_those_that_are_missing() -> None:
    missing = missing_units(["กองคลัง", "ส่วนโยธา"])
    assert "กองคลัง" not in missing
    assert "กองช่าง" not in missing
    assert "สำนักปลัด" in missing


def test_a_unit_of_another_agency_does_not_stand_in_the_way(office: Office) -> None:
    assert Unit.objects.filter(name="กองคลัง").count() == 1
    open_agency(by=system(None), at=NOW, code="new", name="เทศบาลตำบลใหม่", province="ลำพูน", unit_names=["กองคลัง"])
    assert Unit.objects.filter(name="กองคลัง").count() == 2
