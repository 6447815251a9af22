"""Contents without a row: nobody is harmed by them, old ones go, and nothing that is named or young is touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from tests.offices import NOW, Office

from prongsai.foundation.files.actions import store_printed
from prongsai.foundation.files.leftovers import remove_leftovers
from prongsai.foundation.files.storage import DurableStorage

pytestmark = pytest.mark.django_db
OLD, YOUNG = "a" * 64, "b" * 64


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]


def leave(place: str, *, hours: int) -> Path:
    path = Path(default_storage.path(default_storage.save(place, ContentFile(b"left"))))
    moment = (timezone.now() - timedelta(hours=hours)).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_only_old_contents_that_no_row_names_are_removed(office: Office) -> None:
    named = store_printed(by=office.actor(), at=NOW, data=b"kept", name="a.txt", media_type="text/plain", read_permission="plans.view")
    kept = Path(named.blob.content.path)
    moment = (timezone.now() - timedelta(days=9)).timestamp()
    os.utime(kept, (moment, moment))
    old, young = leave(f"1/aa/{OLD}", hours=25), leave(f"1/bb/{YOUNG}", hours=23)
    part = leave(f"1/aa/{OLD}.{'0' * 32}.part", hours=25)
    page = leave(f"1/pages/{OLD}/1.webp", hours=25)
    assert remove_leftovers(at=timezone.now()) == 2
    assert [path.exists() for path in (kept, old, young, part, page)] == [True, False, True, False, True]


def test_a_storage_where_nothing_was_stored_has_no_leftovers(db: None) -> None:
    assert remove_leftovers(at=timezone.now()) == 0


def test_what_is_saved_replaces_in_one_step_and_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    storage = DurableStorage(location=str(tmp_path / "files"))
    storage.save("1/aa/x", ContentFile(b"whole"))
    storage.save("1/aa/x", ContentFile(b"whole again"))

    class Full(ContentFile):  # type: ignore[type-arg]  # it takes none when it runs
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"half"
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        storage.save("1/aa/x", Full(b"half of it"))
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "files" / "1" / "aa").iterdir()] == [("x", b"whole again")]


def test_content_and_every_folder_above_it_are_flushed_before_it_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[str] = []
    really = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(os.readlink(f"/proc/self/fd/{handle}"))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    top = tmp_path / "files"
    DurableStorage(location=str(top)).save("1/aa/x", ContentFile(b"whole"))
    assert flushed[0].startswith(f"{top}/1/aa/x.")
    assert flushed[1:] == [f"{top}/1/aa", f"{top}/1", str(top)]
