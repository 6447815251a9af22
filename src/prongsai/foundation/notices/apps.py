"""How Django finds notices, and what they announce."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Inbox, outbox, calendar feed."""

    name = "prongsai.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from prongsai.foundation.notices import announcements

        announcements.announce()
