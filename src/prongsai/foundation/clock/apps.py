"""How Django finds this part."""

from __future__ import annotations

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """The part clock."""

    name = "prongsai.foundation.clock"
    label = "clock"

    def ready(self) -> None:
        from prongsai.foundation.clock import announcements

        announcements.announce()
