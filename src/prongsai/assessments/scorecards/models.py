"""The tables of scorecards, and of files on their way to become some. Scorecards are only ever added: what is wrong
or old is superseded by a new card of the same year and kind.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from prongsai.foundation.agencies.models import Agency
from prongsai.foundation.files.models import StoredFile
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.people.models import Person

FIRST_YEAR, LAST_YEAR = 2540, 2640
LONGEST_NOTE = 2000
LONGEST_LEVEL = 60


class Scorecard(models.Model):
    """The scores of an agency in a fiscal year (Buddhist) as they were known at one time.

    `number` counts the cards of one agency, year and kind from 1; the one that nothing supersedes is current, so there is at most one.
    `input` is what was handed in ({"points": {node key: "79.25"}, "tallies": {item code: …}, "facts": {…}}), `facts_digest` its digest;
    `result` is all that was computed from it (`stored.py`), by the framework file of `framework_digest`, so a card is shown without
    computing again. `total` (two decimals, rounded half up) and `level` (the key of its rule) repeat the result for lists; None and ""
    where missing parts leave them open. `printed_total` and `printed_level` are what the official paper prints, where it prints them.
    A withdrawn card has no points: it says that the cards before it were a mistake.
    """

    class Kind(models.TextChoices):
        """Whose result it is."""

        OFFICIAL = "official", _("ผลทางการ")
        OWN = "own", _("ประเมินตนเอง")

    class MadeFrom(models.TextChoices):
        """Where the scores come from."""

        TYPED = "typed", _("กรอก")
        IMPORTED = "imported", _("นำเข้าจากไฟล์")
        COMPUTED = "computed", _("คำนวณ")
        WITHDRAWN = "withdrawn", _("ถอนออก")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="scorecards")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    kind = models.CharField(_("ชนิดของผล"), max_length=8, choices=Kind)
    number = models.PositiveIntegerField(_("ฉบับที่"))
    made_from = models.CharField(_("ที่มา"), max_length=9, choices=MadeFrom)
    framework_digest = models.CharField(max_length=64)
    facts_digest = models.CharField(max_length=64)
    input = models.JSONField()
    result = models.JSONField()
    total = models.DecimalField(_("คะแนนรวม"), max_digits=5, decimal_places=2, null=True, blank=True)
    level = models.CharField(_("ระดับ"), max_length=40, blank=True)
    printed_total = models.DecimalField(_("คะแนนรวมตามเอกสาร"), max_digits=5, decimal_places=2, null=True, blank=True)
    printed_level = models.CharField(_("ระดับตามเอกสาร"), max_length=LONGEST_LEVEL, blank=True)
    file = models.ForeignKey(StoredFile, verbose_name=_("ไฟล์"), on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("หมายเหตุ"), max_length=LONGEST_NOTE, blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by")
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-fiscal_year", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "fiscal_year", "kind", "number"], name="scorecard_number_once"),
            models.CheckConstraint(condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="scorecard_year_buddhist"),
            models.CheckConstraint(condition=Q(kind__in=["official", "own"]), name="scorecard_kind_known"),
            models.CheckConstraint(
                condition=Q(made_from__in=["typed", "imported", "computed", "withdrawn"]), name="scorecard_made_from_known"
            ),
            models.CheckConstraint(
                condition=Q(number=1, supersedes=None) | Q(number__gt=1, supersedes__isnull=False), name="scorecard_first_or_supersedes"
            ),
            models.CheckConstraint(condition=~Q(made_from="withdrawn") | (Q(number__gt=1) & ~Q(note="")), name="scorecard_withdrawn_why"),
            models.CheckConstraint(condition=~Q(made_from="imported") | Q(file__isnull=False), name="scorecard_imported_from_file"),
            models.CheckConstraint(condition=Q(total=None) | Q(total__gte=0, total__lte=100), name="scorecard_total_in_range"),
            models.CheckConstraint(
                condition=Q(printed_total=None) | Q(printed_total__gte=0, printed_total__lte=100), name="scorecard_printed_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.fiscal_year} ({self.number})"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it only says that the cards before it do not hold."""
        return self.made_from == self.MadeFrom.WITHDRAWN


class ScoreFile(models.Model):
    """A file with scores that was handed in: what was read in it waits here until a person records it.

    `found` is what was read (`found.py`): one entry per agency and year in the file. It never changes after the reading. Which cards came
    of it, the cards tell. `fiscal_year` is the year from whose page the file came; it holds for entries that name none.
    """

    class State(models.TextChoices):
        """Where the file is."""

        READING = "reading", _("กำลังอ่าน")
        UNREADABLE = "unreadable", _("อ่านไม่ได้")
        READ = "read", _("อ่านแล้ว")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    found = models.JSONField(default=list)
    fault = models.TextField(blank=True)
    fault_en = models.TextField(blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["reading", "unreadable", "read"]), name="score_file_state_known"),
            models.CheckConstraint(condition=~Q(state="unreadable") | ~Q(fault=""), name="score_file_unreadable_why"),
            models.CheckConstraint(condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR), name="score_file_year_buddhist"),
        ]

    def __str__(self) -> str:
        return self.file.name
