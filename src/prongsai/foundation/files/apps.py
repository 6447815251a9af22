"""How Django finds this part."""

from __future__ import annotations

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The part files."""

    name = "prongsai.foundation.files"
    label = "files"
