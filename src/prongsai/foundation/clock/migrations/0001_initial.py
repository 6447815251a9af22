"""Days that an agency sets for itself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0002_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="วันที่")),
                ("kind", models.CharField(choices=[("off", "วันหยุด"), ("worked", "วันทำการ")], max_length=6, verbose_name="เป็น")),
                ("name", models.CharField(max_length=200, verbose_name="ชื่อวัน")),
                ("reason", models.CharField(max_length=500, verbose_name="เหตุผล")),
                ("set_at", models.DateTimeField(verbose_name="กำหนดเมื่อ")),
                ("taken_back_at", models.DateTimeField(blank=True, null=True, verbose_name="ยกเลิกเมื่อ")),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้กำหนด",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ผู้ยกเลิก",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("taken_back_at", None)), fields=("agency", "on"), name="agency_day_once"),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["off", "worked"])), name="agency_day_kind_known"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("reason", ""), _negated=True)),
                        name="agency_day_says_why",
                    ),
                ],
            },
        ),
    ]
