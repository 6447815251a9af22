"""Tables of backups: each attempt to make one, and each time that the installation was restored from one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.people.models import Person


class BackupRun(models.Model):
    """One attempt at a backup. `done` of `total` parts are through while it runs; `size_bytes`, `file_count`, `missing_count` (files
    that the storage had lost or altered) and `proof` hold of a good one, `fault` and `fault_en` say why there is none.
    """

    class Kind(models.TextChoices):
        """Who wanted it."""

        SCHEDULED = "scheduled", _("ตามเวลา")
        ASKED = "asked", _("กดทำเอง")
        COMMAND = "command", _("จากบรรทัดคำสั่ง")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("รอเริ่ม")
        RUNNING = "running", _("กำลังทำ")
        GOOD = "good", _("สำเร็จ")
        FAILED = "failed", _("ไม่สำเร็จ")

    class Proof(models.TextChoices):
        """What was done to see that it can be restored."""

        NONE = "", "–"
        TRIAL = "trial", _("ลองกู้คืนแล้ว")
        READ = "read", _("อ่านกลับครบ")

    kind = models.CharField(_("ชนิด"), max_length=10, choices=Kind)
    state = models.CharField(_("สถานะ"), max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("ขอเมื่อ"))
    started_at = models.DateTimeField(_("เริ่มเมื่อ"), null=True, blank=True)
    ended_at = models.DateTimeField(_("จบเมื่อ"), null=True, blank=True)
    done = models.PositiveBigIntegerField(_("ทำแล้ว"), default=0)
    total = models.PositiveBigIntegerField(_("ทั้งหมด"), default=0)
    place = models.CharField(_("ที่เก็บ"), max_length=1000, blank=True)
    is_encrypted = models.BooleanField(_("เข้ารหัส"), default=False)
    size_bytes = models.PositiveBigIntegerField(_("ขนาด"), default=0)
    file_count = models.PositiveIntegerField(_("จำนวนไฟล์แนบ"), default=0)
    missing_count = models.PositiveIntegerField(_("ไฟล์แนบที่หายไป"), default=0)
    proof = models.CharField(_("การตรวจ"), max_length=5, choices=Proof, default=Proof.NONE, blank=True)
    fault = models.TextField(_("สาเหตุ"), blank=True)
    fault_en = models.TextField(_("สาเหตุ (อังกฤษ)"), blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "ended_at"], name="backup_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "running", "good", "failed"]), name="backup_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None) | Q(state__in=["good", "failed"], ended_at__isnull=False),
                name="backup_ends_when_over",
            ),
        ]

    def __str__(self) -> str:
        return self.place


class Restoration(models.Model):
    """That the installation was restored: from which file, made when, by which release."""

    restored_at = models.DateTimeField(_("กู้คืนเมื่อ"))
    made_at = models.DateTimeField(_("ทำสำเนาเมื่อ"))
    file_name = models.CharField(_("ชื่อไฟล์"), max_length=255)
    sha256 = models.CharField(max_length=64)
    release = models.CharField(_("รุ่นของโปรแกรม"), max_length=40)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name
