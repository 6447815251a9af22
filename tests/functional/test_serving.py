"""`prongsai serve` as an office starts it."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.functional.serving import Installation, begun, start, until
from tests.once import Once

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
SERVE = Path(sys.executable).with_name("prongsai")


def refusal(data: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [SERVE, "serve", "--data", str(data), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr


def test_one_command_gives_web_worker_and_database_and_ends_them_all(tmp_path: Path, once: Once) -> None:
    installation = start(begun(once, tmp_path / "data"))
    assert installation.health() == (200, {"ok": True, "faults": []})
    parts = installation.children("web") + installation.children("worker")
    assert len(parts) == 2
    is_told = installation.says("พร้อมใช้งาน")
    installation.stop()
    assert is_told
    assert installation.process.returncode == 0
    assert [number for number in parts if Path(f"/proc/{number}").exists()] == []


def test_a_fallen_worker_is_started_again(tmp_path: Path, once: Once) -> None:
    installation = start(begun(once, tmp_path / "data"))
    try:
        (before,) = installation.children("worker")
        os.kill(before, signal.SIGKILL)
        assert until(lambda: installation.children("worker") not in ([], [before]), 20)
    finally:
        installation.stop()


def test_a_killed_web_process_leaves_none_of_its_own_behind(tmp_path: Path, once: Once) -> None:
    installation = start(begun(once, tmp_path / "data"))
    try:
        (before,) = installation.children("web")
        own = [int(number) for number in Path(f"/proc/{before}/task/{before}/children").read_text("ascii").split()]
        assert own
        os.kill(before, signal.SIGKILL)
        assert until(lambda: not any(Path(f"/proc/{number}").exists() for number in own), 20)
        assert until(lambda: installation.children("web") not in ([], [before]) and installation.health()[0] == 200, 20)
    finally:
        installation.stop()


def test_nothing_is_left_when_the_command_itself_is_killed(tmp_path: Path, once: Once) -> None:
    installation = start(begun(once, tmp_path / "data"))
    parts = installation.children("web") + installation.children("worker")
    installation.process.kill()
    installation.process.wait(timeout=30)
    assert until(lambda: not any(Path(f"/proc/{number}").exists() for number in parts), 30)


def test_a_new_installation_tells_the_secret_address_of_the_first_run(tmp_path: Path) -> None:
    installation = start(tmp_path / "data")
    printed = installation.stop()
    assert f"{installation.address}/first-run/?token=" in printed
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in (tmp_path / "data").glob("*.sqlite3*")}.items() >= {
        ("prongsai.sqlite3", "0o600"),
        ("queue.sqlite3", "0o600"),
    }


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        ((), {"PRONGSAI_ADDRESS": "http://ita.example"}, "must be https"),
        ((), {"PRONGSAI_ADDRESS": "https://ita.example"}, "needs a proxy"),
        (("--host", "0.0.0.0"), {}, "HTTPS proxy in front"),
        (("--demonstration",), {"PRONGSAI_ADDRESS": "https://ita.example", "PRONGSAI_TRUSTED_PROXY": "yes"}, "this machine only"),
        ((), {"PRONGSAI_SECRET_KEY": "short"}, "PRONGSAI_SECRET_KEY"),
        ((), {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "cannot be opened"),
    ],
)
def test_unsafe_or_unusable_settings_are_refused(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    assert words in refusal(tmp_path / "data", *arguments, **environment)


def test_demonstration_and_real_data_never_share_a_folder(tmp_path: Path, once: Once) -> None:
    begun(once, tmp_path / "real")
    assert "holds a real installation" in refusal(tmp_path / "real", "--demonstration")
    begun(once, tmp_path / "demo", "--demonstration")
    assert "passwords everybody knows" in refusal(tmp_path / "demo")
    other = f"sqlite:///{tmp_path / 'real' / 'prongsai.sqlite3'}"
    assert "holds a real installation" in refusal(tmp_path / "demo", "--demonstration", DATABASE_URL=other)


def test_the_trail_is_verified_from_the_command_line(installation: Installation) -> None:
    done = subprocess.run([SERVE, "audit", "verify", "--data", str(installation.data)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "ครบถ้วน" in done.stdout
