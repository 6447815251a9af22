"""The product from outside: the command as a person starts it, and a running installation in a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.functional.browser import launch
from tests.functional.serving import Installation, begun, start
from tests.once import Once

Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def program() -> Path:
    """The installed command."""
    return Path(sys.executable).with_name("prongsai")


@pytest.fixture
def shell(program: Path, tmp_path: Path) -> Shell:
    """Runs a line in a shell, in an empty folder, with `prongsai` on the path and further environment variables as given."""

    def run(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=tmp_path,
            env={**os.environ, "PATH": path, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, once: Once) -> Iterator[Installation]:
    """A running demonstration, one per test process."""
    data = begun(once, tmp_path_factory.mktemp("installation") / "data", "--demonstration")
    running = start(data, "--demonstration")
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium, one per test process."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
