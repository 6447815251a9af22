"""The tables of the first release, written by Django."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$", "ใช้ a-z 0-9 และขีดกลาง")
                        ],
                        verbose_name="รหัส",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("อบจ.", "องค์การบริหารส่วนจังหวัด"),
                            ("ทน.", "เทศบาลนคร"),
                            ("ทม.", "เทศบาลเมือง"),
                            ("ทต.", "เทศบาลตำบล"),
                            ("อบต.", "องค์การบริหารส่วนตำบล"),
                            ("กทม.", "กรุงเทพมหานคร"),
                            ("เมืองพัทยา", "เมืองพัทยา"),
                        ],
                        max_length=20,
                        verbose_name="ประเภท",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="ชื่อเต็ม")),
                ("short_name", models.CharField(max_length=100, verbose_name="ชื่อย่อ")),
                ("district", models.CharField(blank=True, max_length=100, verbose_name="อำเภอ")),
                ("province", models.CharField(max_length=100, verbose_name="จังหวัด")),
                ("address", models.TextField(blank=True, max_length=500, verbose_name="ที่อยู่")),
                ("phone", models.CharField(blank=True, max_length=100, verbose_name="โทรศัพท์")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมล")),
                ("website", models.URLField(blank=True, verbose_name="เว็บไซต์")),
                (
                    "paper_digits",
                    models.CharField(
                        choices=[("thai", "เลขไทย"), ("arabic", "เลขอารบิก")], default="thai", max_length=6, verbose_name="ตัวเลขในเอกสาร"
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="ตำแหน่ง")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="ชื่อหน่วยงาน")),
                ("canonical", models.CharField(blank=True, max_length=200, verbose_name="ชื่อมาตรฐาน")),
                ("order", models.PositiveIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["order", "pk"],
            },
        ),
    ]
