"""PostgreSQL: a copy of one snapshot by the server's own programs, and databases of our own beside it to restore into."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import pq, sql

from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.snapshot import BLOBS, LEFT_OUT, STEPS, Named, Snapshot, empty_database

_LONGEST_NAME = 63
_MAINTENANCE = ("postgres", "template1")
TRIAL, RESTORING = "trial", "restoring"
"""For what a database beside ours is made; the word stands in its name."""
_LEFT_BEHIND = timedelta(days=1)


class MayNotCreate(Exception):
    """The role may not create databases."""


def snapshot(parameters: Mapping[str, Any], folder: Path) -> Snapshot:
    """Copy a database as it is at one moment into a folder. `parameters` are those of the connection. Raises `BackupRefused`."""
    path = folder / "database.dump"
    program = _program("pg_dump")
    try:
        with psycopg.connect(**plain(parameters)) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (moment,) = _one(connection.execute("SELECT pg_export_snapshot()"))
            found = _one(connection.execute("SELECT to_regclass('files_blob'), to_regclass('django_migrations')"))
            if None in found:
                raise empty_database()
            files = tuple(Named(*row) for row in connection.execute(BLOBS))
            migrations = tuple(f"{app}.{step}" for app, step in connection.execute(STEPS))
            left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
            wanted = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", "--exclude-table=huey_*"]
            _run([program, *wanted, *left_out, f"--file={path}"], parameters)
    except psycopg.Error as error:
        raise _no_server(error) from error
    return Snapshot(path, files, migrations)


def _one(cursor: psycopg.Cursor[Any]) -> tuple[Any, ...]:
    row = cursor.fetchone()
    return () if row is None else tuple(row)


def plain(parameters: Mapping[str, Any], **others: Any) -> dict[str, Any]:
    """The parameters of a connection that the server's programs know too, with others in their place."""
    known = {option.keyword.decode() for option in pq.Conninfo.get_defaults()}
    return {name: value for name, value in {**parameters, **others}.items() if name in known and value not in (None, "")}


def _environment(parameters: Mapping[str, Any]) -> dict[str, str]:
    """The parameters as variables: a password on a command line could be read by everybody on the machine."""
    names = {option.keyword.decode(): option.envvar.decode() for option in pq.Conninfo.get_defaults() if option.envvar}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {names[name]: str(value) for name, value in plain(parameters).items() if name in names}


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupRefused(
            f"ไม่พบโปรแกรม {name} ติดตั้งด้วย sudo apt-get install postgresql-client แล้วทำใหม่",
            f"{name} is missing; install it with sudo apt-get install postgresql-client and try again",
        )
    return found


def _run(command: list[str], parameters: Mapping[str, Any]) -> str:
    done = subprocess.run(  # noqa: S603 - the server's own programs
        command,
        env=_environment(parameters),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        restore_signals=False,  # a limit of size is then told in words, not by a silent end
    )
    if done.returncode == 0:
        return done.stdout
    said = " ".join(done.stderr.split())[:600] or f"code {done.returncode}"
    if "version mismatch" in said or "unsupported version" in said:
        raise BackupRefused(
            f"โปรแกรมของ PostgreSQL ในเครื่องนี้เก่ากว่าเซิร์ฟเวอร์ ติดตั้ง postgresql-client รุ่นเดียวกับเซิร์ฟเวอร์ ({said})",
            f"the PostgreSQL programs of this machine are older than the server; install its version of postgresql-client ({said})",
        )
    raise BackupRefused(
        f"{Path(command[0]).name} ทำไม่สำเร็จ: {said}",
        f"{Path(command[0]).name} failed: {said}",
    )


def _no_server(error: psycopg.Error) -> BackupRefused:
    reason = " ".join(str(error).split())
    return BackupRefused(
        f"ฐานข้อมูล PostgreSQL ไม่ตอบ ({reason}) ตรวจ DATABASE_URL และเซิร์ฟเวอร์",
        f"PostgreSQL does not answer ({reason}); check DATABASE_URL and the server",
    )


def address_of(url: str, name: str) -> str:
    """DATABASE_URL for another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def beside(name: str, word: str) -> str:
    """A name for a database beside another, within what the server takes with eight further signs."""
    return f"{name[: _LONGEST_NAME - len(word) - 10]}_{word}"


@contextmanager
def maintenance(parameters: Mapping[str, Any]) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the server that stands in another database than ours, which could not be renamed else. Raises `BackupRefused`."""
    last: psycopg.Error | None = None
    for name in _MAINTENANCE:
        if name == parameters["dbname"]:
            continue
        try:
            connection = psycopg.connect(**plain(parameters, dbname=name), autocommit=True)
        except psycopg.OperationalError as error:
            last = error
            continue
        with connection:
            yield connection
        return
    raise _no_server(last or psycopg.OperationalError())


def create(parameters: Mapping[str, Any], word: str) -> str:
    """Create an empty database beside ours, with its letters and order, and return its name. Raises `MayNotCreate`, `BackupRefused`.

    It bears a mark, by which it is known later that it was made here for a moment.
    """
    name = f"{beside(parameters['dbname'], word)}_{uuid.uuid4().hex[:8]}"
    with maintenance(parameters) as server:
        like = server.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = %s", [parameters["dbname"]]).fetchone()
        collate, ctype = like or ("C.UTF-8", "C.UTF-8")
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE {} LC_CTYPE {}")
        try:
            server.execute(statement.format(sql.Identifier(name), sql.Literal(collate), sql.Literal(ctype)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise MayNotCreate from error
        except psycopg.Error as error:
            raise _no_server(error) from error
        try:
            (now,) = _one(server.execute("SELECT now()"))
            mark = f"{_mark(parameters['dbname'], word)}{now.isoformat()}"
            server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(mark)))
        except psycopg.Error as error:
            with suppress(psycopg.Error):  # without its mark nobody would know that it may go
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            raise _no_server(error) from error
    return name


def _mark(ours: str, word: str) -> str:
    """How the comment on a database of ours begins; the moment follows at which it was made, by the clock of the server."""
    return f"prongsai: made for a moment ({word} of {ours}) and may be dropped; made at "


def drop(parameters: Mapping[str, Any], name: str) -> None:
    """Remove a database that we made for a moment."""
    with maintenance(parameters) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def drop_left_behind(parameters: Mapping[str, Any], word: str) -> None:
    """Remove the databases that killed attempts made beside ours under this word, as far as nobody uses them."""
    with maintenance(parameters) as server:
        known = "SELECT datname, shobj_description(oid, 'pg_database'), now() FROM pg_database"
        for name, comment, now in server.execute(known).fetchall():
            if not is_left_behind(name, comment or "", ours=parameters["dbname"], word=word, now=now):
                continue
            with suppress(psycopg.errors.ObjectInUse, psycopg.errors.InsufficientPrivilege):
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def is_left_behind(name: str, comment: str, *, ours: str, word: str, now: datetime) -> bool:
    """Whether a database of the server was made beside ours under this word by an attempt that is long over.

    Its name is one that we give and it bears our mark: others may have names that look alike. What is younger than a day may be at work.
    """
    if not re.fullmatch(rf"{re.escape(beside(ours, word))}_[0-9a-f]{{8}}", name) or not comment.startswith(_mark(ours, word)):
        return False
    try:
        made = datetime.fromisoformat(comment.removeprefix(_mark(ours, word)))
        return abs(now - made) > _LEFT_BEHIND
    except (ValueError, TypeError):
        return False


def fill(parameters: Mapping[str, Any], name: str, dump: Path) -> None:
    """Restore a dump into an empty database: whole, or not at all. Raises `BackupRefused`."""
    program = _program("pg_restore")
    wanted = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", f"--dbname={name}", str(dump)]
    _run([program, *wanted], {**parameters, "dbname": name})


def read_through(dump: Path) -> None:
    """Read a dump to its end as SQL that goes nowhere. Raises `BackupRefused` where it cannot be read."""
    _run([_program("pg_restore"), f"--file={os.devnull}", str(dump)], {})


def is_empty(parameters: Mapping[str, Any]) -> bool:
    """Whether a database holds no table of anybody. Raises `BackupRefused`."""
    try:
        with psycopg.connect(**plain(parameters)) as connection:
            theirs = "schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename NOT LIKE 'huey%'"
            found = connection.execute(f"SELECT 1 FROM pg_tables WHERE {theirs} LIMIT 1")  # noqa: S608 - no value from outside
            return found.fetchone() is None
    except psycopg.Error as error:
        raise _no_server(error) from error


def swap(parameters: Mapping[str, Any], new: str, kept: str) -> None:
    """Put a database in the place of ours, which is kept under another name: both at one stroke.

    Raises `BackupRefused` while somebody uses it.
    """
    ours = parameters["dbname"]
    with maintenance(parameters) as server:
        try:
            with server.transaction():
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                server.execute(rename.format(sql.Identifier(ours), sql.Identifier(kept)))
                server.execute(rename.format(sql.Identifier(new), sql.Identifier(ours)))
                server.execute(sql.SQL("COMMENT ON DATABASE {} IS NULL").format(sql.Identifier(ours)))  # made to stay
        except psycopg.errors.ObjectInUse as error:
            raise BackupRefused(
                f"ฐานข้อมูล {ours} มีผู้ใช้อยู่ ปิดระบบทุกเครื่องที่ใช้ฐานข้อมูลนี้ก่อน แล้วกู้คืนใหม่",
                f"the database {ours} is in use; stop every installation that uses it, then restore",
            ) from error
        except psycopg.Error as error:
            raise _no_server(error) from error
