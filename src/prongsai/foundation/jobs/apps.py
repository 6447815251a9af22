"""How Django finds this part."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The part jobs."""

    name = "prongsai.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from prongsai.foundation.jobs import announcements

        announcements.announce()
