"""What notices tell the others through the registry: permission, verb, personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_permissions, announce_personal_data, announce_verbs


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_permissions("prongsai.foundation.notices")
    announce_verbs(notices__reminded=("เตือนเรื่องกำหนดวัน", "reminded of the due day"))
    registry.after_restore.announce(registry.AfterRestore("notices", _after_restore))
    announce_personal_data("prongsai.foundation.notices")


def _after_restore(at: datetime, restoration: Any) -> None:
    from prongsai.foundation.notices.restored import settle  # needs the models, which are not there yet when this is announced

    settle(at, restoration)
