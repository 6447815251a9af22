"""The pages of the catalogue: finding entries and taking them into the plan."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from tests.offices import NOW, Office

from prongsai.programme.plans import catalogue
from prongsai.programme.plans.actions.measures import add_measures
from prongsai.programme.plans.catalogue.drafts import draft_from, missing_units
from prongsai.programme.plans.models import Measure
from prongsai.programme.plans.queries.measures import draft_of, units_offered

LIST = "/a/suanmali/2569/catalogue/"


@pytest.fixture
def client(office: Office) -> Client:
    """The officer's browser."""
    browser = Client()
    browser.force_login(office.persons["officer"])
    return browser


def keys_in(page: bytes) -> set[str]:
    return set(re.findall(rf'href="{LIST}([a-z0-9-]+)/"', page.decode()))


def test_all_entries_stand_under_their_themes(client: Client) -> None:
    page = client.get(LIST).content
    assert keys_in(page) == {entry.key for entry in catalogue.catalogue()}
    assert page.decode().count('aria-labelledby="theme-') == len(catalogue.themes())


def test_words_and_an_indicator_choose_entries(client: Client) -> None:
    found = keys_in(client.get(LIST, {"q": "ยืม", "indicator": "4"}).content)
    assert found
    assert found == {entry.key for entry in catalogue.search("ยืม") if 4 in entry.indicators}
    assert "ไม่พบมาตรการ" in client.get(LIST, {"q": "กขฃคฅฆง"}).content.decode()


def test_an_entry_tells_the_days_of_the_year_and_units_that_are_missing(client: Client, office: Office) -> None:
    for entry in catalogue.catalogue():
        page = client.get(f"{LIST}{entry.key}/")
        assert page.status_code == 200
        missing = missing_units(entry, units_offered(office.agency.pk))
        assert ("หน่วยงานของท่านไม่มี" in page.content.decode()) == bool(missing)
    assert client.get(f"{LIST}no-such-entry/").status_code == 404


def test_the_draft_of_an_entry_has_steps_own_units_months_of_the_year_and_indicators(office: Office) -> None:
    entry = catalogue.find("asset-rules")
    assert entry is not None
    draft = draft_from(entry, fiscal_year=2569, units=units_offered(office.agency.pk))
    assert [step.text for step in draft.steps] == list(entry.steps)
    assert set(draft.unit_ids) == {office.unit(name).pk for name in entry.units}
    assert (draft.starts_on, draft.ends_on) == entry.period_in(2569)
    assert date(2025, 10, 1) <= (draft.starts_on or date.min) <= (draft.ends_on or date.max) <= date(2026, 9, 30)
    assert (draft.indicators, draft.catalogue_key) == (entry.indicators, "asset-rules")


def test_using_an_entry_opens_the_form_filled_in(client: Client, office: Office) -> None:
    entry = catalogue.find("asset-rules")
    assert entry is not None
    html = client.get("/a/suanmali/2569/measures/add/?from=asset-rules").content.decode()
    assert entry.title in html
    assert all(step in html for step in entry.steps)
    assert html.count(" checked") == len(entry.units) + len(entry.indicators) + 1  # and: number the steps


def test_several_entries_are_shown_before_all_are_added_at_once(client: Client, office: Office) -> None:
    keys = ["asset-rules", "ita-owners", "asset-rules", "no-such-entry"]
    preview = client.get(f"{LIST}preview/", {"key": keys}).content.decode()
    assert "เพิ่ม 2 มาตรการเข้าแผนปี 2569" in preview
    assert Measure.objects.count() == 0
    client.post(f"{LIST}preview/", {"key": keys})
    assert list(Measure.objects.values_list("catalogue_key", flat=True)) == ["asset-rules", "ita-owners"]
    assert "อยู่ในแผนปี 2569 แล้ว" in client.get(LIST).content.decode()
    assert "มีในแผนปี 2569 แล้ว" in client.get(f"{LIST}preview/", {"key": keys}).content.decode()
    measure = Measure.objects.get(catalogue_key="asset-rules")
    assert "คลังมาตรการ" in client.get(f"/a/suanmali/measures/{measure.pk}/").content.decode()


def test_choosing_nothing_adds_nothing(client: Client) -> None:
    assert "ยังไม่ได้เลือกมาตรการ" in client.post(f"{LIST}preview/", {"key": ["no-such-entry"]}).content.decode()
    assert Measure.objects.count() == 0


def test_every_entry_can_go_into_a_plan_and_comes_back_the_same(office: Office) -> None:
    units = units_offered(office.agency.pk)
    drafts = [draft_from(entry, fiscal_year=2569, units=units) for entry in catalogue.catalogue()]
    added = add_measures(by=office.actor(), at=NOW, fiscal_year=2569, drafts=drafts)
    assert [draft_of(measure).title for measure in added] == [draft.title for draft in drafts]


def test_who_only_reads_finds_entries_but_no_way_to_add(office: Office) -> None:
    browser = Client()
    browser.force_login(office.persons["executive"])
    html = browser.get(LIST).content.decode()
    assert "ตรวจก่อนเพิ่ม" not in html
    assert "ใช้มาตรการนี้" not in browser.get(f"{LIST}asset-rules/").content.decode()
