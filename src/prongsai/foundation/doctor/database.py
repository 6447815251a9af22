"""The database: whether it opens, is sound in itself, and is of this release."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from prongsai.foundation.backups.queries import is_prepared
from prongsai.foundation.doctor.finding import Finding, bad, ok, warn

_MOST_SHOWN = 3
Damage = tuple[str, str]


def look_at_database(*, is_thorough: bool) -> Iterator[Finding]:
    """Whether it is there, answers and is of this release; with `is_thorough` every page of it. None is made."""
    if not is_prepared():
        yield bad(
            "database",
            "ยังไม่มีข้อมูลของระบบในที่นี้ ตรวจ --data กู้คืนด้วย prongsai restore ไฟล์ หรือเริ่มใหม่ด้วย prongsai serve",
            "there is no installation here; check --data, restore a backup, or begin a new one with prongsai serve",
        )
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        yield bad(
            "database",
            f"เปิดฐานข้อมูลไม่ได้ ({reason}) ตรวจ DATABASE_URL และดิสก์ หรือกู้คืนจากสำเนาสำรอง",
            f"the database does not open ({reason}); check DATABASE_URL and the disk, or restore a backup",
        )
        return
    if is_thorough:
        found = damages()
        if found:
            thai, english = found[0]
            yield bad("database", f"ฐานข้อมูลเสียหาย: {thai} กู้คืนจากสำเนาสำรอง", f"the database is damaged: {english}; restore a backup")
        else:
            yield ok("database", "ฐานข้อมูลสมบูรณ์", "the database is sound")
    else:
        yield ok("database", "ฐานข้อมูลตอบ", "the database answers")
    yield steps_of_release()
    if connection.vendor == "postgresql":
        yield letters()


def damages() -> list[Damage]:
    """What is not sound, in Thai and English: pages, indexes, references to rows that are not there. Reads everything on SQLite."""
    try:
        return _damages_of_postgresql() if connection.vendor == "postgresql" else _damages_of_sqlite()
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        return [(f"อ่านไม่ได้ ({reason})", f"it cannot be read ({reason})")]


def _damages_of_sqlite() -> list[Damage]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(10)")
        said = [str(line) for (line,) in cursor.fetchall()]
        if said != ["ok"]:
            return [("; ".join(said[:_MOST_SHOWN]),) * 2]
        cursor.execute("PRAGMA foreign_key_check")
        lost = cursor.fetchall()
    tables = ", ".join(sorted({str(row[0]) for row in lost})[:_MOST_SHOWN])
    return [(f"มี {len(lost)} แถวที่อ้างถึงแถวที่ไม่มี ({tables})", f"{len(lost)} rows refer to rows that are missing ({tables})")] if lost else []


def _damages_of_postgresql() -> list[Damage]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid")
        broken = [str(name) for (name,) in cursor.fetchall()]
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated")
        broken += [str(name) for (name,) in cursor.fetchall()]
    names = ", ".join(broken[:_MOST_SHOWN])
    return [(f"ดัชนีหรือข้อบังคับใช้ไม่ได้ ({names})", f"indexes or constraints do not hold ({names})")] if broken else []


def steps_of_release() -> Finding:
    """Whether the database is at the steps of this release."""
    loader = MigrationLoader(None)
    applied = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    replaced = {f"{app}.{name}" for step in loader.disk_migrations.values() for app, name in step.replaces}
    newer, waiting = applied - known - replaced, {f"{app}.{name}" for app, name in loader.graph.nodes} - applied
    if newer:
        return bad(
            "migrations",
            "ฐานข้อมูลเป็นของโปรแกรมรุ่นใหม่กว่า ติดตั้งรุ่นใหม่ก่อนใช้",
            f"the database is of a later release ({min(newer)}); install that release before it is used",
        )
    if waiting:
        return warn(
            "migrations",
            f"ฐานข้อมูลยังไม่ได้ปรับให้ตรงรุ่น ({len(waiting)} ขั้น) เปิด prongsai serve หนึ่งครั้ง",
            f"the database is not yet of this release ({len(waiting)} steps); start prongsai serve once",
        )
    return ok("migrations", "ฐานข้อมูลตรงรุ่นโปรแกรม", "the database is of this release")


def letters() -> Finding:
    """Whether PostgreSQL keeps Thai letters and can search in them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_encoding_to_char(encoding), datctype FROM pg_database WHERE datname = current_database()")
        encoding, ctype = cursor.fetchone() or ("", "")
    if encoding != "UTF8" or ctype in ("C", "POSIX"):
        return warn(
            "letters",
            f"ฐานข้อมูลตั้งเป็น {encoding} {ctype} ค้นคำไทยได้ไม่ครบ สร้างใหม่ด้วย ENCODING 'UTF8' LOCALE 'C.UTF-8' แล้วกู้คืนเข้าไป",
            f"the database has {encoding} {ctype}, which does not find Thai words; "
            "make one with ENCODING 'UTF8' LOCALE 'C.UTF-8' and restore into it",
        )
    return ok("letters", "ฐานข้อมูลเก็บและค้นอักษรไทยได้", "the database keeps and finds Thai letters")
