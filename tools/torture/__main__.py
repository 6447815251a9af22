"""`python -m tools.torture --kills 200`: prints what happened; ends with 1, keeping the evidence, where anything was lost."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tools.torture.cluster import Cluster
from tools.torture.post_office import PostOffice
from tools.torture.product import Product


def main() -> int:
    """Run; 0 where everything held."""
    parser = argparse.ArgumentParser(
        prog="tools/torture", description="Kill the product at random moments and look whether anything was lost."
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--postmaster-kills", type=int, default=0, help="of the PostgreSQL server, besides the others")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--short", action="store_true", help="no large plan to print, no pauses: for the suite")
    chosen = parser.parse_args()
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(10**9)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(130))  # what was started is ended on the way out
    print(f"seed {seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="prongsai-torture-"))
    cluster = Cluster() if chosen.database == "postgresql" else None
    begun = time.monotonic()
    is_whole = False
    try:
        with PostOffice(folder / "mails.jsonl", random.Random(seed)) as post_office:
            environment = {"PRONGSAI_MAIL_URL": f"smtp://127.0.0.1:{post_office.port}"}
            if cluster is not None:
                environment["DATABASE_URL"] = cluster.address
            product = Product(folder / "data", environment)
            _use_database_of(product, environment)
            from tools.torture.run import Run

            run = Run(product, cluster, post_office, folder, random.Random(seed), is_short=chosen.short)
            is_whole = run.go(chosen.kills, chosen.postmaster_kills if cluster else 0)
            print(run.summary(), flush=True)
    finally:
        if cluster is not None:
            cluster.remove()
        if is_whole:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"seed {seed}; evidence is kept in {folder}", flush=True)
    print(f"{time.monotonic() - begun:.0f} seconds; {'everything held' if is_whole else 'NOT everything held'}")
    return 0 if is_whole else 1


def _use_database_of(product: Product, environment: dict[str, str]) -> None:
    """Look at the same database as the product, with its own models."""
    for name in [name for name in os.environ if name.startswith(("PRONGSAI_", "DJANGO_", "DATABASE_"))]:
        del os.environ[name]
    os.environ |= environment | {
        "PRONGSAI_DATA": str(product.data),
        "PRONGSAI_ADDRESS": f"http://127.0.0.1:{product.port}",
        "PRONGSAI_DEMONSTRATION": "yes",
        "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
    }
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
