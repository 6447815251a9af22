"""Storing files: once by content, strictly per agency, readable through one door."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.offices import NOW, Office
from tests.unit.foundation.files.test_pictures import PLACE, jpeg_with_metadata

from prongsai.foundation.audit.queries import history_of
from prongsai.foundation.files.actions import clean_name, store_printed, store_upload
from prongsai.foundation.files.kinds import EVIDENCE_RULE, RefusedFile
from prongsai.foundation.files.models import Blob, StoredFile
from prongsai.foundation.files.permissions import access_file
from prongsai.foundation.people.actor import NotFound

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


def store(office: Office, data: bytes = PDF, name: str = "รายงาน.pdf", **more: bool) -> StoredFile:
    return store_upload(by=office.actor(), at=NOW, data=data, name=name, rule=EVIDENCE_RULE, read_permission="plans.view", **more)


def content(blob: Blob) -> bytes:
    with default_storage.open(blob.content.name) as file:
        data: bytes = file.read()
    return data


def test_the_same_content_is_kept_once_under_two_names(office: Office) -> None:
    first, second = store(office), store(office, name="สำเนา.pdf")
    assert first.blob_id == second.blob_id
    assert Blob.objects.count() == 1
    assert content(first.blob) == PDF


def test_a_half_written_content_of_a_change_that_failed_is_replaced(office: Office) -> None:
    place = store(office).blob.content.name
    StoredFile.objects.all().delete()
    Blob.objects.all().delete()
    default_storage.delete(place)
    default_storage.save(place, ContentFile(PDF[:3]))
    again = store(office).blob
    assert (again.content.name, content(again)) == (place, PDF)


@pytest.mark.parametrize("left", [None, b"", b"another content of other length", PDF[:-2] + b"?\n"])
def test_a_content_that_was_lost_or_altered_is_whole_after_it_is_handed_in_again(office: Office, left: bytes | None) -> None:
    first = store(office)
    default_storage.delete(first.blob.content.name)
    if left is not None:
        default_storage.save(first.blob.content.name, ContentFile(left))
    again = store(office, name="อีกชื่อ.pdf")
    assert (again.blob, content(again.blob)) == (first.blob, PDF)


def test_agencies_share_no_content(office: Office, other_office: Office) -> None:
    assert store(office).blob_id != store(other_office).blob_id


def test_the_name_of_a_stored_content_tells_nothing_that_a_person_typed(office: Office) -> None:
    stored = store(office, name="../../etc/passwd.pdf")
    assert stored.name == "passwd.pdf"
    assert stored.blob.content.name == f"{office.agency.pk}/{stored.blob.sha256[:2]}/{stored.blob.sha256}"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("D:\\งาน\\ภาพ.jpg", "ภาพ.jpg"),
        ('a"b<c>|?.pdf', "abc.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("...", "file"),
        ("ก" * 300 + ".pdf", "ก" * 196 + ".pdf"),
    ],
)
def test_names_lose_what_systems_trip_over(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


def test_evidence_keeps_the_picture_as_taken_and_gives_out_the_bare_one(office: Office) -> None:
    taken = jpeg_with_metadata()
    stored = store(office, taken, "ภาพ.jpg", keeps_original=True)
    assert stored.original is not None
    assert content(stored.original) == taken
    assert PLACE not in content(stored.blob)


def test_a_logo_keeps_no_original(office: Office) -> None:
    assert store(office, jpeg_with_metadata(), "ตรา.jpg").original is None


def test_who_lacks_the_permission_and_who_is_elsewhere_find_nothing(office: Office, other_office: Office) -> None:
    stored = store_printed(by=office.actor(), at=NOW, data=PDF, name="a.pdf", media_type="application/pdf", read_permission="plans.edit")
    assert access_file(by=office.actor(), file_id=stored.pk) == stored
    for by in (office.actor("overseer"), other_office.actor()):
        with pytest.raises(NotFound):
            access_file(by=by, file_id=stored.pk)


def test_storing_is_in_the_trail_and_a_refused_file_leaves_nothing(office: Office) -> None:
    stored = store(office)
    assert [event.verb for event in history_of(stored)] == ["files.stored"]
    with pytest.raises(RefusedFile):
        store(office, b"MZ\x00", "virus.pdf")
    assert StoredFile.objects.count() == 1
