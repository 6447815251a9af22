"""The tables of search, written by Django."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0002_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchCursor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_number", models.PositiveBigIntegerField(default=0)),
                ("installation_number", models.PositiveBigIntegerField(default=0)),
                ("form", models.CharField(blank=True, max_length=64)),
                ("agency", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=80)),
                ("object_id", models.BigIntegerField()),
                ("title", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("folded_title", models.TextField()),
                ("folded_body", models.TextField(blank=True)),
                ("address", models.CharField(max_length=300)),
                ("fiscal_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency")),
            ],
        ),
        migrations.CreateModel(
            name="EntryUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.unit")),
                (
                    "entry",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="unit_links", to="search.searchentry"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="searchentry",
            constraint=models.UniqueConstraint(fields=("agency", "source", "object_id"), name="search_entry_once_per_object"),
        ),
        migrations.AddConstraint(
            model_name="entryunit",
            constraint=models.UniqueConstraint(fields=("entry", "unit"), name="search_entry_unit_once"),
        ),
    ]
