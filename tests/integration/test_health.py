"""What /healthz tells whoever watches the installation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from prongsai.foundation.jobs.actions import WORKER, beat

pytestmark = pytest.mark.django_db


def health(client: Client) -> tuple[int, list[str]]:
    answer = client.get("/healthz")
    return answer.status_code, answer.json()["faults"]


def test_it_is_well_while_the_worker_gives_signs_of_life(client: Client) -> None:
    beat(name=WORKER, at=timezone.now())
    assert health(client) == (200, [])


def test_a_worker_that_never_started_is_named(client: Client) -> None:
    assert health(client) == (503, ["worker: has not started"])


def test_a_silent_worker_is_named_with_its_silence(client: Client) -> None:
    beat(name=WORKER, at=timezone.now() - timedelta(minutes=3))
    status, (fault,) = health(client)
    assert status == 503
    assert fault.startswith("worker: silent for 18")


def test_a_lost_database_is_named_and_tells_no_secret(client: Client) -> None:
    def lost(*_: Any) -> None:
        raise OperationalError("password=hunter2")

    with connection.execute_wrapper(lost):
        assert health(client) == (503, ["database: OperationalError"])


def test_asking_needs_no_sign_in_and_no_other_method_is_taken(client: Client) -> None:
    assert client.post("/healthz").status_code == 405


def test_pages_shrink_on_the_wire_for_who_takes_that(client: Client) -> None:
    page = client.get("/sign-in/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/sign-in/").headers
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
