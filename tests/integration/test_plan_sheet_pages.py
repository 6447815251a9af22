"""The pages of the workbook as a person uses them: out, in, faults by cell, rows left out, taken in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.offices import NOW, Office
from tests.sheets import YEAR, plan_with_measures, taken_out

from prongsai.programme.plans.models import Measure, SheetRun
from prongsai.programme.plans.sheet.columns import REPORTS
from prongsai.programme.plans.sheet.reading import read_book
from prongsai.programme.plans.sheet.writing import MEDIA_TYPE

pytestmark = pytest.mark.django_db
HOME = f"/a/suanmali/{YEAR}/measures/sheet/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """17 March 2569."""
    with time_machine.travel(NOW, tick=False):
        yield


def sits(office: Office, role: str = "officer") -> Client:
    client = Client()
    client.force_login(office.persons[role])
    return client


def upload(client: Client, data: bytes, name: str = "แผน.xlsx") -> str:
    response = client.post(HOME, {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def token_of(client: Client, address: str) -> str:
    return str(client.get(address).context["review"].token)


def test_the_table_of_measures_leads_to_the_workbook(office: Office) -> None:
    plan_with_measures(office)
    client = sits(office)
    assert HOME in client.get(f"/a/suanmali/{YEAR}/measures/").content.decode()
    response = client.get(f"{HOME}file/")
    assert (response["Content-Type"], response["Content-Disposition"]) == (MEDIA_TYPE, f'attachment; filename="plan-suanmali-{YEAR}.xlsx"')
    book = read_book(response.content)
    assert [len(sheet.rows()) for sheet in book.sheets.values()] == [4, 4]


def test_a_unit_gets_the_rows_that_it_may_report(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    first.unit_links.all().delete()
    book = read_book(sits(office, "unit_reporter").get(f"{HOME}file/").content)
    assert [row.cells["about"] for row in book.sheets[REPORTS].rows()] == ["ประกาศนโยบาย"]
    assert [row.cells["unit"] for row in book.sheets[REPORTS].rows()] == ["กองคลัง"]
    assert plan.measures.count() == 2


def test_who_only_looks_takes_the_plan_out_and_hands_nothing_in(office: Office) -> None:
    plan_with_measures(office)
    client = sits(office, "executive")
    page = client.get(HOME)
    assert (page.status_code, 'type="file"' in page.content.decode()) == (200, False)
    assert client.get(f"{HOME}file/").status_code == 200
    assert client.post(HOME, {"file": SimpleUploadedFile("x.xlsx", b"x")}).status_code == 404


def test_faults_stand_by_cell_and_in_the_marked_copy_and_a_row_is_left_out(office: Office) -> None:
    plan, (first, second) = plan_with_measures(office)
    sheets = taken_out(plan).at(2, "ends", "31/13/2569").at(2, "text", "ชื่อใหม่").at(5, "text", "ประกาศใหม่").at(3, "units", "กองลับ")
    client = sits(office)
    address = upload(client, sheets.data())
    page = client.get(address).content.decode()
    assert [cell for cell in ("มาตรการ!L2", "มาตรการ!H3", "ชื่อใหม่") if cell not in page] == []
    assert 'value="take"' not in page
    copy = client.get(f"{address}marked/")
    assert read_book(copy.content).sheets["มาตรการ"].grid[2] == sheets.grids["มาตรการ"][2]
    assert client.post(address, {"act": "take", "token": token_of(client, address)}).status_code == 422
    client.post(address, {"act": "out", "row": ["มาตรการ!2", "มาตรการ!3"]})
    done = client.post(address, {"act": "take", "token": token_of(client, address)})
    assert done.status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.title, second.title) == ("จัดทำคู่มือ", "ประกาศใหม่")
    page = client.get(address).content.decode()
    assert f"/measures/{second.pk}/history/" in page
    assert client.get(f"{address}marked/").status_code == 404


def test_a_change_far_into_a_long_text_is_seen_before_it_is_taken_in(office: Office) -> None:
    plan, _measures = plan_with_measures(office)
    client = sits(office)
    long = "ถามประชาชนทุกหมู่บ้าน " * 30
    address = upload(client, taken_out(plan).at(3, "details", f"{long}ครั้งที่หนึ่ง").data())
    client.post(address, {"act": "take", "token": token_of(client, address)})
    page = client.get(upload(client, taken_out(plan).at(3, "details", f"{long}ครั้งที่สอง").data())).content.decode()
    assert [words for words in ("ครั้งที่หนึ่ง", "ครั้งที่สอง") if words not in page] == []


def test_rows_that_were_left_out_come_back_and_a_workbook_can_be_put_aside(office: Office) -> None:
    plan, _measures = plan_with_measures(office)
    client = sits(office)
    address = upload(client, taken_out(plan).at(2, "text", "ชื่อใหม่").data())
    client.post(address, {"act": "out", "row": "มาตรการ!2"})
    assert client.get(address).context["change_count"] == 0
    client.post(address, {"act": "back", "row": "มาตรการ!2"})
    assert client.get(address).context["change_count"] == 1
    client.post(address, {"act": "discard"})
    assert client.post(address, {"act": "take"}).status_code == 422
    assert SheetRun.objects.get().state == "discarded"


def test_what_changed_meanwhile_is_shown_before_anything_is_taken_in(office: Office) -> None:
    plan, (first, _second) = plan_with_measures(office)
    client = sits(office)
    address = upload(client, taken_out(plan).at(2, "text", "ชื่อใหม่").at(5, "text", "ประกาศใหม่").data())
    seen = token_of(client, address)
    Measure.objects.filter(pk=first.pk).update(title="ชื่อใหม่")
    response = client.post(address, {"act": "take", "token": seen})
    assert (response.status_code, response.context["change_count"]) == (409, 1)


def test_a_file_that_is_no_workbook_of_a_plan_is_refused_with_words(office: Office) -> None:
    plan_with_measures(office)
    client = sits(office)
    for data in (b"", b"no workbook", b"PK\x03\x04broken"):
        response = client.post(HOME, {"file": SimpleUploadedFile("แผน.xlsx", data)})
        assert (response.status_code, bool(response.context["faults"][0])) == (422, True)
    assert client.post(HOME).status_code == 422
    assert SheetRun.objects.count() == 0


def test_another_unit_sees_a_workbook_and_decides_nothing(office: Office) -> None:
    plan, _measures = plan_with_measures(office)
    address = upload(sits(office), taken_out(plan).at(2, "text", "ชื่อใหม่").data())
    client = sits(office, "unit_reporter")
    assert client.get(address).status_code == 200
    assert client.post(address, {"act": "discard"}).status_code == 404
