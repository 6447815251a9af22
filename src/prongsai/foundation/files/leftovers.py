"""Contents that nobody names: left in storage by changes that were cut off before their commit. They harm nobody; after a day they go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import Storage, default_storage
from django.db import connection, transaction

from prongsai.foundation.files.models import Blob
from prongsai.foundation.files.storage import UNFINISHED

OLD = timedelta(days=1)

_CONTENT = re.compile(rf"(?P<agency>\d+)/[0-9a-f]{{2}}/(?P<sha256>[0-9a-f]{{64}})(?P<unfinished>\.[0-9a-f]{{32}}{re.escape(UNFINISHED)})?")
_LOCK = 0x70726F6E


def keep_leftovers_alone() -> None:
    """Until the end of the transaction, nothing is taken for a leftover. To be called before a content is saved for a row to come."""
    _lock("pg_advisory_xact_lock_shared")


def remove_leftovers(*, at: datetime, older_than: timedelta = OLD) -> int:
    """Remove contents, whole and in part, that no row names and that were written longer ago than this; say how many there were.

    A content that is stored again at the same moment is not lost: looking for its row and removing it happen while nobody stores.
    """
    count = 0
    for place, agency_id, sha256 in _contents(default_storage):
        if default_storage.get_modified_time(place) > at - older_than:
            continue
        with transaction.atomic():
            _lock("pg_advisory_xact_lock")
            is_old = default_storage.exists(place) and default_storage.get_modified_time(place) <= at - older_than
            if is_old and (sha256 is None or not Blob.objects.filter(agency_id=agency_id, sha256=sha256).exists()):
                default_storage.delete(place)
                count += 1
    return count


def _contents(storage: Storage) -> Iterator[tuple[str, int, str | None]]:
    """Places of contents with agency and hash; the hash is None for one that was never finished."""
    for agency in _folders(storage, ""):
        for head in _folders(storage, agency):
            for name in storage.listdir(f"{agency}/{head}")[1]:
                found = _CONTENT.fullmatch(f"{agency}/{head}/{name}")
                if found:
                    yield found.group(), int(found["agency"]), None if found["unfinished"] else found["sha256"]


def _folders(storage: Storage, inside: str) -> list[str]:
    try:
        return [name for name in storage.listdir(inside)[0] if name.isalnum()]
    except FileNotFoundError:  # nothing was stored yet
        return []


def _lock(function: str) -> None:
    """Hold a lock to the end of the transaction. SQLite needs none: its transactions that write come one after the other."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [_LOCK])
