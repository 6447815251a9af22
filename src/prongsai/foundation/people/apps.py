"""How Django finds people, and what they announce."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, memberships, invitations."""

    name = "prongsai.foundation.people"
    label = "people"

    def ready(self) -> None:
        from prongsai.foundation.people import announcements

        announcements.announce()
