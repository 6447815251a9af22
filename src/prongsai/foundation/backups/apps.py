"""How Django finds backups, and what they announce."""

from __future__ import annotations

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Backups."""

    name = "prongsai.foundation.backups"
    label = "backups"

    def ready(self) -> None:
        from prongsai.foundation.backups.announcements import announce

        announce()
