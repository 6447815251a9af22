"""Installations on disk for tests of backups: made, written to, backed up and restored through the product's own commands."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

OPEN = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.offices import open_office
open_office()
"""
WRITE = """
import os, sys, time, django
django.setup()
from django.utils import timezone
from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.files.actions import store_upload
from prongsai.foundation.files.kinds import EVIDENCE_RULE
from prongsai.foundation.people.models import Person
from prongsai.foundation.people.queries import actor_in
from prongsai.programme.plans.actions.measures import add_measure, start_plan
from prongsai.programme.plans.drafts import MeasureDraft
name, count = sys.argv[1], int(sys.argv[2])
agency = Agency.objects.get()
by = actor_in(Person.objects.get(username="suanmali-officer"), agency.pk)
for index in range(count):
    now = timezone.now()
    plan = start_plan(by=by, at=now, fiscal_year=2569)
    add_measure(by=by, at=now, plan=plan, draft=MeasureDraft(title=f"{name}-{index}"))
    content = f"%PDF-1.4 {name} {index} ".encode() + os.urandom(200)
    store_upload(by=by, at=now, data=content, name=f"{name}-{index}.pdf", rule=EVIDENCE_RULE, read_permission="plans.view")
    print(index, flush=True)
    time.sleep(0.02)  # people pause; the backup must get its turn on a small machine
"""


@dataclass(frozen=True)
class Place:
    """An installation by its environment."""

    environment: dict[str, str]

    @property
    def data(self) -> Path:
        return Path(self.environment["PRONGSAI_DATA"])

    @property
    def is_postgresql(self) -> bool:
        return "DATABASE_URL" in self.environment

    def start(self, script: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", script, *arguments]
        return subprocess.Popen(
            command, env=self.environment | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )

    def run(self, script: str, *arguments: str, **environment: str) -> str:
        printed, complaints = (process := self.start(script, *arguments, **environment)).communicate(timeout=400)
        assert process.returncode == 0, complaints
        return printed

    def titles(self) -> list[str]:
        """The measures of the plan."""
        return [str(title) for (title,) in self.query("SELECT title FROM plans_measure ORDER BY title")]

    def query(self, statement: str, database: str | None = None) -> list[tuple[Any, ...]]:
        """What the database answers, or another one that lies beside it."""
        if self.is_postgresql:
            url = self.environment["DATABASE_URL"]
            with psycopg.connect(url.rpartition("/")[0] + f"/{database}" if database else url) as server:
                return server.execute(statement.encode()).fetchall()
        with closing(sqlite3.connect(database or self.data / "prongsai.sqlite3")) as connection:
            return connection.execute(statement).fetchall()

    def command(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `prongsai`; see how it went."""
        program = Path(sys.executable).with_name("prongsai")
        return subprocess.run(
            [program, *words],
            env={**self.environment, **environment},
            cwd=self.data.parent,
            capture_output=True,
            encoding="utf-8",
            timeout=400,
            check=False,
        )

    def done(self, *words: str, **environment: str) -> str:
        """Run `prongsai`, which must succeed; what it printed."""
        done = self.command(*words, **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def doctor(self) -> dict[str, str]:
        """What the doctor finds after looking at everything: key → worst level."""
        done = self.command("doctor", "--deep", "--json")
        order = ["ok", "warn", "bad"]
        found: dict[str, str] = {}
        for finding in json.loads(done.stdout):
            found[finding["key"]] = max(found.get(finding["key"], "ok"), finding["level"], key=order.index)
        assert done.returncode == (1 if "bad" in found.values() else 0), done.stderr
        return found

    def blobs(self) -> list[Path]:
        """The stored files on the disk."""
        return sorted(path for path in (self.data / "files").rglob("*") if path.is_file() and len(path.name) == 64)


def _is_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def _environment(data: Path, url: str | None) -> dict[str, str]:
    data.mkdir(parents=True, exist_ok=True)
    root = str(Path(__file__).resolve().parents[1])
    told = {"PRONGSAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings", "PYTHONPATH": root}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DATABASE_URL"))}
    return kept | told | ({"DATABASE_URL": url} if url else {})


@contextmanager
def empty_place(data: Path, *, like: Place | None = None) -> Iterator[Place]:
    """A folder and a database in which nothing is yet, or a copy of what another place holds; both gone at the end."""
    if not _is_postgresql():
        if like is not None:
            shutil.copytree(like.data, data)
        yield Place(_environment(data, None))
        return
    name, base = f"place_{uuid.uuid4().hex[:12]}", os.environ["DATABASE_URL"].rpartition("/")[0]
    template = "template0" if like is None else like.environment["DATABASE_URL"].rpartition("/")[2]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield Place(_environment(data, f"{base}/{name}"))
        finally:
            for (found,) in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"]).fetchall():
                server.execute(f'DROP DATABASE "{found}" WITH (FORCE)')
