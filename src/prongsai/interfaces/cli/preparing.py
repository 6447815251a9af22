"""Making an installation ready before it starts: database, static files, demonstration or first run. Done work is not done again."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from prongsai.foundation import demonstration
from prongsai.foundation.people.first_run import is_first_run, make_token
from prongsai.interfaces.cli.safety import cannot_open


def prepare() -> None:
    """Bring database and static files up to this release, and say how to begin where nobody can sign in yet."""
    if settings.DEMONSTRATION:
        demonstration.mark(settings.DATA)
    _migrate()
    _collect_static()
    if settings.DEMONSTRATION:
        from prongsai.interfaces.cli.demonstration import set_up_demonstration

        set_up_demonstration()
    elif is_first_run():
        address = f"{settings.ENVIRONMENT.address}/first-run/?token={make_token(settings.DATA)}"
        print(f"เริ่มใช้ครั้งแรก เปิดที่อยู่นี้เพื่อตั้งหน่วยงานและผู้ดูแลคนแรก · first run, open this address to set up:\n  {address}")


def _migrate() -> None:
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise cannot_open(error) from None
    if plan:
        print("กำลังเตรียมฐานข้อมูล · preparing the database", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def _collect_static() -> None:
    """Collect the static files where they differ from those collected before."""
    target = Path(settings.STATIC_ROOT)
    mark = target / "made-from.txt"
    digest = _static_digest()
    if mark.exists() and mark.read_text("ascii") == digest:
        return
    print("กำลังเตรียมหน้าเว็บ · preparing style sheets, fonts and icons", flush=True)
    shutil.rmtree(target, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(digest, "ascii")


def _static_digest() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(None), key=lambda entry: entry[0]):
            seen.update(path.encode())
            with storage.open(path) as file:
                seen.update(hashlib.sha256(file.read()).digest())
    return seen.hexdigest()
