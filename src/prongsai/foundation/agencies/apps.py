"""How Django finds this part."""

from __future__ import annotations

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """The part agencies."""

    name = "prongsai.foundation.agencies"
    label = "agencies"
