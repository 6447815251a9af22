"""Tables of notices: what persons are told, the mails that tell it, what each person chose, and the secret calendar addresses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.notices.stages import KINDS
from prongsai.foundation.people.models import Person


class Notice(models.Model):
    """One thing told to one person, once: `key` says which.

    A reminder has `source` and `object_key` of the dated object, its day and its `stage` (`stages.stage_of`). A notice of an event has
    its `verb` in the audit trail; with a source and a stage besides, it stands for the reminder that would be due at that moment.
    `title` is as it was then. `withdrawn_at` is set when the thing is done, moved or told anew. `mail_from` is the moment from which a
    mail may tell it, None once a mail has it or where no mail is wanted.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=320)
    source = models.CharField(max_length=80, blank=True)
    object_key = models.CharField(max_length=160, blank=True)
    verb = models.CharField(max_length=80, blank=True)
    stage = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    title = models.TextField()
    may_be_mailed = models.BooleanField(default=False)
    action = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=500)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mail_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once_per_person"),
            models.CheckConstraint(condition=~Q(source="", verb=""), name="notice_says_of_what"),
            models.CheckConstraint(condition=Q(stage=None) | Q(due_on__isnull=False), name="notice_of_a_stage_has_a_day"),
        ]
        indexes = [
            models.Index(fields=["person", "agency", "created_at"], name="notice_of_person"),
            models.Index(fields=["person", "agency"], condition=Q(read_at=None, withdrawn_at=None), name="notice_unread"),
            models.Index(fields=["agency", "source", "key"], name="notice_of_object"),
            models.Index(fields=["mail_from"], condition=Q(mail_from__isnull=False), name="notice_waits_for_mail"),
        ]

    def __str__(self) -> str:
        return self.title[:80]


class Mail(models.Model):
    """A mail to one person. `message_id` stays the same however often it is tried.

    What it says is written when it is sent, from those of its notices that are still open. `sending` was handed to the mail server and
    nobody knows yet what became of it; `uncertain` means that nobody ever will: such a mail is never sent again (ADR 0016). `address` is
    where it went, `fault` the last thing that went wrong.
    """

    class State(models.TextChoices):
        """Where the mail is."""

        WAITING = "waiting", _("รอส่ง")
        SENDING = "sending", _("กำลังส่ง")
        SENT = "sent", _("ส่งแล้ว")
        UNCERTAIN = "uncertain", _("ไม่แน่ว่าถึงหรือไม่")
        FAILED = "failed", _("ส่งไม่ถึง")
        DROPPED = "dropped", _("ไม่มีอะไรต้องบอกแล้ว")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=250, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    address = models.EmailField(blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="waiting"), name="mail_waits_once_per_person"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "uncertain", "failed", "dropped"]), name="mail_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending"], ended_at=None)
                | Q(state__in=["sent", "uncertain", "failed", "dropped"], ended_at__isnull=False),
                name="mail_ends_when_over",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="mail_by_state"),
            models.Index(fields=["person", "ended_at"], name="mail_of_person"),
        ]

    def __str__(self) -> str:
        return self.message_id


class MailNotice(models.Model):
    """Which notices a mail tells."""

    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, related_name="links")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "notice"], name="mail_tells_notice_once")]


def all_kinds() -> list[str]:
    """Every kind of reminder: what a person gets who chose nothing."""
    return list(KINDS)


class PersonNoticeSettings(models.Model):
    """What a person chose: whether and when mails come, and which reminders at all (`kinds`, of `stages.KINDS`)."""

    class When(models.TextChoices):
        """When a mail comes."""

        AT_ONCE = "at_once", _("ทันทีที่มีเรื่องใหม่")
        DAILY = "daily", _("วันละฉบับ เวลา 08:00 น.")
        NONE = "none", _("ไม่รับอีเมล")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="notice_settings")
    mail = models.CharField(max_length=8, choices=When, default=When.DAILY)
    kinds = models.JSONField(default=all_kinds)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(mail__in=["at_once", "daily", "none"]), name="notice_mail_known")]


class CalendarFeed(models.Model):
    """A secret address of a person's due days. Only the digest of the secret is stored; a new one ends the one before."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secret_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="calendar_feed_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.made_at:%Y-%m-%d}"


class ReminderRun(models.Model):
    """Until where the due days of an agency were looked at: the day, and the number of the last event in its chain by then."""

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, primary_key=True, related_name="+")
    day = models.DateField(null=True, blank=True)
    chain_number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.day}"
