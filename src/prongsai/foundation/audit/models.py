"""Tables of the audit trail. Rows are only ever added: the database refuses to change or delete them (see the migrations)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.models import Person


class Chain(models.Model):
    """The end of an agency's chain; the one without agency is that of the installation. Locked while an event is added."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="chain")
    last_number = models.PositiveBigIntegerField(default=0)
    last_digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [
            models.UniqueConstraint(Coalesce("agency", 0), name="chain_of_installation_once"),  # a plain one would not count NULLs
        ]


class Event(models.Model):
    """One thing that happened. `digest` covers every field here and the digest of the event before.

    What changed in words lies in `Detail`, apart from the chain, so that personal data can be erased without breaking it.
    """

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    before_digest = models.CharField(max_length=64, blank=True)
    after_digest = models.CharField(max_length=64, blank=True)
    detail_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "number"]
        indexes = [models.Index(fields=["object_type", "object_id", "number"], name="event_by_object")]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="event_number_once_per_chain"),
            models.CheckConstraint(condition=Q(number__gte=1), name="event_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class Detail(models.Model):
    """What an event changed, for people: name of the object, old and new value by field, and further objects that it concerns."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="detail")
    content = models.JSONField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.content.get("object", "")) if isinstance(self.content, dict) else ""


class Mention(models.Model):
    """A further object whose history shows an event (the measure of a step, the plan of a measure)."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="mentions")
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id", "event"], name="mention_by_object")]
        constraints = [models.UniqueConstraint(fields=["event", "object_type", "object_id"], name="mention_once_per_event")]
