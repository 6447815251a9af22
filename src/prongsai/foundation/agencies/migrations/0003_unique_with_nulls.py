"""One position of a title per unit, or at the head of the agency, on SQLite too."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="position",
            name="position_once_per_unit",
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(
                models.F("agency"),
                django.db.models.functions.comparison.Coalesce("unit", 0),
                models.F("title"),
                name="position_once_per_unit",
            ),
        ),
    ]
