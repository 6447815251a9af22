"""The tables of scorecards, written by Django."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0002_initial"),
        ("files", "0001_initial"),
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Scorecard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="ปีงบประมาณ")),
                (
                    "kind",
                    models.CharField(choices=[("official", "ผลทางการ"), ("own", "ประเมินตนเอง")], max_length=8, verbose_name="ชนิดของผล"),
                ),
                ("number", models.PositiveIntegerField(verbose_name="ฉบับที่")),
                (
                    "made_from",
                    models.CharField(
                        choices=[("typed", "กรอก"), ("imported", "นำเข้าจากไฟล์"), ("computed", "คำนวณ"), ("withdrawn", "ถอนออก")],
                        max_length=9,
                        verbose_name="ที่มา",
                    ),
                ),
                ("framework_digest", models.CharField(max_length=64)),
                ("facts_digest", models.CharField(max_length=64)),
                ("input", models.JSONField()),
                ("result", models.JSONField()),
                ("total", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="คะแนนรวม")),
                ("level", models.CharField(blank=True, max_length=40, verbose_name="ระดับ")),
                (
                    "printed_total",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="คะแนนรวมตามเอกสาร"),
                ),
                ("printed_level", models.CharField(blank=True, max_length=60, verbose_name="ระดับตามเอกสาร")),
                ("note", models.CharField(blank=True, max_length=2000, verbose_name="หมายเหตุ")),
                ("created_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="scorecards", to="agencies.agency")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="ไฟล์",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="scorecards.scorecard",
                    ),
                ),
            ],
            options={
                "ordering": ["-fiscal_year", "kind", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "fiscal_year", "kind", "number"), name="scorecard_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year__gte", 2540), ("fiscal_year__lte", 2640)), name="scorecard_year_buddhist"
                    ),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["official", "own"])), name="scorecard_kind_known"),
                    models.CheckConstraint(
                        condition=models.Q(("made_from__in", ["typed", "imported", "computed", "withdrawn"])),
                        name="scorecard_made_from_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("supersedes", None)),
                            models.Q(("number__gt", 1), ("supersedes__isnull", False)),
                            _connector="OR",
                        ),
                        name="scorecard_first_or_supersedes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_from", "withdrawn"), _negated=True),
                            models.Q(("number__gt", 1), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="scorecard_withdrawn_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("made_from", "imported"), _negated=True), ("file__isnull", False), _connector="OR"),
                        name="scorecard_imported_from_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("total", None), models.Q(("total__gte", 0), ("total__lte", 100)), _connector="OR"),
                        name="scorecard_total_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed_total", None), models.Q(("printed_total__gte", 0), ("printed_total__lte", 100)), _connector="OR"
                        ),
                        name="scorecard_printed_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="ปีงบประมาณ")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("reading", "กำลังอ่าน"), ("unreadable", "อ่านไม่ได้"), ("read", "อ่านแล้ว")], default="reading", max_length=10
                    ),
                ),
                ("found", models.JSONField(default=list)),
                ("fault", models.TextField(blank=True)),
                ("fault_en", models.TextField(blank=True)),
                ("started_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile")),
                ("job", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job")),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["reading", "unreadable", "read"])), name="score_file_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "unreadable"), _negated=True), models.Q(("fault", ""), _negated=True), _connector="OR"
                        ),
                        name="score_file_unreadable_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year__gte", 2540), ("fiscal_year__lte", 2640)), name="score_file_year_buddhist"
                    ),
                ],
            },
        ),
    ]
