"""Tables of background work: one row per job, which is its place in the queue and what people watch; and the signs of life of workers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.people.models import Person


class Job(models.Model):
    """A piece of long work, and at once its place in the queue: what is committed here is done, whatever dies meanwhile.

    `done` of `total` steps are through (total 0: unknown); `fault` says in words why it failed. `order` holds what the work needs to know
    and is emptied when the job is over. `held_by` names the worker that runs it, which must prolong `held_until` while it does;
    `attempts` counts how often it was begun.
    """

    class State(models.TextChoices):
        """Where the work is."""

        WAITING = "waiting", _("รอคิว")
        RUNNING = "running", _("กำลังทำ")
        FINISHED = "finished", _("เสร็จแล้ว")
        FAILED = "failed", _("ทำไม่สำเร็จ")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    fault = models.TextField(blank=True)
    order = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    held_by = models.CharField(max_length=60, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["attempts", "id"], condition=Q(state__in=["waiting", "running"]), name="job_open")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "running", "finished", "failed"]), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None) | Q(state__in=["finished", "failed"], ended_at__isnull=False),
                name="job_ends_when_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.state}"


class Heartbeat(models.Model):
    """When a part of the installation that runs by itself was last alive."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
