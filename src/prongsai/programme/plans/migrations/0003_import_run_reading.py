"""How a run of the import was read, and its fault in both languages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="with_ocr",
            field=models.BooleanField(default=True, verbose_name="อ่านหน้าที่เป็นภาพด้วย OCR"),
        ),
        migrations.AddField(
            model_name="importrun", name="fault_en", field=models.TextField(blank=True, default=""), preserve_default=False
        ),
    ]
