"""The lock files pin everything by hash, and each direct dependency says why it is there."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-dev.lock")
SOURCE_LOCK = "requirements-source.lock"


def _canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def _pins(lock: Path) -> dict[str, set[str]]:
    """Package → the versions pinned (more than one where Python versions differ)."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", lock.read_text("utf-8"), re.MULTILINE):
        pins.setdefault(_canonical(name), set()).add(version)
    return pins


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, list[str]]:
    table = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    runtime = table["project"]["dependencies"] + table["build-system"]["requires"]
    return {"requirements.lock": runtime, "requirements-dev.lock": runtime + table["project"]["optional-dependencies"]["dev"]}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned(root: Path, project: dict[str, list[str]], lock: str) -> None:
    assert {_canonical(requirement) for requirement in project[lock]} - set(_pins(root / lock)) == set()


@pytest.mark.parametrize("lock", [*LOCKS, SOURCE_LOCK])
def test_every_pin_has_a_hash_and_nothing_else_stands_in_the_lock(root: Path, lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (root / lock).read_text("utf-8").strip())
    assert len(entries) > (1 if lock == SOURCE_LOCK else 10)
    assert [entry for entry in entries if not re.fullmatch(r"\S+==\S+( ;[^\\]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+", entry)] == []


def test_development_runs_with_the_versions_that_users_get(root: Path) -> None:
    runtime, development = (_pins(root / lock) for lock in LOCKS)
    assert {name: development.get(name) for name in runtime} == runtime


def test_every_dependency_says_why_it_is_there(root: Path) -> None:
    lines = re.findall(r'^  "[A-Za-z][^"]*(?:\[[^"]*)?[<>=!][^"]*",.*$', (root / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert len(lines) > 20
    assert [line for line in lines if not re.search(r"# \w.{9,}", line)] == []


def _imported(source: str) -> set[str]:
    """The top names of what a module imports, the standard library and this project left out."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return {name.split(".")[0] for name in found} - sys.stdlib_module_names - {"prongsai"}


@pytest.mark.parametrize(("lock", "folders"), [("requirements.lock", ["src"]), ("requirements-dev.lock", ["tests", "benchmarks", "tools"])])
def test_every_import_is_declared(
    root: Path, python_files: tuple[Path, ...], project: dict[str, list[str]], lock: str, folders: list[str]
) -> None:
    distributions = packages_distributions()
    declared = {_canonical(requirement) for requirement in project[lock]} | set(_pins(root / SOURCE_LOCK))
    files = [path for path in python_files if path.relative_to(root).parts[0] in folders]
    beside = {"tests", "tools", *(path.stem for path in files)}
    undeclared = {
        f"{path.relative_to(root)}: {name}"
        for path in files
        for name in _imported(path.read_text("utf-8")) - beside
        if not declared & {_canonical(distribution) for distribution in distributions.get(name, [])}
    }
    assert files
    assert undeclared == set()
