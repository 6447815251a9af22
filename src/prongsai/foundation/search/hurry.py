"""A bound on the time that looking for misspelt words may take: the database itself is stopped when it is over."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import OperationalError, connection, transaction

_STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock: well under a millisecond."""


class Hurry:
    """Seconds that may pass from now on. `is_cut`: the time was up before all was done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.is_cut = False

    def left(self) -> float:
        """Seconds that are left; 0 when the time is up."""
        return max(0.0, self._end - time.monotonic())

    def is_over(self) -> bool:
        """Whether the time is up; then something is left undone."""
        self.is_cut |= not self.left()
        return self.is_cut


@contextmanager
def hurried(hurry: Hurry | None) -> Iterator[None]:
    """Ask the database within what is left of the time; a question that takes longer ends quietly, and `hurry` knows."""
    if hurry is None:
        yield
        return
    try:
        with _bounded_on_postgresql(hurry) if connection.vendor == "postgresql" else _bounded_on_sqlite(hurry):
            yield
    except OperationalError as error:
        if not _was_stopped(error.__cause__):
            raise
        hurry.is_cut = True


def _was_stopped(cause: BaseException | None) -> bool:
    if isinstance(cause, psycopg.errors.QueryCanceled):
        return True
    return isinstance(cause, sqlite3.OperationalError) and getattr(cause, "sqlite_errorname", "") == "SQLITE_INTERRUPT"


@contextmanager
def _bounded_on_postgresql(hurry: Hurry) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(max(1, int(1000 * hurry.left())))])
        yield
        cursor.execute("SET LOCAL statement_timeout = DEFAULT")


@contextmanager
def _bounded_on_sqlite(hurry: Hurry) -> Iterator[None]:
    connection.ensure_connection()
    database = connection.connection
    database.set_progress_handler(lambda: not hurry.left(), _STEPS)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)
