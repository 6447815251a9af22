"""The tables of the first release, written by Django."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_initial"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
                verbose_name="ตรา",
            ),
        ),
        migrations.AddField(
            model_name="position",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="agencies.agency"),
        ),
        migrations.AddField(
            model_name="unit",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="units", to="agencies.agency"),
        ),
        migrations.AddField(
            model_name="position",
            name="unit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="agencies.unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="agency_has_name"),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(condition=models.Q(("paper_digits__in", ["thai", "arabic"])), name="agency_digits_known"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("agency", "name"), name="unit_name_once_per_agency"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="unit_has_name"),
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
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="position_has_title"),
        ),
    ]
