"""Jobs hold what is to be done, who does it and until when: the table is the queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.AddField("job", "attempts", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("job", "held_by", models.CharField(blank=True, max_length=60)),
        migrations.AddField("job", "held_until", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("job", "order", models.JSONField(blank=True, default=dict)),
        migrations.AddIndex(
            "job",
            models.Index(condition=models.Q(("state__in", ["waiting", "running"])), fields=["attempts", "id"], name="job_open"),
        ),
    ]
