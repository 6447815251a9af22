"""One membership of a kind while it lasts, with and without agency or unit, on SQLite too."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_unique_with_nulls"),
        ("people", "0002_cache_and_username"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_once_while_it_lasts",
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
    ]
