"""A backup in a process of its own, so that nobody waits for it: `python -m prongsai.foundation.backups.process RUN`.

Started by the worker with a pipe as standard input; when the worker is gone the pipe closes, and the process ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import django

_MODULE = "prongsai.foundation.backups.process"
_SAY_EVERY_SECONDS = 1.0
_started: list[subprocess.Popen[bytes]] = []


def start(run_id: int) -> None:
    """Start the process for a run that waits. Ended ones are forgotten."""
    _started[:] = [process for process in _started if process.poll() is None]
    _started.append(subprocess.Popen([sys.executable, "-m", _MODULE, str(run_id)], stdin=subprocess.PIPE))  # noqa: S603 - our own module


def _end_with_parent() -> None:
    def watch() -> None:
        with suppress(OSError):
            while os.read(0, 1):
                pass
        os._exit(1)

    threading.Thread(target=watch, name="end-with-worker", daemon=True).start()


def main(run_id: int) -> None:
    """Make the backup of a run and write down what became of it."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    django.setup()
    _end_with_parent()
    make_for_run(run_id)


def make_for_run(run_id: int) -> None:
    """Make the backup of a waiting run into the folder of backups, thin that out, and write down what became of it."""
    from django.conf import settings
    from django.utils import timezone

    from prongsai.foundation.backups import actions
    from prongsai.foundation.backups.folder import name_for, thin_out
    from prongsai.foundation.backups.making import make_backup
    from prongsai.foundation.backups.queries import folder_of_backups, installation_mark
    from prongsai.foundation.backups.refusal import BackupRefused, refusal_of_disk
    from prongsai.foundation.backups.sealing import recipient_of

    now = timezone.now()
    if not actions.start_backup(run_id=run_id, at=now):
        return
    folder: Path = folder_of_backups()
    try:
        recipients = [recipient_of(settings.ENVIRONMENT.backup_recipient)] if settings.ENVIRONMENT.backup_recipient else []
        if not settings.ENVIRONMENT.backup_folder:
            folder.mkdir(
                parents=True, exist_ok=True, mode=0o700
            )  # one that was named is not made: a disk that is not plugged in is no folder
        mark = installation_mark()
        path = folder / name_for(now, mark=mark, is_encrypted=bool(recipients))
        made = make_backup(path, at=now, recipients=recipients, progress=_Saying(run_id))
        actions.keep_made(run_id=run_id, at=timezone.now(), made=made)
        thin_out(folder, mark=mark, now=now)
    except BackupRefused as refusal:
        actions.keep_failure(run_id=run_id, at=timezone.now(), refusal=refusal)
    except OSError as error:
        actions.keep_failure(run_id=run_id, at=timezone.now(), refusal=refusal_of_disk(error, str(folder)))
    except Exception as error:
        fault = BackupRefused(
            f"โปรแกรมผิดพลาดระหว่างทำสำเนา ({type(error).__name__}) ดูบันทึกของระบบ",
            f"a fault of the program while the backup was made ({type(error).__name__}); see the log",
        )
        actions.keep_failure(run_id=run_id, at=timezone.now(), refusal=fault)
        raise


class _Saying:
    """Writes down how far a run is, once a second at most: three stages count as thirds."""

    def __init__(self, run_id: int) -> None:
        self._run_id = run_id
        self._last = 0.0

    def __call__(self, stage: object, done: int, total: int) -> None:
        from prongsai.foundation.backups.actions import advance_backup
        from prongsai.foundation.backups.making import Stage

        now = time.monotonic()
        if now - self._last < _SAY_EVERY_SECONDS:
            return
        self._last = now
        before = list(Stage).index(stage)  # type: ignore[arg-type]
        advance_backup(run_id=self._run_id, done=1000 * before + (1000 * done // total if total else 0), total=1000 * len(Stage))


if __name__ == "__main__":
    main(int(sys.argv[1]))
