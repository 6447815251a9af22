"""A whole installation on the database of this run: web, worker and queue, and a paper read in the background."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.functional.serving import start, until
from tests.integration.test_many_at_once import finished, run

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]
STATES = """
import django
django.setup()
from django.db import connection
from prongsai.foundation.audit.queries import verify
from prongsai.programme.plans.models import ImportRun
print(connection.vendor, *ImportRun.objects.values_list("state", flat=True), [broken for _, _, broken in verify() if broken])
"""


def test_a_paper_is_read_in_the_background(surroundings: dict[str, str], tmp_path: Path) -> None:
    given = {name: surroundings[name] for name in ("DATABASE_URL",) if name in surroundings}
    if given:
        given["PRONGSAI_QUEUE_URL"] = given["DATABASE_URL"]
    installation = start(tmp_path, "--demonstration", **given)
    try:
        assert until(lambda: finished(run(STATES, surroundings)).split()[1:] == ["review", "[]"], 30), finished(run(STATES, surroundings))
        assert installation.health() == (200, {"ok": True, "faults": []})
        assert finished(run(STATES, surroundings)).split()[0] == ("postgresql" if given else "sqlite")
    finally:
        installation.stop()
