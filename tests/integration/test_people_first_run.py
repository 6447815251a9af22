"""The first run: only with the token of the terminal, only while nobody can sign in, and all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.offices import NOW, PASSWORD

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.audit.queries import verify
from prongsai.foundation.people.actor import NotFound
from prongsai.foundation.people.first_run import make_token
from prongsai.foundation.people.models import Membership, Person
from prongsai.foundation.people.setting_up import FirstAgency, FirstPerson, set_up

pytestmark = pytest.mark.django_db

AGENCY = {"kind": "อบต.", "own_name": "สวนมะลิ", "district": "ธารคำใส", "province": "ลำพูน"}
UNITS = {"code": "suanmali", "units": ["สำนักปลัด", "กองคลัง"], "others": "กองพัสดุ\n\n กองพัสดุ \nกองคลัง"}
PERSON = {"full_name": "สมใจ ใจดี", "username": "somjai", "email": "Somjai@example.org", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def token(settings: Any, tmp_path: Path) -> Iterator[str]:
    settings.DATA = tmp_path
    return make_token(tmp_path)


@pytest.fixture
def started(client: Client, token: str) -> Client:
    assert client.get(f"/first-run/?token={token}")["Location"] == "/first-run/"
    return client


def test_without_the_token_there_is_nothing(client: Client, token: str) -> None:
    absent = client.get("/no-such-page/")
    for path in ("/first-run/", "/first-run/?token=", "/first-run/?token=wrong", "/first-run/2/", "/first-run/3/?token=wrong"):
        for method in ("get", "post"):
            assert getattr(client, method)(path).status_code == absent.status_code == 404


def test_the_token_leaves_the_address_bar(client: Client, token: str) -> None:
    response = client.get(f"/first-run/?token={token}")
    assert (response.status_code, response["Location"]) == (302, "/first-run/")
    assert token not in client.get("/first-run/").content.decode()


def test_three_steps_make_agency_units_and_administrator_and_lead_straight_in(started: Client, settings: Any) -> None:
    settings.DEMONSTRATION = True
    assert started.post("/first-run/", AGENCY)["Location"] == "/first-run/2/"
    assert 'value="suanmali"' in started.get("/first-run/2/").content.decode()
    assert started.post("/first-run/2/", UNITS)["Location"] == "/first-run/3/"
    assert not Agency.objects.exists()
    assert started.post("/first-run/3/", PERSON | {"is_officer": "on"})["Location"] == "/"
    agency, person = Agency.objects.get(), Person.objects.get()
    assert (agency.name, agency.code) == ("องค์การบริหารส่วนตำบลสวนมะลิ", "suanmali")
    assert [unit.name for unit in agency.units.all()] == ["สำนักปลัด", "กองคลัง", "กองพัสดุ"]
    assert (person.email, set(Membership.objects.values_list("role", "agency"))) == (
        "somjai@example.org",
        {("agency_administrator", agency.pk), ("officer", agency.pk), ("host_administrator", None)},
    )
    assert started.get("/a/suanmali/2569/measures/").status_code == 200
    assert [broken for _, _, broken in verify() if broken] == []


def test_the_administrator_of_a_real_installation_sets_up_the_second_factor_next(started: Client) -> None:
    for path, values in (("/first-run/", AGENCY), ("/first-run/2/", UNITS), ("/first-run/3/", PERSON)):
        started.post(path, values)
    assert "officer" not in Membership.objects.values_list("role", flat=True)
    assert started.get("/a/suanmali/people/")["Location"] == "/second-factor/"
    assert started.get("/sign-in/second-factor/totp/activate/").status_code == 200


def test_once_somebody_can_sign_in_the_first_run_is_over(started: Client, token: str, settings: Any) -> None:
    for path, values in (("/first-run/", AGENCY), ("/first-run/2/", UNITS), ("/first-run/3/", PERSON)):
        started.post(path, values)
    assert not (settings.DATA / "first-run-token").exists()
    make_token(settings.DATA)
    for client in (started, Client()):
        assert client.get(f"/first-run/?token={token}").status_code == 404
        assert client.post("/first-run/3/", PERSON).status_code == 404
    with pytest.raises(NotFound):
        set_up(
            at=NOW,
            agency=FirstAgency("other", "เทศบาลตำบลริมน้ำ", "ลำพูน", "", ("กองคลัง",)),
            person=FirstPerson("other", "x", "", PASSWORD, is_officer=False),
        )


def test_steps_follow_each_other_and_keep_what_was_typed(started: Client) -> None:
    assert started.get("/first-run/2/")["Location"] == "/first-run/"
    assert started.get("/first-run/3/")["Location"] == "/first-run/"
    started.post("/first-run/", AGENCY)
    assert started.get("/first-run/3/")["Location"] == "/first-run/2/"
    assert 'value="สวนมะลิ"' in started.get("/first-run/").content.decode()
    started.post("/first-run/2/", UNITS)
    kept = started.get("/first-run/2/").content.decode()
    assert "กองพัสดุ" in kept
    assert kept.count("checked") == 2
    assert PASSWORD not in str(dict(started.session))


@pytest.mark.parametrize(
    ("path", "wrong", "words"),
    [
        ("/first-run/", {"own_name": ""}, "ใส่"),
        ("/first-run/", {"province": "ลำพัง"}, "จังหวัด"),
        ("/first-run/2/", {"code": "สวนมะลิ"}, "ใช้ a-z 0-9 และขีดกลาง"),
        ("/first-run/2/", {"units": [], "others": ""}, "เลือกส่วนราชการอย่างน้อย 1 แห่ง"),
        ("/first-run/3/", {"password": "123", "again": "123"}, "สั้นเกินไป"),
        ("/first-run/3/", {"again": "other"}, "ไม่ตรงกัน"),
        ("/first-run/3/", {"username": "มี ช่องว่าง"}, "โดยไม่เว้นวรรค"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_made(started: Client, path: str, wrong: dict[str, Any], words: str) -> None:
    steps = {"/first-run/": AGENCY, "/first-run/2/": UNITS, "/first-run/3/": PERSON}
    for other, values in steps.items():
        if other == path:
            break
        started.post(other, values)
    response = started.post(path, steps[path] | wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Agency.objects.exists()
    assert not Person.objects.exists()


def test_bangkok_has_no_name_of_its_own(started: Client) -> None:
    assert started.post("/first-run/", {"kind": "กทม.", "own_name": "", "province": "กรุงเทพมหานคร"})["Location"] == "/first-run/2/"
    assert "กรุงเทพมหานคร" in started.get("/first-run/2/").content.decode()
