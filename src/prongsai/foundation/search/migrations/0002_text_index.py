"""The index of letters over the entries."""

from django.db import migrations

from prongsai.foundation.search.text_index import TextIndex


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [TextIndex()]
