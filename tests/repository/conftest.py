"""The files under version control, for the tests of this folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tracked(root: Path) -> tuple[Path, ...]:
    """All tracked files that exist, in order."""
    command = ["git", "-c", f"safe.directory={root}", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in sorted(filter(None, listing.split("\0"))) if (path := root / name).is_file())


@pytest.fixture(scope="session")
def python_files(tracked: tuple[Path, ...]) -> tuple[Path, ...]:
    """The tracked Python files but those that Django writes (migrations named "initial"); never empty."""
    files = tuple(path for path in tracked if path.suffix == ".py" and not path.name.endswith("_initial.py"))
    assert files
    return files


@pytest.fixture(scope="session")
def texts(root: Path, tracked: tuple[Path, ...]) -> dict[str, str]:
    """Name → content of every tracked text file; fonts, pictures and other binary files are left out."""
    found = {}
    for path in tracked:
        content = path.read_bytes()
        if b"\0" in content:
            continue
        try:
            found[path.relative_to(root).as_posix()] = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
    assert found
    return found
