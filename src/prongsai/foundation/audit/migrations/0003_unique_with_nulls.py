"""One chain for the installation, on SQLite too."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_unique_with_nulls"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="chain",
            name="chain_of_installation_once",
        ),
        migrations.AddConstraint(
            model_name="chain",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce("agency", 0), name="chain_of_installation_once"
            ),
        ),
    ]
