"""Saving a progress report through the action and over HTTP, beside a bare insert of the same row; SQLite and PostgreSQL, both careful."""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
ROUNDS = 40
WARM_UP = 3


def main() -> None:
    """Measure each database in a process of its own, with a running product beside."""
    from tools.torture.cluster import Cluster

    for database in ("sqlite", "postgresql"):
        cluster = Cluster() if database == "postgresql" else None
        folder = Path(tempfile.mkdtemp(prefix="prongsai-saving-"))
        try:
            environment = {} if cluster is None else {"DATABASE_URL": cluster.address}
            command = [sys.executable, __file__, database, str(folder / "data")]
            subprocess.run(command, check=True, env={**os.environ, **environment})
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if cluster is not None:
                cluster.remove()


def measure(database: str, data: Path) -> None:
    """Take all ways in turn, so that what else the machine does falls on all of them alike."""
    from tools.torture.product import Product

    product = Product(data, {name: os.environ[name] for name in ("DATABASE_URL",) if name in os.environ})
    os.environ |= {
        "PRONGSAI_DATA": str(data),
        "PRONGSAI_ADDRESS": f"http://127.0.0.1:{product.port}",
        "PRONGSAI_DEMONSTRATION": "yes",
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
    }
    import django

    django.setup()
    product.start()
    try:
        product.come_back()
        ways = _ways(product.port)
        taken: dict[str, list[float]] = defaultdict(list)
        computed: dict[str, list[float]] = defaultdict(list)
        for turn in range(WARM_UP + ROUNDS):
            for name, save in ways.items():
                before = time.process_time()
                seconds = save(turn)
                if turn >= WARM_UP:
                    taken[name].append(1000 * seconds)
                    computed[name].append(1000 * (time.process_time() - before))
    finally:
        product.stop()
    bare = statistics.median(taken["bare insert"])
    print(f"{database}, median of {ROUNDS}")
    for name, values in taken.items():
        median = statistics.median(values)
        here = "" if name.startswith("HTTP") else f"  (CPU {statistics.median(computed[name]):.1f} ms)"
        print(f"  {name:<28}{median:>8.1f} ms {median / bare:>7.1f} ×{here}", flush=True)
    _print_statements(ways["action, no file"])


def _ways(port: int) -> dict[str, Callable[[int], float]]:
    from django.db import transaction
    from django.utils import timezone
    from tools.torture.visitor import Upload as FormUpload
    from tools.torture.visitor import Visitor

    from prongsai.foundation.agencies.models import Agency
    from prongsai.foundation.people.demonstration import PASSWORD
    from prongsai.foundation.people.models import Person
    from prongsai.foundation.people.queries import actor_in
    from prongsai.programme.plans.actions.progress import report_progress
    from prongsai.programme.plans.models import Measure, ProgressReport
    from prongsai.programme.plans.progress.drafts import ProgressDraft, Upload

    agency = Agency.objects.get()
    by = actor_in(Person.objects.get(username="officer"), agency.pk)
    assert by is not None
    measure = Measure.objects.filter(plan__agency=agency, withdrawn_at=None).latest("pk")
    day, visitor = timezone.localdate(), Visitor(port, "officer", PASSWORD)
    path = f"/a/{agency.code}/measures/{measure.pk}/report/"
    form = visitor.form_of(path, "done_text")

    def content(turn: int) -> bytes:
        return b"%PDF-1.4\n" + hashlib.sha256(f"{turn} {time.time_ns()}".encode()).hexdigest().encode() * 1_600

    def said(turn: int) -> str:
        return f"งาน {turn} {time.time_ns()}"

    def bare(turn: int) -> float:
        values: dict[str, Any] = {"agency": agency, "measure": measure, "happened_on": day, "is_finished": False}
        begun = time.perf_counter()
        with transaction.atomic():
            ProgressReport.objects.create(**values, done_text=said(turn), reported_by_id=by.person_id, reported_at=timezone.now())
        return time.perf_counter() - begun

    def action(turn: int, uploads: tuple[Upload, ...] = ()) -> float:
        draft = ProgressDraft(happened_on=day, done_text=said(turn))
        begun = time.perf_counter()
        report_progress(by=by, at=timezone.now(), measure=measure, draft=draft, uploads=uploads)
        return time.perf_counter() - begun

    def over_http(turn: int, uploads: tuple[FormUpload, ...] = ()) -> float:
        begun = time.perf_counter()
        answer = visitor.post(path, form | {"done_text": [said(turn)]}, uploads)
        assert answer.status == 302, answer.status
        return time.perf_counter() - begun

    return {
        "bare insert": bare,
        "action, no file": action,
        "action, file of 100 KB": lambda turn: action(turn, (Upload("a.pdf", content(turn)),)),
        "HTTP, no file": over_http,
        "HTTP, file of 100 KB": lambda turn: over_http(turn, (FormUpload("evidence", "a.pdf", content(turn)),)),
    }


def _print_statements(save: Callable[[int], float]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        save(0)
    kinds = Counter(query["sql"].split()[0].lower() for query in seen.captured_queries)
    print(f"  statements of the action: {len(seen)} ({', '.join(f'{count} {kind}' for kind, count in kinds.most_common())})")
    if "-v" in sys.argv:
        for query in seen.captured_queries:
            print("   ", query["time"], query["sql"][:150])


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
