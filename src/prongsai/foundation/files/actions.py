"""Storing files. Removing one is the business of who holds it; a content stays as long as history names it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction

from prongsai.foundation.audit.actions import record
from prongsai.foundation.audit.digests import state_of
from prongsai.foundation.files.kinds import PICTURES, Rule, check
from prongsai.foundation.files.leftovers import keep_leftovers_alone
from prongsai.foundation.files.models import Blob, StoredFile, place_of_blob
from prongsai.foundation.files.pictures import without_metadata
from prongsai.foundation.people.actor import Actor

_LONGEST_NAME = 200


@transaction.atomic
def store_upload(
    *, by: Actor, at: datetime, data: bytes, name: str, rule: Rule, read_permission: str, keeps_original: bool = False
) -> StoredFile:
    """Store what a person uploaded and return the file. The right to upload is checked by the action that wanted it.

    Pictures lose their metadata; with `keeps_original` the picture as taken is kept beside it, because it is evidence.
    Raises `RefusedFile`.
    """
    name = clean_name(name)
    media_type = check(data, name, rule)
    original = None
    given_out = data
    if media_type in PICTURES:
        given_out = without_metadata(data, media_type, name)
        if keeps_original:
            original = _blob(by, at, data, media_type)
    return _store(by, at, _blob(by, at, given_out, media_type), original, name, read_permission)


@transaction.atomic
def store_printed(*, by: Actor, at: datetime, data: bytes, name: str, media_type: str, read_permission: str) -> StoredFile:
    """Store what the system itself printed, byte for byte."""
    return _store(by, at, _blob(by, at, data, media_type), None, clean_name(name), read_permission)


def clean_name(name: str) -> str:
    """The last part of a name without signs that a file system or header trips over; never empty, at most 200 letters with its ending."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in last if letter.isprintable() and letter not in '<>:"/\\|?*').strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending) <= 10 and stem:
        return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
    return kept[:_LONGEST_NAME] or "file"


def _blob(by: Actor, at: datetime, data: bytes, media_type: str) -> Blob:
    sha256 = hashlib.sha256(data).hexdigest()
    found = Blob.objects.filter(agency_id=by.agency, sha256=sha256).first()
    if found is not None:
        _mend(found, data)
        return found
    blob = Blob(agency_id=by.agency, sha256=sha256, size_bytes=len(data), media_type=media_type, stored_at=at)
    keep_leftovers_alone()
    # What may lie there is left by a change that was never completed, or being written by somebody else: the same content replaces it.
    saved = blob.content.storage.save(place_of_blob(blob, ""), ContentFile(data))
    values = {"size_bytes": blob.size_bytes, "media_type": media_type, "content": saved, "stored_at": at}
    return Blob.objects.get_or_create(agency_id=by.agency, sha256=sha256, defaults=values)[0]


def _mend(blob: Blob, data: bytes) -> None:
    """Write a content again that the storage has lost or altered: whoever hands it in is told that it is stored."""
    storage, place = blob.content.storage, blob.content.name
    if not place or not is_sound(blob):
        keep_leftovers_alone()
        storage.save(place or place_of_blob(blob, ""), ContentFile(data))


def is_sound(blob: Blob) -> bool:
    """Whether the storage holds the content as it was stored: its length and its hash."""
    storage, place = blob.content.storage, blob.content.name or ""
    try:
        if not storage.exists(place) or storage.size(place) != blob.size_bytes:
            return False
        with storage.open(place, "rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == blob.sha256
    except OSError:
        return False


def _store(by: Actor, at: datetime, blob: Blob, original: Blob | None, name: str, read_permission: str) -> StoredFile:
    stored = StoredFile.objects.create(
        agency_id=by.agency,
        blob=blob,
        original=original,
        name=name,
        read_permission=read_permission,
        stored_by_id=by.person_id,
        stored_at=at,
    )
    after = state_of(stored, sha256=blob.sha256, original_sha256=original.sha256 if original else "")
    record(by=by, at=at, verb="files.stored", subject=stored, agency_id=by.agency, after=after)
    return stored
