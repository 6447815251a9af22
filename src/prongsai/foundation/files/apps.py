"""How Django finds this part."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The part files."""

    name = "prongsai.foundation.files"
    label = "files"

    def ready(self) -> None:
        from prongsai.foundation.files import announcements

        announcements.announce()
