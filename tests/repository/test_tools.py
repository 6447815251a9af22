"""The scripts that prepare a machine, on machines that lack something. Their surroundings are made of links and stand-ins."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASICS = ("sh", "dirname", "grep", "readlink", "rm", "touch", "env")


class Machine:
    """A folder of programs that is the whole PATH, with stand-ins that write down how they were called."""

    def __init__(self, folder: Path, user: int) -> None:
        self.folder = folder
        self.calls = folder / "calls"
        folder.mkdir()
        for name in BASICS:
            (folder / name).symlink_to(shutil.which(name) or "missing")
        self.add("id", f"echo {user}")

    def add(self, name: str, script: str) -> None:
        path = self.folder / name
        path.write_text(f'#!/bin/sh\necho {name} "$@" >> {self.calls}\n{script}\n', "utf-8")
        path.chmod(0o755)

    def run(self, script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [script, *arguments],
            env={"PATH": str(self.folder), "PYTHON": ""},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def called(self, name: str) -> list[str]:
        lines = self.calls.read_text("utf-8").splitlines() if self.calls.exists() else []
        return [line for line in lines if line.split()[0] == name]


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """A copy of the scripts in a project without an environment."""
    (tmp_path / "project").mkdir()
    shutil.copytree(root / "tools", tmp_path / "project" / "tools")
    return tmp_path / "project"


def test_without_rights_the_line_that_installs_missing_programs_is_said(project: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "bin", user=1000)
    machine.add("apt-get", "")
    done = machine.run(project / "tools" / "system_packages")
    assert done.returncode == 1
    packages = "tesseract-ocr tesseract-ocr-tha poppler-utils chromium libreoffice-writer-nogui libreoffice-calc-nogui"
    assert f"sudo apt-get install --no-install-recommends {packages}" in done.stderr
    assert machine.called("apt-get") == []


def test_root_gets_missing_programs_installed(project: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "bin", user=0)
    machine.add("apt-get", "")
    machine.add("pdftotext", "")
    machine.add("tesseract", "echo eng")
    done = machine.run(project / "tools" / "system_packages")
    assert done.returncode == 0, done.stderr
    update, install = machine.called("apt-get")
    assert update == "apt-get update -qq"
    assert install.endswith("--no-install-recommends tesseract-ocr-tha chromium libreoffice-writer-nogui libreoffice-calc-nogui")


def test_nothing_is_installed_where_nothing_is_missing(project: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "bin", user=0)
    machine.add("apt-get", "")
    machine.add("pdftotext", "")
    machine.add("chromium", "")
    machine.add("tesseract", "echo tha")
    _add_office(machine, "writer.xcd", "calc.xcd")
    assert machine.run(project / "tools" / "system_packages").returncode == 0
    assert machine.called("apt-get") == []


def test_an_office_without_calc_is_completed(project: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "bin", user=0)
    for name, script in (("apt-get", ""), ("pdftotext", ""), ("chromium", ""), ("tesseract", "echo tha")):
        machine.add(name, script)
    _add_office(machine, "writer.xcd")
    assert machine.run(project / "tools" / "system_packages").returncode == 0
    assert machine.called("apt-get")[1].endswith("--no-install-recommends libreoffice-calc-nogui")


def _add_office(machine: Machine, *parts: str) -> None:
    """LibreOffice as Debian lays it out: the command is a link into its own folder, each part has a file of settings."""
    office = machine.folder / "libreoffice"
    (office / "program").mkdir(parents=True)
    (office / "share" / ".registry").mkdir(parents=True)
    (office / "program" / "soffice").touch(0o755)
    (machine.folder / "soffice").symlink_to(office / "program" / "soffice")
    for part in parts:
        (office / "share" / ".registry" / part).touch()


def test_a_machine_without_a_recent_python_is_told_what_to_install(project: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "bin", user=1000)
    machine.add("python3", "exit 1")
    done = machine.run(project / "tools" / "environment", "runtime")
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert "apt-get install python3 python3-venv" in done.stderr


def _without_venv(machine: Machine) -> None:
    # Debian's Python before python3-venv is installed: it runs, but has no ensurepip.
    machine.add("python3", f'case "$2" in *ensurepip*) exit 1 ;; esac\nexec {sys.executable} "$@"')


def test_without_rights_the_line_that_installs_venv_is_said(project: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "bin", user=1000)
    machine.add("apt-get", "")
    _without_venv(machine)
    done = machine.run(project / "tools" / "environment", "runtime")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert done.returncode == 1
    assert f"sudo apt-get install python{version}-venv" in done.stderr
    assert not (project / ".venv").exists()


def test_root_gets_venv_installed_before_the_environment_is_made(project: Path, tmp_path: Path) -> None:
    machine = Machine(tmp_path / "bin", user=0)
    machine.add("apt-get", "")
    _without_venv(machine)
    machine.run(project / "tools" / "environment", "runtime")
    calls = machine.called("apt-get")
    assert calls[0] == "apt-get update -qq"
    assert calls[1].endswith(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")


def test_an_unknown_kind_of_environment_is_wrong_use(project: Path, tmp_path: Path) -> None:
    assert Machine(tmp_path / "bin", user=0).run(project / "tools" / "environment", "everything").returncode == 2
