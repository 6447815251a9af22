"""A run: clients at work, kills at random moments, and a look at everything after each."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.db import connections
from tools.torture import invariants, invariants_of_mail
from tools.torture.cluster import Cluster
from tools.torture.deeds import Gate, work
from tools.torture.journal import Journal, Write
from tools.torture.post_office import PostOffice
from tools.torture.product import NotWell, Product
from tools.torture.seeding import Seeded, seed

from prongsai.foundation.audit.models import Event
from prongsai.foundation.files.models import Blob
from prongsai.foundation.jobs.models import Job
from prongsai.foundation.notices.models import Mail, Notice

_AGAIN = 0.15
_TRAIL_EVERY = 8  # walking every chain takes the longer the more has happened
_QUIET_SECONDS = 120.0
_WAYS = (
    ("web",),
    ("web",),
    ("worker",),
    ("worker",),
    ("web", "worker"),
    ("one", "web"),
    ("one", "worker"),
    ("everything",),
    ("teller",),
    ("teller",),
)


class Run:
    """Everything of one run."""

    def __init__(
        self, product: Product, cluster: Cluster | None, post_office: PostOffice, folder: Path, chance: random.Random, *, is_short: bool
    ) -> None:
        self._product, self._cluster, self._post_office = product, cluster, post_office
        self._chance, self._is_short = chance, is_short
        self._journal = Journal(folder / "journal.jsonl")
        self._gate, self._is_over = Gate(), threading.Event()
        self._kills: Counter[str] = Counter()
        self._ways = list(dict.fromkeys(_WAYS))
        chance.shuffle(self._ways)
        if is_short:
            self._ways.sort(key=lambda way: way in (("web",), ("worker",), ("everything",)))  # these are taken first
        self._violations: list[str] = []
        self._looks = self._looked = self._last_blob = 0
        self._seeded: Seeded | None = None

    def go(self, kills: int, postmaster_kills: int) -> bool:
        """Torture; True where everything held."""
        self._product.start()
        try:
            self._product.come_back()
            self._seeded = seed(port=self._product.port, journal=self._journal, chance=self._chance, is_short=self._is_short)
            threads = self._threads(self._seeded)
            for thread in threads:
                thread.start()
            plan = ["server"] * postmaster_kills + ["product"] * kills
            self._chance.shuffle(plan)
            for what in plan:
                self._choose_moment()
                self._kill(what)
                if not self._is_short and self._chance.random() < _AGAIN:
                    time.sleep(self._chance.uniform(0.5, 2.0))  # while it is coming back
                    continue
                killed = time.monotonic()
                self._product.come_back()
                back = time.monotonic()
                self._look()
                print(
                    f"{sum(self._kills.values()):4} back after {back - killed:.1f} s, looked for {time.monotonic() - back:.1f} s",
                    flush=True,
                )
                if self._violations:
                    break
            self._product.come_back()
            self._is_over.set()
            self._gate.open()
            for thread in threads:
                thread.join()
            self._end()
        except NotWell as error:
            self._violations.append(str(error))
        finally:
            self._is_over.set()
            self._product.stop()
        return not self._violations

    def summary(self) -> str:
        """What happened, in numbers."""
        writes = self._journal.writes
        told, asked = Counter(write.kind for write in writes if write.is_acknowledged), Counter(write.kind for write in writes)
        jobs = Counter(Job.objects.values_list("kind", "state"))
        mails = Counter(Mail.objects.values_list("state", flat=True))
        begun = Counter(Job.objects.values_list("attempts", flat=True))
        lines = [
            f"kills       {sum(self._kills.values())}: " + ", ".join(f"{name} {count}" for name, count in sorted(self._kills.items())),
            "writes      " + ", ".join(f"{kind} {told[kind]} acknowledged of {count}" for kind, count in sorted(asked.items())),
            "jobs        " + ", ".join(f"{kind} {state} {count}" for (kind, state), count in sorted(jobs.items())),
            "attempts    " + ", ".join(f"{attempts}: {count} jobs" for attempts, count in sorted(begun.items())),
            f"contents    {Blob.objects.count()} whole; events in the trail {Event.objects.count()}",
            f"mails       {len(self._post_office.taken)} came; " + ", ".join(f"{state} {count}" for state, count in sorted(mails.items())),
            f"notices     {Notice.objects.count()}",
            f"looks       {self._looks} at everything; violations {len(self._violations)}",
        ]
        faults = [words for client, _, _ in self._seeded.clients for words in client.visitor.faults] if self._seeded else []
        lines.append(f"faults      {len(faults)} answers said that the product cannot answer now {faults[:3] if faults else ''}")
        lines += [f"VIOLATION   {words}" for words in self._violations[:50]]
        return "\n".join(lines)

    def _threads(self, seeded: Seeded) -> list[threading.Thread]:
        return [
            threading.Thread(target=work, args=(client, deed, self._gate, self._is_over, pause), daemon=True)
            for client, deed, pause in seeded.clients
        ]

    def _choose_moment(self) -> None:
        """Any moment, or one that is worse than others: just after a write was acknowledged, or while one is on its way."""
        time.sleep(self._chance.uniform(0.1, 0.6 if self._is_short else 2.0))
        moment = self._chance.choice(("any", "sent", "told", "told"))
        if moment != "any":
            self._journal.wait_for(moment, 5.0)
            time.sleep(self._chance.uniform(0.0, 0.2) if moment == "sent" else self._chance.uniform(0.0, 0.02))

    def _kill(self, what: str) -> None:
        if what == "server" and self._cluster is not None:
            self._cluster.kill()
            self._kills["server"] += 1
            time.sleep(self._chance.uniform(0.0, 2.0))
            self._cluster.start()
            return
        way = self._ways.pop() if self._ways else self._chance.choice(_WAYS)
        self._product.tell_again()
        if way == ("teller",):
            self._kills["teller"] += self._product.kill_teller()
            self._product.tell_again()
            return
        if way != ("everything",) and not all(self._product.may_kill(part) for part in way if part != "one"):
            way = ("everything",)
        if way == ("everything",):
            count = self._product.kill_everything()
        elif way[0] == "one":
            count = self._product.kill_one(way[1], self._chance.randrange(100))
        else:
            count = self._product.kill(way)
        if count:
            self._kills[" ".join(way)] += 1

    def _look(self) -> None:
        """Look at what changed since the last look, and at everything that must hold at any time."""
        self._gate.shut()
        connections.close_all()
        writes = self._journal.writes
        new = writes[self._looked :]
        self._note(
            invariants.of_writes(new),
            invariants.of_rows(),
            invariants.of_database(),
            invariants.of_contents(self._last_blob),
            invariants_of_mail.of_asks(new),
            invariants.of_trail() if self._looks % _TRAIL_EVERY == 0 else iter(()),
        )
        self._looked = len(writes)
        self._last_blob = Blob.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self._gate.open()

    def _end(self) -> None:
        """Let the worker come to an end, and look at all of it, over HTTP too."""
        connections.close_all()
        deadline = time.monotonic() + _QUIET_SECONDS
        self._product.tell_again()
        while time.monotonic() < deadline:
            if not Job.objects.filter(state__in=["waiting", "running"]).exists() and not invariants_of_mail.untold():
                break
            time.sleep(0.5)
        self._product.kill_teller()
        writes = self._journal.writes
        reports = [write for write in writes if write.kind == "report" and write.is_acknowledged]
        sample: list[Write] = self._chance.sample(reports, min(len(reports), 20 if self._is_short else 300))
        if self._seeded is None:
            return
        self._note(
            invariants.of_writes(writes),
            invariants.of_rows(),
            invariants.of_database(),
            invariants.of_trail(),
            invariants.of_contents(0),
            invariants.of_ended_jobs(writes),
            invariants.of_downloads(sample, self._seeded.officer(), self._seeded.base),
            invariants_of_mail.of_asks(writes),
            invariants_of_mail.of_mails(self._post_office.count_of()),
            (f"{count} notices are told to nobody" for count in [invariants_of_mail.untold()] if count),
            (f"the harness was refused: {words}" for words in self._journal.refused[:10]),
        )

    def _note(self, *found: Iterator[str]) -> None:
        self._looks += 1
        self._violations += [words for one in found for words in one]
