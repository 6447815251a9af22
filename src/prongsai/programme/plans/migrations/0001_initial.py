"""The tables of the first release, written by Django."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("files", "0001_initial"),
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                ("responsible_as_written", models.TextField(blank=True, verbose_name="ผู้รับผิดชอบตามเอกสาร")),
                ("is_for_every_unit", models.BooleanField(default=False, verbose_name="ทุกส่วนราชการ")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="เริ่ม")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="สิ้นสุด")),
                ("period_as_written", models.CharField(blank=True, max_length=300, verbose_name="ระยะเวลาตามเอกสาร")),
                ("created_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500, verbose_name="เหตุผลที่ยกเลิก")),
                ("title", models.CharField(max_length=1000, verbose_name="มาตรการ")),
                ("numbers_steps", models.BooleanField(default=True, verbose_name="ให้เลขขั้นตอน")),
                ("catalogue_key", models.CharField(blank=True, max_length=80)),
                ("version", models.PositiveIntegerField(default=1)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged_from", to="plans.measure"
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="split_into", to="plans.measure"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MeasureUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="unit_links", to="plans.measure")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.unit")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="units",
            field=models.ManyToManyField(blank=True, related_name="+", through="plans.MeasureUnit", to="agencies.unit"),
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fiscal_year",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(2540), django.core.validators.MaxValueValidator(2640)],
                        verbose_name="ปีงบประมาณ",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="ชื่อแผน")),
                ("number_prefix", models.CharField(blank=True, max_length=10, verbose_name="เลขนำหน้าข้อ")),
                ("background", models.TextField(blank=True, verbose_name="ความเป็นมา")),
                ("created_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="agencies.agency")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-fiscal_year"],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="plan",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="plans.plan"),
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="เข้าแผนของปีงบประมาณ")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "กำลังอ่าน"),
                            ("unreadable", "อ่านไม่ได้"),
                            ("review", "รอตรวจทาน"),
                            ("committed", "นำเข้าแล้ว"),
                            ("discarded", "ไม่นำเข้า"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("paper", models.JSONField(blank=True, null=True)),
                ("source", models.JSONField(blank=True, null=True)),
                ("decisions", models.JSONField(default=list)),
                ("with_ocr", models.BooleanField(default=True, verbose_name="อ่านหน้าที่เป็นภาพด้วย OCR")),
                ("fault", models.TextField(blank=True)),
                ("fault_en", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("started_at", models.DateTimeField()),
                ("committed_at", models.DateTimeField(blank=True, null=True)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "committed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile")),
                ("job", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job")),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("measures", models.ManyToManyField(blank=True, related_name="import_runs", to="plans.measure")),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="import_runs", to="plans.plan"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PrintedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("layout", models.CharField(max_length=40)),
                ("round_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("digits", models.CharField(max_length=6)),
                ("kind", models.CharField(max_length=4)),
                ("as_of", models.DateField()),
                ("paper", models.JSONField()),
                ("state_digest", models.CharField(max_length=64)),
                ("sha256", models.CharField(max_length=64)),
                ("printed_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile")),
                (
                    "job",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                    ),
                ),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="printed_reports", to="plans.plan")),
                (
                    "printed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ProgressReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_on", models.DateField(verbose_name="ทำเมื่อ")),
                ("is_finished", models.BooleanField(default=False, verbose_name="ทำเสร็จแล้ว")),
                ("done_text", models.TextField(verbose_name="ทำอะไรไปแล้ว")),
                ("outputs", models.TextField(blank=True, verbose_name="ผลผลิต")),
                ("outcomes", models.TextField(blank=True, verbose_name="ผลลัพธ์")),
                ("obstacles", models.TextField(blank=True, verbose_name="ปัญหา อุปสรรค")),
                ("suggestions", models.TextField(blank=True, verbose_name="ข้อเสนอแนะ")),
                ("counts", models.JSONField(default=list)),
                ("reported_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="plans.progressreport",
                    ),
                ),
                ("measure", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.measure")),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "ordering": ["-reported_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile")),
                ("report", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="plans.progressreport")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField()),
                ("responsible_as_written", models.TextField(blank=True, verbose_name="ผู้รับผิดชอบตามเอกสาร")),
                ("is_for_every_unit", models.BooleanField(default=False, verbose_name="ทุกส่วนราชการ")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="เริ่ม")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="สิ้นสุด")),
                ("period_as_written", models.CharField(blank=True, max_length=300, verbose_name="ระยะเวลาตามเอกสาร")),
                ("created_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500, verbose_name="เหตุผลที่ยกเลิก")),
                ("text", models.TextField(verbose_name="ขั้นตอน")),
                ("details", models.TextField(blank=True, verbose_name="รายละเอียด")),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                ("measure", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="plans.measure")),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="progressreport",
            name="step",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="plans.step"
            ),
        ),
        migrations.CreateModel(
            name="MoreRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="ขอข้อมูลอะไรเพิ่ม")),
                ("wanted_by", models.DateField(blank=True, null=True, verbose_name="ขอภายใน")),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="more_requests", to="plans.measure"),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="plans.progressreport",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="more_requests",
                        to="plans.progressreport",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.step"
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="MonitoringDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="รายงานภายใน")),
                ("as_written", models.CharField(blank=True, max_length=500, verbose_name="ตามเอกสาร")),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "measure",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="monitoring_dates", to="plans.measure"),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="monitoring_dates", to="plans.step"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StepUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="unit_links", to="plans.step")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.unit")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="step",
            name="units",
            field=models.ManyToManyField(blank=True, related_name="+", through="plans.StepUnit", to="agencies.unit"),
        ),
        migrations.CreateModel(
            name="LiftedIndicator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="ตัวชี้วัดที่")),
                ("measure", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="indicators", to="plans.measure")),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "number"), name="indicator_once_per_measure"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="indicator_number_from_one"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="measureunit",
            constraint=models.UniqueConstraint(fields=("measure", "unit"), name="measure_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("agency", "fiscal_year"), name="plan_once_per_year"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("fiscal_year__gte", 2540), ("fiscal_year__lte", 2640)), name="plan_year_buddhist"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="plan_has_title"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("plan", "order"), name="measure_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="measure_has_title"),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on", None), ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="measure_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), models.Q(("withdrawal_reason", ""), _negated=True), _connector="OR"),
                name="measure_withdrawn_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["reading", "unreadable", "review", "committed", "discarded"])),
                name="import_run_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("committed_at__isnull", False), ("plan__isnull", False), ("state", "committed")),
                    models.Q(models.Q(("state", "committed"), _negated=True), ("committed_at", None)),
                    _connector="OR",
                ),
                name="import_run_committed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "committed")), fields=("agency", "fiscal_year", "sha256"), name="import_run_committed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="printedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("round_months", None), ("round_months__in", [6, 9, 12]), _connector="OR"),
                name="printed_report_round_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="printedreport",
            constraint=models.CheckConstraint(condition=models.Q(("digits__in", ["thai", "arabic"])), name="printed_report_digits_known"),
        ),
        migrations.AddConstraint(
            model_name="printedreport",
            constraint=models.UniqueConstraint(
                models.F("plan"),
                models.F("layout"),
                django.db.models.functions.comparison.Coalesce("round_months", 0),
                models.F("digits"),
                models.F("kind"),
                models.F("state_digest"),
                name="printed_report_once_per_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.UniqueConstraint(fields=("report", "file"), name="report_file_once"),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(condition=models.Q(("done_text", ""), _negated=True), name="report_says_what_was_done"),
        ),
        migrations.AddConstraint(
            model_name="progressreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("corrects", None), models.Q(("corrects", models.F("id")), _negated=True), _connector="OR"),
                name="report_corrects_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="morerequest",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="more_request_says_what"),
        ),
        migrations.AddConstraint(
            model_name="morerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", None), ("answered_at", None)),
                    models.Q(("answer__isnull", False), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="more_request_answered_in_pairs",
            ),
        ),
        migrations.AddConstraint(
            model_name="monitoringdate",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__isnull", False), models.Q(("as_written", ""), _negated=True), _connector="OR"),
                name="monitoring_date_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="monitoringdate",
            constraint=models.UniqueConstraint(
                models.F("measure"),
                django.db.models.functions.comparison.Coalesce("step", 0),
                models.F("due_on"),
                condition=models.Q(("due_on__isnull", False)),
                name="monitoring_day_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="stepunit",
            constraint=models.UniqueConstraint(fields=("step", "unit"), name="step_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("measure", "order"), name="step_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="step_has_text"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on", None), ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="step_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), models.Q(("withdrawal_reason", ""), _negated=True), _connector="OR"),
                name="step_withdrawn_with_reason",
            ),
        ),
    ]
