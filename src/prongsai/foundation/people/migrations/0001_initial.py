"""The tables of the first release, written by Django."""

import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "cache",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        max_length=150,
                        validators=[
                            django.contrib.auth.validators.UnicodeUsernameValidator(message="ใช้ตัวอักษร ตัวเลข และ @ . + - _ โดยไม่เว้นวรรค")
                        ],
                        verbose_name="ชื่อผู้ใช้",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมล")),
                ("full_name", models.CharField(max_length=200, verbose_name="ชื่อและนามสกุล")),
                ("is_active", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, choices=[("th", "ไทย"), ("en", "English")], max_length=2, verbose_name="ภาษา")),
                ("theme", models.CharField(blank=True, choices=[("light", "สว่าง"), ("dark", "มืด")], max_length=5, verbose_name="สีหน้าจอ")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "last_agency",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมล")),
                ("full_name", models.CharField(max_length=200, verbose_name="ชื่อและนามสกุล")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("officer", "เจ้าหน้าที่ผู้จัดทำ"),
                            ("unit_reporter", "ผู้รายงานของหน่วยงาน"),
                            ("executive", "ผู้บริหาร"),
                            ("complaint_officer", "เจ้าหน้าที่รับเรื่องร้องเรียน"),
                            ("publisher", "ผู้เผยแพร่"),
                            ("overseer", "ผู้กำกับดูแล"),
                            ("agency_administrator", "ผู้ดูแลระบบของหน่วยงาน"),
                            ("host_administrator", "ผู้ดูแลเครื่องแม่ข่าย"),
                        ],
                        max_length=40,
                        verbose_name="บทบาท",
                    ),
                ),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="agencies.agency"),
                ),
                (
                    "invited_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.position"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("officer", "เจ้าหน้าที่ผู้จัดทำ"),
                            ("unit_reporter", "ผู้รายงานของหน่วยงาน"),
                            ("executive", "ผู้บริหาร"),
                            ("complaint_officer", "เจ้าหน้าที่รับเรื่องร้องเรียน"),
                            ("publisher", "ผู้เผยแพร่"),
                            ("overseer", "ผู้กำกับดูแล"),
                            ("agency_administrator", "ผู้ดูแลระบบของหน่วยงาน"),
                            ("host_administrator", "ผู้ดูแลเครื่องแม่ข่าย"),
                        ],
                        max_length=40,
                        verbose_name="บทบาท",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="agencies.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="agencies.position",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="agencies.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower("username"), name="person_username_once"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), condition=models.Q(("email", ""), _negated=True), name="person_email_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(condition=models.Q(("username", ""), _negated=True), name="person_has_username"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted_at", None), ("accepted_by", None)),
                    models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_accepted_in_pairs",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "officer",
                            "unit_reporter",
                            "executive",
                            "complaint_officer",
                            "publisher",
                            "overseer",
                            "agency_administrator",
                            "host_administrator",
                        ],
                    )
                ),
                name="invitation_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                models.F("person"),
                django.db.models.functions.comparison.Coalesce("agency", 0),
                django.db.models.functions.comparison.Coalesce("unit", 0),
                models.F("role"),
                condition=models.Q(("ended_at", None)),
                name="membership_once_while_it_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "officer",
                            "unit_reporter",
                            "executive",
                            "complaint_officer",
                            "publisher",
                            "overseer",
                            "agency_administrator",
                            "host_administrator",
                        ],
                    )
                ),
                name="membership_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency", None), ("role__in", ("host_administrator",))),
                    models.Q(models.Q(("role__in", ("host_administrator",)), _negated=True), ("agency__isnull", False)),
                    _connector="OR",
                ),
                name="membership_agency_fits_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("ended_at__gte", models.F("started_at")), _connector="OR"),
                name="membership_ends_after_start",
            ),
        ),
    ]
