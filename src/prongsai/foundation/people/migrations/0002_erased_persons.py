"""Persons can be erased: when it happened, and that nobody signs in as one."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column and one constraint."""

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ลบข้อมูลส่วนบุคคลเมื่อ"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased_at", None)) | models.Q(("email", ""), ("is_active", False)), name="person_erased_cannot_sign_in"
            ),
        ),
    ]
