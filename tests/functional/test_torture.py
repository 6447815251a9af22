"""A short run of the torture (`make torture` is the long one): kills of web and worker lose nothing and leave nothing half-written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

SECONDS = 600


def test_nothing_acknowledged_is_lost_when_web_and_worker_are_killed(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.torture", "--short", "--kills", "3"],
        cwd=root,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = {kind: int(count) for kind, count in re.findall(r"(\w+) (\d+) acknowledged", done.stdout)}
    assert min(told.get(kind, 0) for kind in ("report", "change", "add", "evidence", "ask", "paper")) > 0, done.stdout
    kills = re.search(r"^kills +(\d+): (.*)$", done.stdout, re.MULTILINE)
    assert kills is not None
    assert set(re.sub(r" \d+", "", kills[2]).split(", ")) == {"web", "worker", "everything"}
