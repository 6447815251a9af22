"""Backups that are not for this installation are refused with a sentence that says what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from prongsai.foundation.backups.about import FORMAT, About
from prongsai.foundation.backups.archive import Archive, Entry
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.snapshot import Named
from prongsai.foundation.backups.verifying import refuse_incomplete, refuse_other

OURS = About(FORMAT, datetime(2026, 3, 17, tzinfo=UTC), "0.3.0", connection.vendor, ("plans.0001_initial",), 1, 5)


def test_our_own_is_taken() -> None:
    refuse_other(OURS)


def test_one_of_a_later_release_or_format_is_refused_with_the_release_to_install() -> None:
    for later in (replace(OURS, format=FORMAT + 1, release="9.9"), replace(OURS, migrations=("plans.9999_later",), release="9.9")):
        with pytest.raises(BackupRefused, match=r"later release \(9\.9\)"):
            refuse_other(later)


def test_one_of_the_other_kind_of_database_is_refused() -> None:
    engine = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    with pytest.raises(BackupRefused, match="set DATABASE_URL") as refused:
        refuse_other(replace(OURS, engine=engine))
    assert "SQLite" in refused.value.thai
    assert "PostgreSQL" in refused.value.thai


@pytest.mark.parametrize("entries", [(), (Entry("files/1/ab/x", 5, "b" * 64),), (Entry("files/1/ab/x", 6, "a" * 64),)])
def test_a_stored_file_that_is_not_inside_as_the_database_names_it_is_refused(entries: tuple[Entry, ...]) -> None:
    named = [Named("1/ab/x", "a" * 64, 5)]
    with pytest.raises(BackupRefused, match="1/ab/x"):
        refuse_incomplete(Archive(Path("x"), OURS, entries, ""), named)
    refuse_incomplete(Archive(Path("x"), replace(OURS, missing=("1/ab/x",)), entries, ""), named)
    refuse_incomplete(Archive(Path("x"), OURS, (Entry("files/1/ab/x", 5, "a" * 64),), ""), named)
