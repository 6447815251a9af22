"""Tables of search. Everything in them is derived from the objects themselves and can be made anew at any time (`actions.rebuild`).

The index of letters over `folded_title` and `folded_body` is made by the migrations (`text_index.py`): a table of SQLite's FTS5 held by
triggers, or an index of PostgreSQL's pg_trgm.
"""

from __future__ import annotations

from django.db import models

from prongsai.foundation.agencies.models import Agency, Unit

PLACES_PER_AGENCY = 2**32


class SearchEntry(models.Model):
    """What can be found of one object: `source` is its kind in the registry ("plans.measure"), `object_id` its key.

    `title` and `body` are what people read; `folded_title` and `folded_body` have the same letters at the same places, folded for
    comparing (`folding.fold`). The key begins at `agency_id * PLACES_PER_AGENCY`, so that the entries of an agency lie together and the
    index of letters reads no other agency's.
    """

    id = models.BigIntegerField(primary_key=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField(blank=True)
    folded_title = models.TextField()
    folded_body = models.TextField(blank=True)
    address = models.CharField(max_length=300)
    fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "source", "object_id"], name="search_entry_once_per_object")]

    def __str__(self) -> str:
        return self.title


class EntryUnit(models.Model):
    """A unit whose an entry is; an entry without units is the agency's."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="unit_links")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "unit"], name="search_entry_unit_once")]


class SearchCursor(models.Model):
    """How far the index of an agency has followed the audit trail: its own chain and that of the installation.

    `form` is the digest of release and sources from which the index was built (`actions.current_form`); another one means that it is built
    anew. Empty before the first build.
    """

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="+")
    event_number = models.PositiveBigIntegerField(default=0)
    installation_number = models.PositiveBigIntegerField(default=0)
    form = models.CharField(max_length=64, blank=True)
