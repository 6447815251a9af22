"""Backups of a real installation, made and restored by the commands: whole under load, found when a bit flips, all or nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict
from tests.backups import OPEN, WRITE, Place, empty_place
from tests.offices import NOW

from prongsai.foundation.backups import postgresql
from prongsai.foundation.backups.archive import open_archive
from prongsai.foundation.backups.locks import serve
from prongsai.foundation.backups.making import make_backup
from prongsai.foundation.backups.refusal import BackupRefused
from prongsai.foundation.backups.sealing import decrypt, identities_in, write_new_key
from prongsai.foundation.backups.workplace import workplace

WELL = {"ok", "warn"}


@pytest.fixture(scope="module")
def office_on_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation with an office and one measure, made once and copied for each test."""
    with empty_place(tmp_path_factory.mktemp("office") / "data") as made:
        made.run(OPEN)
        made.run(WRITE, "first", "1")
        yield made


@pytest.fixture
def place(office_on_disk: Place, tmp_path: Path) -> Iterator[Place]:
    """An installation of the test's own."""
    with empty_place(tmp_path / "data", like=office_on_disk) as made:
        if made.is_postgresql:
            shutil.copytree(office_on_disk.data, made.data, dirs_exist_ok=True)
        yield made


UNDO = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "backups", "zero", verbosity=0)
"""
SIGN_IN = """
import django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore()
session["x"] = "y"
session.create()
"""
MARK_AS_DEMONSTRATION = """
import django
django.setup()
from django.conf import settings
from prongsai.foundation import demonstration
demonstration.mark(settings.DATA)
"""
MAIN = "import sys; from prongsai.interfaces.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.both_databases
def test_a_backup_taken_while_people_work_restores_to_a_state_that_the_doctor_passes(place: Place, tmp_path: Path) -> None:
    writers = [place.start(WRITE, f"w{number}", "400") for number in range(2)]
    acknowledged: list[list[str]] = [[], []]
    try:
        for number, writer in enumerate(writers):
            assert writer.stdout is not None
            acknowledged[number].append(writer.stdout.readline().strip())
        for turn in range(2):
            place.done("backup", str(tmp_path / f"{turn}.tar"))
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    counts = []
    for turn in range(2):
        with empty_place(tmp_path / f"restored-{turn}") as there:
            there.done("restore", str(tmp_path / f"{turn}.tar"))
            assert set(there.doctor().values()) <= WELL
            titles = there.titles()
            assert {"w0-0", "w1-0"} <= set(titles)
            for number in range(2):
                own = sorted(int(title.rpartition("-")[2]) for title in titles if title.startswith(f"w{number}-"))
                assert own == list(range(len(own)))
            counts.append(len(titles))
    assert counts == sorted(counts)


@pytest.mark.both_databases
def test_over_data_that_are_there_only_with_force_and_what_was_there_is_kept(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "a.tar"
    place.done("backup", str(file))
    place.run(WRITE, "after", "2")
    refused = place.command("restore", str(file))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert len(place.titles()) == 3
    after_blobs = {path.name for path in place.blobs()}
    printed = place.done("restore", str(file), "--force")
    assert place.titles() == ["first-0"]
    assert set(place.doctor().values()) <= WELL
    kept = re.search(r"เก็บไว้ที่ (\S+)", printed)
    assert kept is not None
    assert [title for (title,) in place.query("SELECT title FROM plans_measure ORDER BY title", kept[1])] == [
        "after-0",
        "after-1",
        "first-0",
    ]
    beside = next((place.data / "files").glob("before-restore-*"))
    assert after_blobs == {path.name for path in place.blobs()} | {path.name for path in beside.rglob("*") if path.is_file()}


def test_looking_at_an_empty_folder_makes_no_installation_of_it(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "a.tar"
    place.done("backup", str(file))
    with empty_place(tmp_path / "there") as there:
        looks = (["doctor"], ["doctor", "--deep", "--json"], ["backup", str(tmp_path / "b.tar")], ["backup", str(file), "--force"])
        for words in (*looks, ["audit", "verify"]):
            done = there.command(*words)
            assert (done.returncode, "Traceback" in done.stderr) == (1, False), words
            assert list(there.data.glob("prongsai.sqlite3*")) == [], words
        if not there.is_postgresql:
            assert there.doctor()["database"] == "bad"
        there.done("restore", str(file), "--check")
        assert list(there.data.glob("prongsai.sqlite3*")) == []
        (there.data / "prongsai.sqlite3").touch()  # as an earlier look may have left it
        there.done("restore", str(file))
        assert there.titles() == ["first-0"]


@pytest.mark.parametrize("words", [["doctor"], ["backup", "b.tar"], ["audit", "verify"]])
def test_a_slip_in_the_name_of_the_folder_makes_none(tmp_path: Path, words: list[str]) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PRONGSAI_", "DATABASE_URL"))}
    command = [sys.executable, "-c", MAIN, *words, "--data", str(tmp_path / "dtaa")]
    done = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "there is no data folder" in done.stderr) == (1, True), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_bit_that_flips_is_found_and_nothing_changes(place: Place, tmp_path: Path) -> None:
    """Every place of a small backup is flipped in the unit tests; here the commands say so."""
    file = tmp_path / "a.tar"
    place.done("backup", str(file))
    good = file.read_bytes()
    for at, words in ((len(good) // 2, ("--force",)), (len(good) - 100, ("--check",))):
        broken = bytearray(good)
        broken[at] ^= 4
        file.write_bytes(broken)
        done = place.command("restore", str(file), *words)
        assert done.returncode == 1, at
        assert "สำเนา" in done.stderr
    file.write_bytes(good)
    assert "ใช้ได้" in place.done("restore", str(file), "--check")
    assert place.titles() == ["first-0"]
    assert list(place.data.glob("*before*")) == []


def test_nobody_restores_into_a_folder_that_is_served(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "a.tar"
    handle = serve(place.data)
    place.done("backup", str(file))  # which goes on beside it
    done = place.command("restore", str(file), "--force")
    os.close(handle)
    assert done.returncode == 1
    assert "prongsai serve" in done.stderr


def test_a_backup_of_an_earlier_release_is_brought_up_to_this_one(place: Place, tmp_path: Path) -> None:
    """One that knew nothing of backups: its steps are undone before the copy is made."""
    place.run(UNDO)
    done = place.command("backup", str(tmp_path / "a.tar"))
    assert done.returncode == 0, done.stderr
    with empty_place(tmp_path / "there") as there:
        there.done("restore", str(tmp_path / "a.tar"))
        assert set(there.doctor().values()) <= WELL
        assert there.titles() == ["first-0"]


def test_files_that_were_lost_or_altered_are_told_and_mended_by_an_earlier_backup(place: Place, tmp_path: Path) -> None:
    place.run(WRITE, "x", "2")
    place.done("backup", str(tmp_path / "good.tar"))
    lost, altered, _ = place.blobs()
    lost.unlink()
    content = altered.read_bytes()
    altered.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert place.doctor()["files"] == "bad"
    refused = place.command("backup", str(tmp_path / "good.tar"), "--force")
    assert (refused.returncode, "does not take the place of good.tar" in refused.stderr) == (1, True)
    done = place.command("backup", str(tmp_path / "poor.tar"))
    assert (done.returncode, "2 ไฟล์" in done.stderr) == (1, True)
    assert len(open_archive(tmp_path / "poor.tar").about.missing) == 2
    with empty_place(tmp_path / "there") as there:
        for words in (["--check"], []):
            done = there.command("restore", str(tmp_path / "poor.tar"), *words)
            assert (done.returncode, "2 stored files had been lost" in done.stderr) == (1, True), words
        found = there.doctor()
        assert found.pop("files") == "bad"
        assert set(found.values()) <= WELL
        there.done("restore", str(tmp_path / "good.tar"), "--force")
        assert there.doctor()["files"] == "ok"


def test_the_demonstration_and_real_data_do_not_mix_through_a_backup(place: Place, tmp_path: Path) -> None:
    real, shown = tmp_path / "real.tar", tmp_path / "shown.tar"
    place.done("backup", str(real))
    with empty_place(tmp_path / "there", like=place) as there:
        shutil.copytree(place.data, there.data, dirs_exist_ok=True)
        there.run(MARK_AS_DEMONSTRATION)
        there.run(WRITE, "shown", "1")
        there.done("backup", str(shown))
        refused = there.command("restore", str(real), "--force")
        assert (refused.returncode, "takes no real data" in refused.stderr) == (1, True)
        there.done("restore", str(shown), "--force")
    refused = place.command("restore", str(shown), "--force")
    assert (refused.returncode, "whose passwords everybody knows" in refused.stderr) == (1, True)
    assert place.titles() == ["first-0"]
    with empty_place(tmp_path / "new") as new:
        broken = new.command("restore", str(tmp_path / "none.tar"))
        assert (broken.returncode, (new.data / "demonstration").exists()) == (1, False)
        new.done("restore", str(shown))
        assert (new.data / "demonstration").exists()
        refused = new.command("serve", "--port", "1")
        assert (refused.returncode, "whose passwords everybody knows" in refused.stderr) == (1, True)


def test_to_look_at_a_backup_nothing_is_begun(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "usb" / "a.tar"
    file.parent.mkdir()
    place.done("backup", str(file))
    with empty_place(tmp_path / "elsewhere" / "data") as there:
        there.data.rmdir()
        assert "the backup is good" in there.done("restore", str(file), "--check")
        assert list(there.data.parent.iterdir()) == []


def test_an_encrypted_backup_opens_with_its_key_alone_and_has_neither_secret_key_nor_sessions(place: Place, tmp_path: Path) -> None:
    place.run(SIGN_IN)
    key, target = tmp_path / "key.txt", tmp_path / "usb"
    target.mkdir()
    public = write_new_key(key)
    place.done("backup", str(target / "a.tar.age"), "--recipient", public)
    assert [path.name for path in target.iterdir()] == ["a.tar.age"]
    assert [path for path in place.data.iterdir() if path.name.startswith("prongsai-work")] == []
    plain = tmp_path / "plain.tar"
    decrypt(target / "a.tar.age", plain, identities_in(key))
    for secret in (b"first-0", (place.data / "secret-key").read_bytes()):
        assert secret not in (target / "a.tar.age").read_bytes()
    assert (place.data / "secret-key").read_bytes() not in plain.read_bytes()
    with empty_place(tmp_path / "there") as there:
        assert there.command("restore", str(target / "a.tar.age")).returncode == 1
        there.done("restore", str(target / "a.tar.age"), "--identity", str(key))
        assert there.titles() == ["first-0"]
        counted = "SELECT count(*) FROM django_session"
        assert (there.query(counted), place.query(counted)) == ([(0,)], [(1,)])


def test_not_even_with_force_a_backup_takes_the_place_of_anything_but_a_backup(place: Place, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK letters")
    (tmp_path / "link.tar").symlink_to(place.data / "secret-key")
    before = {path: path.read_bytes() for path in (place.data / "secret-key", *place.blobs(), tmp_path / "report.docx")}
    targets = [
        *before,
        tmp_path / "link.tar",
        place.data / "prongsai.sqlite3",
        place.data / "new.tar",
        place.blobs()[0].with_name("new.tar"),
    ]
    for target in targets:
        refused = place.command("backup", str(target), "--force")
        assert (refused.returncode, "สำเนา" in refused.stderr, "backup" in refused.stderr) == (1, True, True), target
    assert {path: path.read_bytes() for path in before} == before
    assert place.titles() == ["first-0"]
    (place.data / "backups").mkdir()
    public = write_new_key(tmp_path / "key.txt")
    for target in (place.data / "backups" / "a.tar", tmp_path / "b.tar"):
        place.done("backup", str(target))
        place.done("backup", str(target), "--force", "--recipient", public)  # a plain one and an encrypted one are overwritten
        place.done("backup", str(target), "--force")


@pytest.mark.parametrize("name", ["there.tar", "/dev/full", "not-there/a.tar", "."])
def test_what_is_there_stays_and_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "there.tar").write_bytes(b"letters")
    with pytest.raises(BackupRefused):
        make_backup(tmp_path / name, at=NOW, recipients=[], may_overwrite=name != "there.tar")
    assert (tmp_path / "there.tar").read_bytes() == b"letters"
    assert not Path(f"{tmp_path / name}.part").exists()


@pytest.mark.both_databases
def test_a_disk_that_fills_up_leaves_no_half_backup_and_says_so(place: Place, tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)); "
    process = place.start(limit + MAIN, "backup", str(tmp_path / "a.tar"))
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1, said
    assert "พื้นที่" in said or "เต็ม" in said or "too large" in said
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == []
    assert place.titles() == ["first-0"]


@pytest.mark.both_databases
def test_killed_at_any_moment_a_restore_leaves_the_old_or_the_new_one(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "a.tar"
    place.done("backup", str(file))
    place.run(WRITE, "old", "1")
    new, old = ["first-0"], ["first-0", "old-0"]
    began = time.monotonic()
    place.done("restore", str(file), "--force")
    whole = time.monotonic() - began
    for turn in range(2):
        if place.titles() == new:
            place.run(WRITE, "old", "1")
        process = place.start(MAIN, "restore", str(file), "--force")
        time.sleep(whole * (0.6 + 0.25 * turn))
        process.kill()
        process.communicate()
        assert set(place.doctor().values()) <= WELL
        assert place.titles() in (new, old)
    place.done("restore", str(file), "--force")
    assert place.titles() == new
    assert [path for path in place.data.iterdir() if path.name.startswith("prongsai-work")] == []


@pytest.mark.both_databases
def test_what_belongs_to_others_and_looks_like_ours_stays(place: Place, tmp_path: Path) -> None:
    """Folders beside the target, and databases of the same server."""
    theirs = tmp_path / "usb" / "prongsai-work-2569" / "report.docx"
    theirs.parent.mkdir(parents=True)
    part = tmp_path / "usb" / "a.tar.part"
    for path in (theirs, part):
        path.write_text("theirs", "utf-8")
        os.utime(path, (0, 0))
    os.utime(theirs.parent, (0, 0))
    names = set(look_alikes(place))
    place.done("backup", str(tmp_path / "usb" / "a.tar"))
    place.done("restore", str(tmp_path / "usb" / "a.tar"), "--check")
    place.done("restore", str(tmp_path / "usb" / "a.tar"), "--force")
    assert {path.read_text("utf-8") for path in (theirs, part)} == {"theirs"}
    if place.is_postgresql:
        ours = place.environment["DATABASE_URL"].rpartition("/")[2]
        told = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
        there = {name: comment for name, comment in place.query(told) if name.startswith(ours)}
        assert set(there) - names == {ours, *(name for name in there if name.startswith(f"{ours}_before_"))}
        assert names - set(there) == {f"{ours}_trial_0a1b2c3d"}
        assert there[ours] is None  # what was restored is there to stay


def test_a_backup_takes_nothing_from_a_check_that_is_at_work(place: Place, tmp_path: Path) -> None:
    """Such as `restore --check`, which works in the data folder and waits for nobody."""
    public = write_new_key(tmp_path / "key.txt")
    with workplace(place.data, place.data) as work:
        (work / "database").write_text("being looked at", "utf-8")
        place.done("backup", str(tmp_path / "a.tar.age"), "--recipient", public)
        place.done("restore", str(tmp_path / "a.tar.age"), "--identity", str(tmp_path / "key.txt"), "--force")
        assert (work / "database").read_text("utf-8") == "being looked at"
    assert [path for path in place.data.iterdir() if path.name.startswith("prongsai-work")] == []


def look_alikes(place: Place) -> Iterator[str]:
    """Databases of which the names are near to those that we give; the first is one that a killed attempt of ours left."""
    if not place.is_postgresql:
        return
    url = place.environment["DATABASE_URL"]
    ours = url.rpartition("/")[2]
    mark = f"prongsai: made for a moment (trial of {ours}) and may be dropped; made at 2026-01-01T00:00:00+00:00"
    with psycopg.connect(url, autocommit=True) as server:
        for ending, comment in (("trial_0a1b2c3d", mark), ("trial_2569", mark), ("trial_0a1b2c3e", ""), ("restoring_2569", "")):
            yield f"{ours}_{ending}"
            server.execute(f"CREATE DATABASE {ours}_{ending} TEMPLATE template0")
            if comment:
                server.execute(f"COMMENT ON DATABASE {ours}_{ending} IS '{comment}'")


SCHEDULE = """
import django; django.setup()
from django.utils import timezone
from prongsai.foundation.backups.actions import schedule_backup
print(schedule_backup(at=timezone.now()).pk)
"""
STATE = """
import django, json; django.setup()
from django.utils import timezone
from prongsai.foundation.backups.models import BackupRun
from prongsai.foundation.backups.queries import is_nightly_due, is_overdue
run, now = BackupRun.objects.order_by("-pk")[0], timezone.now()
print(json.dumps([run.state, run.proof, run.place, run.fault_en, is_nightly_due(now=now), is_overdue(now=now)]))
"""


def made_by_process(place: Place, **environment: str) -> list[object]:
    """Let the process of the worker make a scheduled backup, and tell what stands in the table then."""
    run = place.run(SCHEDULE).strip()
    command = [sys.executable, "-m", "prongsai.foundation.backups.process", run]
    with subprocess.Popen(command, env=place.environment | environment, stdin=subprocess.PIPE) as process:
        assert process.wait(120) == 0
    return list(json.loads(place.run(STATE)))


def test_the_nightly_backup_is_written_down_and_keeps_to_its_folder(place: Place, tmp_path: Path) -> None:
    state, proof, lies, fault, is_due, is_overdue = made_by_process(place)
    assert (state, proof, fault) == ("good", "trial", "")
    assert (is_due, is_overdue) == (False, False)
    assert Path(str(lies)).parent == place.data / "backups"
    assert open_archive(Path(str(lies))).about.release


MARK = """
import django; django.setup()
from prongsai.foundation.backups.queries import installation_mark
print(installation_mark())
"""


def test_backups_in_a_folder_that_others_use_too_are_told_apart(place: Place, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    state, _, lies, *_ = made_by_process(place, PRONGSAI_BACKUP_FOLDER=str(usb))
    mark = place.run(MARK).strip()
    assert (state, Path(str(lies)).name[-13:]) == ("good", f"-{mark}.tar")
    place.run(WRITE, "later", "1")
    with empty_place(tmp_path / "there") as there, empty_place(tmp_path / "other") as other:
        there.done("restore", str(lies))
        other.run(OPEN)
        assert there.run(MARK).strip() == place.run(MARK).strip() == mark  # the same one, on another machine and later
        assert mark not in (other.run(MARK).strip(), there.run(MARK, PRONGSAI_ADDRESS="https://ita.example.go.th").strip())


def test_a_disk_for_backups_that_is_not_plugged_in_is_told_and_not_made_up(place: Place, tmp_path: Path) -> None:
    state, _, _, fault, is_due, is_overdue = made_by_process(place, PRONGSAI_BACKUP_FOLDER=str(tmp_path / "usb"))
    assert (state, is_due, is_overdue) == ("failed", False, True)
    assert "usb" in str(fault)
    assert not (tmp_path / "usb").exists()
    assert place.doctor()["backup"] == "bad"


def test_a_backup_ends_with_the_worker_that_wanted_it(place: Place) -> None:
    run = place.run(SCHEDULE).strip()
    command = [sys.executable, "-m", "prongsai.foundation.backups.process", run]
    process = subprocess.Popen(command, env=place.environment, stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(60) == 1
    assert list(place.data.rglob("*.tar")) == []


if connection.vendor == "postgresql":

    @pytest.mark.both_databases
    def test_a_database_that_cannot_be_marked_is_not_left_behind(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(postgresql, "_mark", lambda _ours, _word: "no server takes this: \0")
        parameters = conninfo_to_dict(place.environment["DATABASE_URL"])
        with pytest.raises(BackupRefused):
            postgresql.create(parameters, postgresql.TRIAL)
        assert [name for (name,) in place.query("SELECT datname FROM pg_database") if name.startswith(f"{parameters['dbname']}_")] == []

    @pytest.mark.both_databases
    def test_the_database_that_every_server_has_is_restored_too(place: Place, tmp_path: Path) -> None:
        """`postgres`: what is renamed cannot be what one is connected with."""
        parameters = conninfo_to_dict(place.environment["DATABASE_URL"])
        with postgresql.maintenance(parameters | {"dbname": "postgres"}) as server:
            assert server.info.dbname == "template1"
        with postgresql.maintenance(parameters) as server:
            assert server.info.dbname == "postgres"
