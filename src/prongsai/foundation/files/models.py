"""Tables of stored files: contents once per agency and hash, and the names under which people know them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.models import Person


def place_of_blob(blob: Blob, _name: str) -> str:
    """Where a content lies in storage: by agency and hash, never by a name that a person typed."""
    return f"{blob.agency_id}/{blob.sha256[:2]}/{blob.sha256}"


class Blob(models.Model):
    """A content, kept once per agency. `media_type` was sniffed from the bytes."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    content = models.FileField(upload_to=place_of_blob, max_length=200)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "sha256"], name="blob_once_per_agency")]

    def __str__(self) -> str:
        return self.sha256


class StoredFile(models.Model):
    """A file as people know it. `blob` is what is given out; `original` keeps a picture as it was taken where its metadata were stripped.

    Who holds `read_permission` in the agency may read it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    original = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("ชื่อไฟล์"), max_length=255)
    read_permission = models.CharField(max_length=80)
    stored_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stored_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="stored_file_has_name"),
            models.CheckConstraint(condition=~Q(read_permission=""), name="stored_file_has_permission"),
        ]

    def __str__(self) -> str:
        return self.name
