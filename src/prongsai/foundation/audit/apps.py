"""How Django finds this part."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The part audit."""

    name = "prongsai.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        from prongsai.foundation.audit import announcements

        announcements.announce()
