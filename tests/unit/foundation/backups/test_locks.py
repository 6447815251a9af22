"""Who works in a data folder: many serve it, one backs it up, and who restores is alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prongsai.foundation.backups.locks import SERVING, backing_up, is_held, restoring, serve
from prongsai.foundation.backups.refusal import BackupRefused

HOLD = "import sys, pathlib; from prongsai.foundation.backups.locks import serve; serve(pathlib.Path(sys.argv[1])); print('held', flush=True); input()"


def test_a_served_folder_is_not_restored_into_and_may_be_backed_up(tmp_path: Path) -> None:
    first, second = serve(tmp_path), serve(tmp_path)
    assert is_held(tmp_path / SERVING)
    with pytest.raises(BackupRefused, match="stop prongsai serve"), restoring(tmp_path):
        pass
    with backing_up(tmp_path):
        pass
    os.close(first)
    os.close(second)
    with restoring(tmp_path):
        pass
    assert not is_held(tmp_path / SERVING)


def test_while_a_backup_is_restored_nobody_serves_and_nobody_backs_up(tmp_path: Path) -> None:
    with restoring(tmp_path):
        with pytest.raises(BackupRefused, match="being restored"):
            serve(tmp_path)
        with pytest.raises(BackupRefused, match="being made"), backing_up(tmp_path):
            pass


def test_one_makes_a_backup(tmp_path: Path) -> None:
    with backing_up(tmp_path), pytest.raises(BackupRefused, match="being made"), backing_up(tmp_path):
        pass


def test_a_lock_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    assert is_held(tmp_path / SERVING)
    process.kill()
    process.communicate()
    assert not is_held(tmp_path / SERVING)
