"""Troubles of disk and database, told from real errors, and the page on which nothing typed is lost."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from prongsai.interfaces.staff.storage_faults import (
    BUSY,
    CLOSED,
    DAMAGED,
    FULL,
    GONE,
    LOST_FILE,
    Trouble,
    is_certainly_unsaved,
    page_of,
    trouble_of,
)


def full_database(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "a")) as database:
        database.execute("CREATE TABLE words (word)")
        database.execute("PRAGMA max_page_count = 3")
        database.execute("INSERT INTO words VALUES (?)", ["x" * 50_000])


def read_only_database(folder: Path) -> None:
    sqlite3.connect(folder / "a").close()
    with closing(sqlite3.connect(f"file:{folder / 'a'}?mode=ro", uri=True)) as database:
        database.execute("CREATE TABLE words (word)")


def busy_database(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "a")) as first, closing(sqlite3.connect(folder / "a", timeout=0)) as second:
        first.execute("BEGIN IMMEDIATE")
        second.execute("BEGIN IMMEDIATE")


def damaged_database(folder: Path) -> None:
    (folder / "a").write_bytes(b"no database at all" * 100)
    with closing(sqlite3.connect(folder / "a")) as database:
        database.execute("SELECT * FROM words")


def unreachable_database(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "not-there" / "a")):
        pass


def server_that_is_gone(folder: Path) -> None:
    psycopg.connect(host=str(folder), user="nobody", dbname="nothing")


def full_disk(_folder: Path) -> None:
    with open("/dev/full", "wb", buffering=0) as file:
        file.write(b"x")


def read_only_disk(folder: Path) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder))


def lost_file(_folder: Path) -> None:
    (Path(settings.MEDIA_ROOT) / "1" / "ab" / "lost").read_bytes()


def error_of(act: Callable[[Path], None], folder: Path) -> Exception:
    try:
        act(folder)
    except Exception as error:
        return error
    raise AssertionError("it went well")


@pytest.mark.parametrize(
    ("act", "trouble"),
    [
        (full_database, FULL),
        (read_only_database, CLOSED),
        (busy_database, BUSY),
        (damaged_database, DAMAGED),
        (unreachable_database, CLOSED),
        (server_that_is_gone, GONE),
        (full_disk, FULL),
        (read_only_disk, CLOSED),
        (lost_file, LOST_FILE),
    ],
)
def test_a_real_error_tells_what_is_wrong_also_where_django_wraps_it(act: Callable[[Path], None], trouble: Trouble, tmp_path: Path) -> None:
    error = error_of(act, tmp_path)
    assert trouble_of(error) is trouble
    wrapped = OperationalError(str(error))
    wrapped.__cause__ = error
    assert trouble_of(wrapped) is trouble


@pytest.mark.parametrize(
    "error", [None, ValueError("x"), ConnectionRefusedError(errno.ECONNREFUSED, "x"), FileNotFoundError(2, "x", "/etc/x")]
)
def test_other_faults_are_none_of_disk_or_database(error: Exception | None) -> None:
    assert trouble_of(error) is None


def posted(path: str, values: dict[str, object]) -> HttpRequest:
    return RequestFactory().post(path, values)


@pytest.mark.parametrize("trouble", [FULL, CLOSED, BUSY, GONE, DAMAGED])
def test_the_page_keeps_what_was_typed_and_sends_it_again(trouble: Trouble) -> None:
    text = 'ประชุมคณะทำงาน <b>ครั้งที่ 2</b> แล้ว "เห็นชอบ"'
    picture = SimpleUploadedFile("ภาพประชุม.png", b"\x89PNG")
    request = posted("/a/x/measures/1/report/", {"done_text": text, "units": ["1", "2"], "csrfmiddlewaretoken": "t", "evidence": picture})
    response = page_of(request, trouble)
    page = response.content.decode()
    assert response.status_code == trouble.status
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    kept = [(name, unescape(value)) for name, value in hidden if name != "csrfmiddlewaretoken"]
    assert kept == [("done_text", text), ("units", "1"), ("units", "2")]
    assert 'action="/a/x/measures/1/report/"' in page
    assert "ภาพประชุม.png" in page
    assert 'type="file"' in page
    assert "<b>ครั้งที่ 2</b>" not in page
    assert "ส่งอีกครั้ง" in page


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/sign-in/", {"login": "somebody", "password": "secretword"}),
        ("/account/", {"current": "secretword"}),
        ("/a/x/people/1/", {"new_password": "secretword"}),
    ],
)
def test_passwords_do_not_come_back(path: str, values: dict[str, object]) -> None:
    page = page_of(posted(path, values), FULL).content.decode()
    assert "secretword" not in page
    assert "ลองอีกครั้ง" in page


def test_the_page_of_a_lost_file_says_so_and_sends_nothing() -> None:
    response = page_of(RequestFactory().get("/a/x/files/1/"), LOST_FILE)
    assert response.status_code == 503
    assert "หายไปจากที่เก็บ" in response.content.decode()
    assert "<form" not in response.content.decode()


def test_where_it_may_have_been_kept_all_the_same_the_page_asks_to_look_first(tmp_path: Path) -> None:
    gone, full = error_of(server_that_is_gone, tmp_path), error_of(full_database, tmp_path)
    assert not is_certainly_unsaved(gone, GONE)
    assert is_certainly_unsaved(full, FULL)
    request = posted("/a/x/measures/1/ask/", {"text": "ขอภาพประกอบ"})
    assert "ยังไม่มีอะไรถูกบันทึก" in page_of(request, FULL).content.decode()
    assert "อาจบันทึกไปแล้ว" in page_of(request, GONE, is_unsaved=False).content.decode()


def test_a_session_that_fails_after_the_view_is_no_proof_that_nothing_was_kept(tmp_path: Path) -> None:
    class Session(dict):  # type: ignore[type-arg]
        accessed = modified = True

        def save(self) -> None:
            full_database(tmp_path)

        def is_empty(self) -> bool:
            return False

        def get_expire_at_browser_close(self) -> bool:
            return True

    request = posted("/a/x/measures/1/ask/", {"text": "ขอภาพประกอบ"})
    request.session = Session()  # type: ignore[assignment]
    middleware = SessionMiddleware(lambda _: HttpResponse())
    error = error_of(lambda _: middleware.process_response(request, HttpResponse()), tmp_path)
    assert trouble_of(error) is FULL
    assert not is_certainly_unsaved(error, FULL)


def test_every_trouble_has_words_that_say_what_to_do() -> None:
    with translation.override("th"):
        for trouble in (FULL, CLOSED, BUSY, GONE, DAMAGED, LOST_FILE):
            page = page_of(RequestFactory().get("/x/"), trouble).content.decode()
            assert re.search("แจ้ง|รอสักครู่", page), trouble
