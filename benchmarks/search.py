"""How long a search takes beside a LIKE scan over the same texts, on SQLite and PostgreSQL: p50, p95 and ratios.

    .venv/bin/python benchmarks/search.py                   10,000 to 1,000,000 texts: 6 GB in the temporary folder, ten minutes
    .venv/bin/python benchmarks/search.py 100000            so many texts only
    .venv/bin/python benchmarks/search.py 100000 sqlite     one database only

Nine of ten texts are of one large agency, the others of a hundred small ones. What is timed is all that the page needs: candidates,
order, counts, and the first twenty answers with their hits. The scan is the bare query, with the same bound on its rows.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
SMALL_AGENCIES = 100
EACH = 12
SCANS = 3
TRIES = 3
VOCABULARY = 2_000
ROOT = Path(__file__).resolve().parents[1]


class Texts:
    """Invented Thai texts of common words, some far more frequent than others."""

    def __init__(self) -> None:
        from prongsai.core.thai.words import common_words

        self.random = random.Random(5)
        words = sorted(word for word in common_words(1000) if 3 <= len(word) <= 12)
        self.random.shuffle(words)
        self.words = words[:VOCABULARY]
        self.weights = list(accumulate(1 / (rank + 4) for rank in range(len(self.words))))

    def some(self, least: int, most: int) -> str:
        """So many words in a row, as Thai is written."""
        return "".join(self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(least, most)))

    def one(self) -> tuple[str, str]:
        """Title and body of a text."""
        return self.some(4, 9), " ".join(self.some(3, 8) for _ in range(4))


def fill(size: int) -> tuple[list[int], list[str]]:
    """The tables with so many texts; gives the large and a small agency, and some titles."""
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from prongsai.foundation import registry
    from prongsai.foundation.agencies.models import Agency
    from prongsai.foundation.search.models import PLACES_PER_AGENCY, SearchEntry
    from prongsai.foundation.search.text_index import TextIndex

    registry.searchable.withdraw(*(source.key for source in registry.searchable))
    for number in range(6):
        registry.searchable.announce(registry.SearchSource(f"bench.{number}", f"ชนิด {number}", "file-text", "plans.view", lambda *_: ()))
    agencies = [
        Agency.objects.create(
            code=f"bench-{number}", kind="อบต.", name=f"อบต. {number}", short_name="", province="", created_at=timezone.now()
        ).pk
        for number in range(SMALL_AGENCIES + 1)
    ]
    texts = Texts()
    with connection.schema_editor() as editor:
        TextIndex().database_backwards("search", editor, None, None)
    titles: list[str] = []
    rows: list[SearchEntry] = []
    for number in range(size):
        agency = agencies[0] if number % 10 else agencies[1 + number // 10 % SMALL_AGENCIES]
        title, body = texts.one()
        if number % max(1, size // 500) == 1:
            titles.append(title)
        rows.append(
            SearchEntry(
                id=agency * PLACES_PER_AGENCY + number,
                agency_id=agency,
                source=f"bench.{number % 6}",
                object_id=number,
                title=title,
                body=body,
                folded_title=title,
                folded_body=body,
                address="/",
                fiscal_year=2560 + number % 10,
            )
        )
        if len(rows) == 5_000:
            SearchEntry.objects.bulk_create(rows)
            rows = []
    SearchEntry.objects.bulk_create(rows)
    with connection.schema_editor() as editor:
        TextIndex().database_forwards("search", editor, None, None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return agencies[:2], titles


def questions(titles: list[str]) -> dict[str, list[str]]:
    """What is asked, by class."""
    texts = Texts()
    pick = random.Random(7)
    words = [word for word in texts.words if len(word) >= 4]
    common, rare = words[:40], words[-200:]

    def part(title: str, letters: int) -> str:
        start = pick.randrange(max(1, len(title) - letters))
        return title[start : start + letters]

    def misspelt(title: str) -> str:
        word = part(title, 12)
        place = pick.randrange(1, len(word) - 1)
        return f"{word[:place]}ฮ{word[place + 1 :]}"

    return {
        "a common word": pick.sample(common, EACH),
        "a rare word": pick.sample(rare, EACH),
        "part of a title": [part(title, 14) for title in pick.sample(titles, EACH)],
        "two common words": [f"{pick.choice(common)} {pick.choice(common)}" for _ in range(EACH)],
        "two rare words": [f"{pick.choice(rare)} {pick.choice(rare)}" for _ in range(EACH)],
        "one letter wrong": [misspelt(title) for title in pick.sample(titles, EACH)],
        "nothing has it": [f"ฮฮฌ{pick.choice(rare)}ฌฮฮ" for _ in range(EACH)],
        "two letters": [part(title, 2) for title in pick.sample(titles, EACH)],
    }


def timed(act: Callable[[str], object], asked: Iterable[str]) -> list[float]:
    """Milliseconds of each, the best of some tries: other work on the machine is none of ours."""
    taken = []
    for question in asked:
        tries = []
        for _ in range(TRIES):
            begin = time.perf_counter()
            act(question)
            tries.append((time.perf_counter() - begin) * 1000)
        taken.append(min(tries))
    return taken


def scan(agency: int, question: str) -> None:
    """The bare query without an index: every word by LIKE."""
    from django.db import connection

    condition = " AND ".join("(folded_title LIKE %s OR folded_body LIKE %s)" for _ in question.split())
    values = [f"%{word}%" for word in question.split() for _ in range(2)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_bitmapscan = off")
        cursor.execute(
            f"SELECT id, folded_title FROM search_searchentry WHERE agency_id = %s AND {condition} LIMIT 1000", [agency, *values]
        )
        cursor.fetchall()
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_bitmapscan = on")


def inside(size: int) -> None:
    """Fill and measure one database, the one of the settings."""
    import django

    django.setup()
    from django.db import connection

    from prongsai.foundation.people.actor import Actor
    from prongsai.foundation.search.queries import search, shown

    begin = time.perf_counter()
    (large, small), titles = fill(size)
    print(f"\n{connection.vendor}, {size:,} texts (filled and indexed in {time.perf_counter() - begin:.0f} s)", flush=True)
    print(f"{'':<34}{'p50 ms':>9}{'p95 ms':>9}{'scan p50':>10}{'scan / search':>15}")
    for name, agency in (("large agency", large), ("small agency", small)):
        actor = Actor(person_id=None, name="", agency_id=agency, permissions=frozenset({"plans.view"}))

        def ask(question: str, actor: Actor = actor) -> None:
            found = search(by=actor, typed=question)
            shown(found.question, found.answers[:20])

        together: list[float] = []
        for kind, asked in questions(titles).items():
            ask(asked[0])
            taken = timed(ask, asked)
            plain = timed(lambda question, agency=agency: scan(agency, question), asked[:SCANS])
            together += taken
            print(_line(f"{name}: {kind}", taken, plain), flush=True)
        print(_line(f"{name}: all together", together, []), flush=True)


def _line(name: str, taken: list[float], plain: list[float]) -> str:
    middle, tail = statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
    beside = f"{statistics.median(plain):>10.1f}{statistics.median(plain) / middle:>13.1f} ×" if plain else ""
    return f"{name:<34}{middle:>9.1f}{tail:>9.1f}{beside}"


def main() -> None:
    """Each size on each database, one after the other, each with a database of its own that is removed."""
    asked = sys.argv[1:]
    databases = [name for name in ("sqlite", "postgresql") if name in asked] or ["sqlite", "postgresql"]
    for size in [int(argument) for argument in asked if argument.isdecimal()] or SIZES:
        for database in databases:
            command = [sys.executable, __file__, "--inside", str(size)]
            if database == "postgresql":
                command.insert(0, str(ROOT / "tools" / "postgres"))
            with tempfile.TemporaryDirectory() as folder:
                environment = {**os.environ, "PRONGSAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "prongsai.config.settings"}
                environment.pop("DATABASE_URL", None)
                subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(int(sys.argv[2]))
    else:
        main()
