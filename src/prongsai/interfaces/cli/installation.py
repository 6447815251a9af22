"""Commands that concern an installation: serve, audit. Django is loaded here and nowhere else in the command."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from pathlib import Path

from prongsai.interfaces.cli.messages import Refusal, say_refusal

DONE, REFUSED = 0, 1


class Refused(Exception):
    """The installation cannot be used as it is; carries what to say."""

    def __init__(self, thai: str, english: str) -> None:
        super().__init__(thai)
        self.refusal = Refusal(thai, english)


def data_folder(arguments: argparse.Namespace) -> Path:
    """The data folder that the options or the environment name; it need not be there."""
    return Path(arguments.data or os.environ.get("PRONGSAI_DATA", "").strip() or "data").resolve()


def load(arguments: argparse.Namespace, *, must_exist: bool = False) -> None:
    """Load Django with the settings of the environment and the options. Raises `Refused` for settings that cannot be used.

    With `must_exist` also where the data folder is not there and the files do not lie elsewhere, so that a slip in its name begins none.
    """
    if arguments.data:
        os.environ["PRONGSAI_DATA"] = str(Path(arguments.data).resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "prongsai.config.settings"
    data = data_folder(arguments)
    if must_exist and not data.is_dir() and not os.environ.get("PRONGSAI_S3_BUCKET", "").strip():
        raise Refused(f"ไม่พบโฟลเดอร์ข้อมูล {data} ตรวจ --data", f"there is no data folder {data}; check --data")
    _finish_restore(data)
    import django

    try:
        django.setup()
    except (OSError, sqlite3.Error) as error:
        reason = " ".join(str(error).split())
        raise Refused(
            f"เปิดโฟลเดอร์ข้อมูลไม่ได้ ({reason}) ดิสก์อาจเต็มหรืออ่านได้อย่างเดียว ตรวจดิสก์และสิทธิ์ของโฟลเดอร์",
            f"the data folder cannot be used ({reason}); the disk may be full or read-only: check it and the rights of the folder",
        ) from error
    except Exception as error:
        english = getattr(error, "english", None)
        if english is None:
            raise
        raise Refused(str(error), english) from error


def _finish_restore(data: Path) -> None:
    """Finish a restore that a power cut stopped at its last stroke, before anybody opens the database."""
    from prongsai.foundation.backups.refusal import BackupRefused, refusal_of_disk
    from prongsai.foundation.backups.swapping import finish_begun

    try:
        finish_begun(data)
    except BackupRefused as refused:
        raise Refused(refused.thai, refused.english) from refused
    except OSError as error:
        told = refusal_of_disk(error, str(data))
        raise Refused(told.thai, told.english) from error


def verify_audit(arguments: argparse.Namespace) -> int:
    """Walk every chain of the audit trail and name the first broken link of each; 1 where one is broken."""
    os.umask(0o077)  # what is written from here on is its owner's alone
    try:
        load(arguments, must_exist=True)
    except Refused as refused:
        say_refusal("prongsai audit", refused.refusal)
        return REFUSED
    from django.db import DatabaseError

    from prongsai.foundation.audit.queries import verify
    from prongsai.foundation.backups.queries import is_prepared
    from prongsai.foundation.backups.snapshot import empty_database

    if not is_prepared():  # to open it would make one
        nothing = empty_database()
        say_refusal("prongsai audit", Refusal(nothing.thai, nothing.english))
        return REFUSED
    code = DONE
    try:
        for agency, seen, broken in verify():
            name = agency or "(ทั้งระบบ · installation)"
            if broken is None:
                print(f"{name}: {seen} เหตุการณ์ ครบถ้วน · {seen} events, whole")
                continue
            code = REFUSED
            print(f"{name}: ขาดที่เหตุการณ์ {broken.number}: {broken.reason} · broken at event {broken.number}: {broken.reason_en}")
    except DatabaseError as error:
        say_refusal(
            "prongsai audit",
            Refusal(f"อ่านฐานข้อมูลไม่ได้ ({error}) ตรวจโฟลเดอร์ข้อมูล", f"the database cannot be read ({error}); check the data folder"),
        )
        return REFUSED
    return code


def serve(arguments: argparse.Namespace) -> int:
    """Prepare the installation and run it until it is stopped."""
    os.umask(0o077)  # what is written from here on is its owner's alone
    if arguments.demonstration:
        os.environ["PRONGSAI_DEMONSTRATION"] = "yes"
    os.environ.setdefault("PRONGSAI_ADDRESS", f"http://127.0.0.1:{arguments.port}")
    try:
        load(arguments)
        from prongsai.interfaces.cli.preparing import prepare
        from prongsai.interfaces.cli.safety import mark_served, refuse_unsafe

        refuse_unsafe(host=arguments.host)
        lock = mark_served()
        prepare()
    except Refused as refused:
        say_refusal("prongsai serve", refused.refusal)
        return REFUSED
    except OSError as error:
        from prongsai.interfaces.cli.messages import refusal_of

        say_refusal("prongsai serve", refusal_of(error))
        return REFUSED
    from prongsai.interfaces.cli.supervising import supervise

    sys.stdout.flush()
    return supervise(host=arguments.host, port=arguments.port, workers=arguments.workers, lock=lock)
