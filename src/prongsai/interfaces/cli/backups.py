"""The commands backup, backup-key, restore and doctor."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prongsai.interfaces.cli.installation import DONE, REFUSED, Refused, data_folder, load
from prongsai.interfaces.cli.messages import Progress, Refusal, refusal_of, say_refusal

if TYPE_CHECKING:
    from prongsai.foundation.backups.making import Stage
    from prongsai.foundation.doctor.finding import Finding

_MARKS = {"ok": "✓", "warn": "!", "bad": "✗"}


def run_backups(arguments: argparse.Namespace) -> int:
    """Run one of the four; returns the exit code."""
    from prongsai.foundation.backups.refusal import BackupRefused

    run = {"backup": _backup, "backup-key": _make_key, "restore": _restore, "doctor": _doctor}[arguments.command]
    os.umask(0o077)  # what is written from here on is its owner's alone
    try:
        return run(arguments)
    except Refused as refused:
        say_refusal(f"prongsai {arguments.command}", refused.refusal)
    except BackupRefused as refused:
        say_refusal(f"prongsai {arguments.command}", Refusal(refused.thai, refused.english))
    except BrokenPipeError:
        raise  # whoever read our output has left; that is said elsewhere
    except OSError as error:
        say_refusal(str(error.filename or f"prongsai {arguments.command}"), refusal_of(error))
    return REFUSED


class _Stages:
    """Shows how far the stages are, in one line over another."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._line: Progress | None = None

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        if stage is not self._stage:
            self.clear()
            self._stage, self._line = stage, Progress(" · ".join(stage.value), "%")
        if self._line is not None and total:
            self._line(100 * done // total, 100)

    def clear(self) -> None:
        """Take the line away."""
        if self._line is not None:
            self._line.clear()


def _backup(arguments: argparse.Namespace) -> int:
    load(arguments, must_exist=True)
    from django.utils import timezone

    from prongsai.foundation.backups.making import make_backup
    from prongsai.foundation.backups.refusal import BackupRefused
    from prongsai.foundation.backups.sealing import recipient_of

    begun, stages = timezone.now(), _Stages()
    try:
        made = make_backup(
            Path(arguments.file).absolute(),
            at=begun,
            recipients=[recipient_of(written) for written in arguments.recipient],
            may_overwrite=arguments.force,
            progress=stages,
        )
    except BackupRefused as refused:
        stages.clear()
        _keep("keep_failure", at=timezone.now(), started_at=begun, refusal=refused)
        raise
    finally:
        stages.clear()
    _keep("keep_made", at=timezone.now(), started_at=begun, made=made)
    proof = ("ลองกู้คืนแล้ว", "restored on trial") if made.is_tried else ("อ่านกลับครบแต่ไม่ได้ลองกู้คืน", "read through, not restored on trial")
    size = f"{made.size / 2**20:.1f} MB"
    print(f"ทำสำเนาแล้ว → {arguments.file}  {size}  ไฟล์แนบ {made.files} ไฟล์  {proof[0]} · done, {made.files} files, {proof[1]}")
    return _tell_missing(made.missing)


def _tell_missing(missing: tuple[str, ...]) -> int:
    """Say which stored files are not in a backup; the exit code."""
    if not missing:
        return DONE
    names = ", ".join(missing[:3])
    print(
        f"โปรดตรวจ ไม่ครบ ไฟล์แนบ {len(missing)} ไฟล์ที่หายหรือเสียก่อนทำสำเนาไม่อยู่ในสำเนา ({names}) ดูด้วย prongsai doctor --deep",
        f"Check: it is not complete, {len(missing)} stored files had been lost or altered before and are not in the backup ({names})",
        sep="\n",
        file=sys.stderr,
    )
    return REFUSED


def _keep(action: str, **values: Any) -> None:
    """Write an attempt down where there is a database and it can be written; a backup of a disk that is full must not fail for that."""
    from django.db import DatabaseError

    from prongsai.foundation.backups import actions
    from prongsai.foundation.backups.queries import is_prepared

    if not is_prepared():
        return
    try:
        getattr(actions, action)(**values)
    except DatabaseError as error:
        print(f"จดลงระบบไม่ได้ว่าได้ทำสำเนา · this attempt could not be written down: {error}", file=sys.stderr)


def _make_key(arguments: argparse.Namespace) -> int:
    from prongsai.foundation.backups.sealing import write_new_key

    try:
        public = write_new_key(Path(arguments.file))
    except FileExistsError:
        raise Refused(
            "มีไฟล์นี้อยู่แล้ว กุญแจเดิมไม่ถูกเขียนทับ ตั้งชื่ออื่น", "the file is there already, and no key is overwritten; take another name"
        ) from None
    print(public)
    print(
        f"เก็บไฟล์ {arguments.file} ไว้นอกเครื่องนี้อย่างน้อยสองแห่ง หากหาย สำเนาที่เข้ารหัสจะเปิดไม่ได้อีกเลย",
        f"Keep {arguments.file} in at least two places away from this machine: without it the encrypted backups never open again.",
        sep="\n",
        file=sys.stderr,
    )
    return DONE


def _restore(arguments: argparse.Namespace) -> int:
    data = data_folder(arguments)
    if not arguments.check or data.is_dir():
        return _restore_there(arguments)
    # To look at a backup nothing is begun: what it takes lies beside where the folder would be, and goes.
    with tempfile.TemporaryDirectory(prefix="prongsai-check-", dir=data.parent if data.parent.is_dir() else None) as folder:
        arguments.data = folder
        return _restore_there(arguments)


def _restore_there(arguments: argparse.Namespace) -> int:
    load(arguments)
    from django.utils import timezone

    from prongsai.foundation.backups.restoring import check_backup, restore_backup
    from prongsai.foundation.backups.sealing import identities_in

    identities = identities_in(Path(arguments.identity)) if arguments.identity else []
    path, stages = Path(arguments.file).absolute(), _Stages()
    try:
        if arguments.check:
            done = check_backup(path, identities=identities, progress=stages)
        else:
            done = restore_backup(path, at=timezone.now(), identities=identities, may_replace=arguments.force, progress=stages)
    finally:
        stages.clear()
    when = timezone.localtime(done.about.made_at)
    made = f"{when:%Y-%m-%d %H:%M}"
    if arguments.check:
        proof = ("ลองกู้คืนแล้ว", "restored on trial") if done.is_tried else ("อ่านครบ", "read through")
        print(f"สำเนาใช้ได้ ทำเมื่อ {made} ไฟล์แนบ {done.about.files} ไฟล์ {proof[0]} · the backup is good, made {made}, {proof[1]}")
        return _tell_missing(done.about.missing)
    print(f"กู้คืนแล้ว ข้อมูล ณ {made} ไฟล์แนบ {done.about.files} ไฟล์ · restored, as of {made}, {done.about.files} files")
    if done.kept:
        print(f"ข้อมูลเดิมเก็บไว้ที่ {done.kept} · the data from before are kept there")
    print(
        "สิ่งที่ทำหลังจากนั้นกลับเป็นอย่างเดิม เช่น การปิดบัญชีและการลบข้อมูลส่วนบุคคล ต้องทำซ้ำ",
        "what was done since is as before, such as closed accounts and erased personal data: do it again",
        sep=" · ",
    )
    print(
        "ที่อยู่ปฏิทิน คำเชิญที่ค้าง และลิงก์ตั้งรหัสผ่านใช้ไม่ได้แล้ว แจ้งคนของทุกหน่วยงานในระบบแล้ว",
        "calendar addresses, open invitations and password links have ended; the people of every agency are told",
        sep=" · ",
    )
    print("ทุกคนต้องเข้าสู่ระบบใหม่ ตรวจต่อด้วย prongsai doctor · everybody signs in again; look with prongsai doctor")
    return _tell_missing(done.about.missing)


def _doctor(arguments: argparse.Namespace) -> int:
    load(arguments, must_exist=True)
    from django.utils import timezone

    from prongsai.foundation.doctor.examination import examine, is_well

    line = Progress("กำลังตรวจไฟล์แนบ", "ไฟล์")
    found = examine(now=timezone.now(), is_deep=arguments.deep, progress=line)
    line.clear()
    if arguments.json:
        print(json.dumps([_as_json(finding) for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            print(f"{_MARKS[finding.level]} {finding.thai}\n  {finding.english}")
    return DONE if is_well(found) else REFUSED


def _as_json(finding: Finding) -> dict[str, str]:
    return {"key": finding.key, "level": finding.level.value, "thai": finding.thai, "english": finding.english}
