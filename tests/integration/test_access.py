"""Strangers learn nothing: for every address and every method the answer is that for an address which does not exist.

The list is the URL list itself; objects come from `tests.addresses`, which must know every part that an address may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.addresses import Address, addresses, populate
from tests.offices import NOW, Office

from prongsai.foundation.people.actions import give_role, make_person
from prongsai.foundation.people.actor import system
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.roles import AGENCY_ROLES, ROLES

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": ")[^"]+')
# What differs from answer to answer and tells nothing about the address.
PASSING_HEADERS = {"Content-Length", "Set-Cookie"}
OF_AGENCY = [address for address in addresses() if "agency_code" in address.kwargs]
OF_HOST = [address for address in addresses() if getattr(address.view, "is_for_host", False)]


@pytest.fixture
def values(office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> dict[str, object]:
    return populate(office, django_capture_on_commit_callbacks)


def permission_of(address: Address) -> str:
    permission: str = address.view.permission  # type: ignore[attr-defined]
    return permission


def methods_of(address: Address) -> tuple[str, ...]:
    methods: tuple[str, ...] = address.view.methods  # type: ignore[attr-defined]
    return methods


def signed_in(person: Person) -> Client:
    """A browser of the person, who has a second factor."""
    if not person.authenticator_set.exists():  # type: ignore[attr-defined]
        TOTP.activate(person, "A" * 32)
    client = Client()
    client.force_login(person)
    return client


def answer(client: Client, method: str, path: str) -> tuple[int, str, dict[str, str]]:
    response: Any = client.generic(method, path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = {name: value for name, value in response.headers.items() if name not in PASSING_HEADERS}
    return response.status_code, TOKEN.sub(r"\1", body.decode("utf-8", "replace")), headers


def told_apart(client: Client, paths: list[tuple[str, str]], absent_path: str) -> Iterator[str]:
    """The addresses and methods whose answer is not that for an absent address."""
    absent = {method: answer(client, method, absent_path) for method in METHODS}
    assert {status for status, _, _ in absent.values()} == {404}
    for name, path in paths:
        for method in METHODS:
            got = answer(client, method, path)
            if got != absent[method]:
                yield f"{method} {name}: {got[0]}"


def test_every_address_of_an_agency_has_a_gate_with_a_permission() -> None:
    assert [address.name for address in OF_AGENCY if not hasattr(address.view, "permission")] == []
    assert len(OF_AGENCY) > 40


def test_every_part_of_an_address_is_known_to_the_populated_office(values: dict[str, object]) -> None:
    paths = {address.name: address.path(values) for address in OF_AGENCY}
    assert len(set(paths.values())) == len(paths)


def test_a_person_of_another_agency_gets_the_answer_for_absent_addresses(values: dict[str, object], other_office: Office) -> None:
    paths = [(address.name, address.path(values)) for address in OF_AGENCY]
    for role in ("officer", "agency_administrator"):
        client = signed_in(other_office.persons[role])
        assert list(told_apart(client, paths, "/a/no-such-agency/2569/measures/")) == []


def test_objects_of_another_agency_are_absent_in_the_own_one_too(values: dict[str, object], office: Office, other_office: Office) -> None:
    """The code of the own agency with the ids of the other's objects: the same as ids that nobody has."""
    of_objects = [
        address for address in OF_AGENCY if set(address.kwargs) - {"agency_code", "year", "page", "number", "key", "holiday_year"}
    ]
    own = values | {"agency_code": other_office.agency.code}
    for role in ("officer", "agency_administrator"):
        client = signed_in(other_office.persons[role])
        permitted = [address for address in of_objects if other_office.actor(role).may(permission_of(address))]
        absent = answer(client, "GET", f"/a/{other_office.agency.code}/no-such-page/")
        methods = [(address, method) for address in permitted for method in ("GET", "POST") if method in methods_of(address)]
        assert methods
        assert [f"{method} {address.name}" for address, method in methods if answer(client, method, address.path(own)) != absent] == []


def test_somebody_without_any_role_gets_the_answer_for_absent_addresses(values: dict[str, object]) -> None:
    nobody = make_person(by=system(None), at=NOW, username="nobody", full_name="ไม่มีบทบาท", password=None)
    paths = [(address.name, address.path(values)) for address in (*OF_AGENCY, *OF_HOST)]
    assert list(told_apart(signed_in(nobody), paths, "/a/no-such-agency/2569/measures/")) == []


def test_a_role_without_the_permission_gets_the_answer_for_absent_addresses(values: dict[str, object], office: Office) -> None:
    for role in AGENCY_ROLES:
        actor, client = office.actor(role), signed_in(office.persons[role])
        closed = [address for address in OF_AGENCY if not actor.may(permission_of(address))]
        paths = [(address.name, address.path(values)) for address in (*closed, *OF_HOST)]
        assert list(told_apart(client, paths, f"/a/{office.agency.code}/no-such-page/")) == [], role


def test_a_role_with_the_permission_finds_every_page(values: dict[str, object], office: Office) -> None:
    """Without this the tests above could pass because nothing exists."""
    for role in AGENCY_ROLES:
        actor, client = office.actor(role), signed_in(office.persons[role])
        open_ones = [address for address in OF_AGENCY if actor.may(permission_of(address)) and "GET" in methods_of(address)]
        missing = {address.name for address in open_ones if answer(client, "GET", address.path(values))[0] not in (200, 302)}
        assert missing <= {"staff:page-picture"}, role  # the paper of the populated office is a text, which has no pages


def test_without_signing_in_every_address_leads_to_the_sign_in_page_alike(values: dict[str, object]) -> None:
    client, absent = Client(), values | {"agency_code": "no-such-agency", "code": "no-such-agency"}
    for address in (*OF_AGENCY, *OF_HOST):
        for method in METHODS:
            paths = [address.path(found) for found in (values, absent)]
            responses: list[Any] = [client.generic(method, path) for path in paths]
            assert [response.status_code for response in responses] == [302, 302], (method, address.name)
            assert [response["Location"] for response in responses] == [f"/sign-in/?next={path}" for path in paths]


def test_the_host_sees_nothing_inside_an_agency(values: dict[str, object]) -> None:
    host = make_person(by=system(None), at=NOW, username="host", full_name="ผู้ดูแลเครื่อง", password=None)
    give_role(by=system(None), at=NOW, person=host, role="host_administrator", agency=None)
    client = signed_in(host)
    paths = [(address.name, address.path(values)) for address in OF_AGENCY]
    assert list(told_apart(client, paths, "/a/no-such-agency/2569/measures/")) == []
    assert client.get("/host/").status_code == 200


def test_who_still_lacks_the_second_factor_is_led_to_it_everywhere_alike(values: dict[str, object], office: Office) -> None:
    for role in (role for role in ROLES if role.needs_second_factor and role.key in AGENCY_ROLES):
        client = Client()
        client.force_login(office.persons[role.key])
        for address in OF_AGENCY:
            assert client.get(address.path(values))["Location"] == "/second-factor/", address.name


def test_every_other_address_is_one_that_anybody_may_know() -> None:
    """An address outside agencies and host is public or the person's own: a new one is added here on purpose."""
    others = {address.name for address in addresses() if address not in OF_AGENCY and address not in OF_HOST}
    own = {
        "staff:start",
        "staff:healthz",
        "staff:agencies",
        "staff:account",
        "staff:account-email",
        "staff:account-data",
        "staff:notice-settings",
        "staff:theme",
        "staff:language",
        "staff:factor-wanted",
    }
    public = {"staff:invitation", "staff:first-run", "staff:first-run-step", "staff:styleguide", "staff:calendar-feed"}
    assert {
        name for name in others - own - public if not name.startswith(("account_", "mfa_", "socialaccount_", "openid_connect_"))
    } == set()
