"""The door to stored files."""

from __future__ import annotations

from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.people.actor import Actor, NotFound


def access_file(*, by: Actor, file_id: int) -> StoredFile:
    """The file, if it belongs to the actor's agency and the actor may read it. Raises `NotFound` for absent and forbidden alike."""
    stored = StoredFile.objects.select_related("blob", "original").filter(pk=file_id, agency_id=by.agency).first()
    if stored is None or not by.may(stored.read_permission):
        raise NotFound
    return stored
