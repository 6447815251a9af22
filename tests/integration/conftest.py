"""What tests with a database share."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from tests.offices import Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    """An agency with one person per role."""
    return open_office()


@pytest.fixture
def other_office(db: None) -> Office:
    """Another agency in the same installation."""
    return open_office("rimnam", "เทศบาลตำบลริมน้ำ")


@pytest.fixture
def surroundings(tmp_path: Path, root: Path) -> Iterator[dict[str, str]]:
    """The environment of processes that share a database which belongs to this test alone."""
    environment = {
        **os.environ,
        "PRONGSAI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
        "PYTHONPATH": str(root),
    }
    if connection.vendor != "postgresql":
        yield environment
        return
    name = f"many_{uuid.uuid4().hex}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield environment | {"DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
