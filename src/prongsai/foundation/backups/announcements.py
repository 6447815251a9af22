"""What backups tell the others through the registry: verbs of the audit trail, and that they hold no personal data of their own."""

from __future__ import annotations

from prongsai.foundation import registry
from prongsai.foundation.announcing import announce_verbs


def announce() -> None:
    """Put everything on the shelves; called once at start-up."""
    announce_verbs(
        backups__asked=("สั่งทำสำเนาสำรอง", "asked for a backup"),
        backups__restored=("กู้คืนข้อมูลจากสำเนาสำรอง", "restored a backup"),
    )
    registry.personal_data.announce(
        registry.PersonalField("backups.BackupRun", "asked_by", "รู้ว่าใครสั่งทำสำเนาสำรอง", 120, person="asked_by"),
    )
    registry.nothing_personal.announce(registry.NothingPersonal("backups.Restoration"))
