"""A running installation is backed up, found well and not restored over."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.functional.serving import Installation

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_a_running_installation_is_backed_up_found_well_and_not_restored_over(
    installation: Installation, program: Path, tmp_path: Path
) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [program, *words, "--data", str(installation.data)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=400, check=False)

    file = tmp_path / "running.tar"
    done = run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert "ลองกู้คืนแล้ว" in done.stdout
    refused = run("restore", str(file), "--force")
    assert refused.returncode == 1
    assert "prongsai serve" in refused.stderr
    examined = run("doctor", "--deep", "--json")
    found = {finding["key"]: finding for finding in json.loads(examined.stdout)}
    assert examined.returncode == 0, examined.stdout
    assert found["worker"]["thai"] == "งานเบื้องหลังทำงานอยู่"
    assert installation.health()[0] == 200
