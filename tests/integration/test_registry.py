"""The registry: a toy register announces all that a part can announce, appears where people look, and leaves without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
import time_machine
from django.test import Client
from tests.offices import NOW, Office
from tests.progress import add_report

from prongsai.foundation import registry
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft
from prongsai.programme.plans.due_days import DUE_KEY
from prongsai.programme.plans.facts import DATASET_KEY, FACTS_KEY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 17)


@dataclass
class ToyRegister:
    """A register of borrowed assets, as a later part of the product would be."""

    office: Office
    key = "toy.assets"

    def announce(self) -> None:
        registry.facts.announce(registry.FactSource(self.key, "ทรัพย์สินที่ให้ยืม", self.facts))
        registry.disclosure_items.announce(registry.DisclosureItem(self.key, "ทะเบียนการยืม", self.items))
        registry.datasets.announce(registry.Dataset(self.key, "การยืมทรัพย์สิน", ("วันที่", "รายการ"), self.rows))
        registry.menu.announce(
            registry.MenuEntry(self.key, "ทะเบียนของเล่น", "folder", self.address, "plans.view", group=2, order=90, count=self.count)
        )
        registry.dated_objects.announce(registry.DatedSource(self.key, "ทะเบียนของเล่น", self.dated))
        registry.personal_data.announce(registry.PersonalField("toy.Loan", "borrower", "ติดตามการคืน", "to follow the return", 24))

    def withdraw(self) -> None:
        for shelf in (registry.facts, registry.disclosure_items, registry.datasets, registry.menu, registry.dated_objects):
            shelf.withdraw(self.key)  # type: ignore[attr-defined]
        registry.personal_data.withdraw("toy.Loan.borrower")

    def facts(self, agency_id: int, fiscal_year: int, today: date) -> Iterator[registry.Fact]:
        yield registry.Fact("toy.loans", 27, "ครั้ง", today, self.address("suanmali", fiscal_year))

    def items(self, agency_id: int, fiscal_year: int) -> Iterator[tuple[str, str]]:
        yield "ทะเบียนการยืมทรัพย์สิน", "/toy/"

    def rows(self, agency_id: int, fiscal_year: int) -> Iterator[tuple[object, ...]]:
        yield TODAY, "เครื่องเสียง"

    def address(self, code: str, year: int) -> str:
        return f"/a/{code}/{year}/toy/"

    def count(self, agency_id: int, fiscal_year: int) -> int:
        return 31

    def dated(self, agency_id: int, first: date, last: date) -> Iterator[registry.DatedObject]:
        works = (self.office.unit("กองช่าง").pk,)
        yield registry.DatedObject("toy-1", "คืนเครื่องเสียงของกองคลัง", TODAY, "/toy/1/", "รับคืน", (self.office.unit("กองคลัง").pk,))
        yield registry.DatedObject("toy-2", "คืนรถของกองช่าง", TODAY, "/toy/2/", "รับคืน", works)
        yield registry.DatedObject("toy-3", "นับทรัพย์สินประจำปี", TODAY, "/toy/3/", "นับ")


@pytest.fixture
def toy(office: Office) -> Iterator[ToyRegister]:
    register = ToyRegister(office)
    with time_machine.travel(NOW, tick=False):
        register.announce()
        try:
            yield register
        finally:
            register.withdraw()


def pages(client: Client, office: Office, role: str) -> str:
    client.force_login(office.persons[role])
    both = client.get("/a/suanmali/2569/").content + client.get("/a/suanmali/2569/tasks/").content
    return both.decode().replace("\u2060", "").replace("\u00a0", " ")


def test_an_announced_register_stands_in_the_menu_with_its_number(client: Client, office: Office, toy: ToyRegister) -> None:
    page = pages(client, office, "officer")
    assert 'href="/a/suanmali/2569/toy/"' in page
    assert '<span class="count">31</span>' in page


def test_its_dates_reach_the_people_whom_they_concern(client: Client, office: Office, toy: ToyRegister) -> None:
    reporter = pages(client, office, "unit_reporter")
    assert all(words in reporter for words in ("คืนเครื่องเสียงของกองคลัง", "นับทรัพย์สินประจำปี", 'href="/toy/1/"', "รับคืน", "ครบกำหนดวันนี้"))
    assert "คืนรถของกองช่าง" not in reporter
    assert "คืนรถของกองช่าง" in pages(client, office, "officer")


def test_everything_it_announced_can_be_read_by_key(office: Office, toy: ToyRegister) -> None:
    facts, items, dataset = registry.facts.get(toy.key), registry.disclosure_items.get(toy.key), registry.datasets.get(toy.key)
    assert facts is not None
    assert [fact.value for fact in facts.compute(office.agency.pk, 2569, TODAY)] == [27]
    assert items is not None
    assert list(items.find(office.agency.pk, 2569)) == [("ทะเบียนการยืมทรัพย์สิน", "/toy/")]
    assert dataset is not None
    assert list(dataset.rows(office.agency.pk, 2569)) == [(TODAY, "เครื่องเสียง")]
    personal = registry.personal_data.get("toy.Loan.borrower")
    assert personal is not None
    assert personal.may_be_public is False


def test_a_withdrawn_register_is_gone_from_every_page(client: Client, office: Office, toy: ToyRegister) -> None:
    toy.withdraw()
    page = pages(client, office, "officer")
    assert not [word for word in ("ของเล่น", "เครื่องเสียง", "/toy/") if word in page]
    assert registry.personal_data.get("toy.Loan.borrower") is None


def test_one_key_is_announced_once(toy: ToyRegister) -> None:
    toy.announce()
    entry = registry.menu.get(toy.key)
    assert entry is not None
    with pytest.raises(registry.AlreadyAnnounced):
        registry.menu.announce(replace(entry, label="อย่างอื่น"))


def test_plans_announce_their_facts_and_dates(office: Office) -> None:
    plan = start_plan(by=office.actor(), at=NOW, fiscal_year=2569)
    unit = office.unit("กองคลัง").pk
    with time_machine.travel(NOW, tick=False):
        for title, day in (("เลย", date(2026, 3, 1)), ("เสร็จ", date(2026, 3, 31)), ("ปีหน้า", date(2026, 10, 31))):
            measure = add_measure(by=office.actor(), at=NOW, plan=plan, draft=MeasureDraft(title, unit_ids=(unit,), ends_on=day))
            if title == "เสร็จ":
                add_report(measure, happened_on=TODAY, is_finished=True, files=2)
        source = registry.facts.get(FACTS_KEY)
        assert source is not None
        found = {fact.key: (fact.value, fact.as_of) for fact in source.compute(office.agency.pk, 2569, TODAY)}
        assert found == {
            f"plans.{name}": (value, TODAY)
            for name, value in (("measures", 3), ("completed", 1), ("overdue", 1), ("reports", 1), ("files", 2))
        }
        assert not list(source.compute(office.agency.pk, 2570, TODAY))
        dates = registry.dated_objects.get(DUE_KEY)
        assert dates is not None
        due = list(dates.find(office.agency.pk, date(2026, 3, 1), date(2026, 9, 30)))
        assert [(entry.title, entry.due_on, entry.unit_ids) for entry in due] == [("1 เลย", date(2026, 3, 1), (unit,))]
        assert [entry.title for entry in dates.find(office.agency.pk, date(2026, 10, 1), date(2026, 12, 31))] == ["3 ปีหน้า"]
        table = registry.datasets.get(DATASET_KEY)
        assert table is not None
        assert [dict(zip(table.columns, row, strict=True))["status"] for row in table.rows(office.agency.pk, 2569)] == [
            "overdue",
            "completed",
            "not_started",
        ]
