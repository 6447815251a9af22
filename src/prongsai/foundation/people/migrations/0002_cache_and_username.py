"""The table of the cache, and the Thai message of the rule for user names."""

import django.contrib.auth.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "cache"},
        ),
        migrations.AlterField(
            model_name="person",
            name="username",
            field=models.CharField(
                max_length=150,
                validators=[django.contrib.auth.validators.UnicodeUsernameValidator(message="ใช้ตัวอักษร ตัวเลข และ @ . + - _ โดยไม่เว้นวรรค")],
                verbose_name="ชื่อผู้ใช้",
            ),
        ),
    ]
