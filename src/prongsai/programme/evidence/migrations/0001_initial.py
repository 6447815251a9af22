"""The tables of evidence, written by Django."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0002_initial"),
        ("files", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="ปีงบประมาณ")),
                (
                    "kind",
                    models.CharField(
                        choices=[("file", "ไฟล์"), ("link", "ลิงก์"), ("register", "จากทะเบียน")], max_length=8, verbose_name="ชนิด"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="ชื่อหลักฐาน")),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
                ("evidence_on", models.DateField(blank=True, null=True, verbose_name="ลงวันที่")),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="ช่วงเวลาตั้งแต่")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="ช่วงเวลาถึง")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="ใช้ได้ถึง")),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500, verbose_name="เหตุผลที่ถอน")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="ปีงบประมาณ")),
                ("item_code", models.CharField(max_length=8, verbose_name="ข้อ")),
                ("evidence", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="items", to="evidence.evidence")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("url", models.CharField(blank=True, max_length=2000, verbose_name="ที่อยู่เว็บ")),
                ("facts", models.JSONField(blank=True, null=True)),
                ("source_key", models.CharField(blank=True, max_length=80)),
                ("sha256", models.CharField(max_length=64)),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="เหตุผลที่เปลี่ยน")),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="evidence.evidence"),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.CharField(choices=[("accepted", "รับแล้ว"), ("returned", "ส่งกลับ")], max_length=8)),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="เหตุผล")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="evidence.evidence"),
                ),
                (
                    "revision",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="evidence.evidencerevision"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("checked_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("alive", "เปิดได้"),
                            ("gone", "ไม่มีหน้านี้แล้ว"),
                            ("sign_in", "เว็บไม่ให้คนทั่วไปเปิด"),
                            ("not_public", "ไม่ใช่ที่อยู่สาธารณะ"),
                            ("certificate", "ใบรับรองความปลอดภัยของเว็บใช้ไม่ได้"),
                            ("redirects", "เว็บส่งต่อไปหลายทอดเกินไป"),
                            ("broken", "เว็บตอบว่าเปิดหน้านี้ไม่ได้"),
                            ("temporary", "เปิดไม่ได้ชั่วคราว"),
                            ("unknown", "ยังตรวจไม่ได้"),
                            ("read", "อ่านไฟล์ได้"),
                            ("unreadable", "อ่านไฟล์ไม่ได้"),
                        ],
                        max_length=12,
                    ),
                ),
                ("http_status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("media_type", models.CharField(blank=True, max_length=100)),
                ("final_url", models.CharField(blank=True, max_length=2000)),
                ("has_text", models.BooleanField(blank=True, null=True)),
                ("content_sha256", models.CharField(blank=True, max_length=64)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("detail", models.CharField(blank=True, max_length=500)),
                (
                    "revision",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="evidence.evidencerevision"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["agency", "fiscal_year"], name="evidence_of_year"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("fiscal_year__gte", 2540), ("fiscal_year__lte", 2640)), name="evidence_year_buddhist"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["file", "link", "register"])), name="evidence_kind_known"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="evidence_has_title"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("period_from", None), ("period_to", None)),
                    models.Q(("period_from__isnull", False), ("period_to__gte", models.F("period_from")), ("period_to__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_period_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), models.Q(("withdrawal_reason", ""), _negated=True), _connector="OR"),
                name="evidence_withdrawn_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.UniqueConstraint(fields=("evidence", "item_code"), name="evidence_item_once"),
        ),
        migrations.AddConstraint(
            model_name="evidenceitem",
            constraint=models.CheckConstraint(condition=models.Q(("item_code", ""), _negated=True), name="evidence_item_has_code"),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.UniqueConstraint(fields=("evidence", "number"), name="evidence_revision_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="evidence_revision_from_one"),
        ),
        migrations.AddConstraint(
            model_name="evidencerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("facts__isnull", True), ("file__isnull", False), ("source_key", ""), ("url", "")),
                    models.Q(("facts__isnull", True), ("file", None), ("source_key", ""), models.Q(("url", ""), _negated=True)),
                    models.Q(("facts__isnull", False), ("file", None), ("url", ""), models.Q(("source_key", ""), _negated=True)),
                    _connector="OR",
                ),
                name="evidence_revision_holds_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencereview",
            constraint=models.CheckConstraint(condition=models.Q(("verdict__in", ["accepted", "returned"])), name="evidence_review_known"),
        ),
        migrations.AddConstraint(
            model_name="evidencereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "returned"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="evidence_returned_with_reason",
            ),
        ),
    ]
