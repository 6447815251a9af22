"""The documents agree with the code: links, commands, names of files, versions, terms."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import prongsai
from prongsai.core.papers import model
from prongsai.interfaces.cli.parser import build_parser

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def documents(texts: dict[str, str]) -> dict[str, str]:
    """Name → text of every tracked Markdown file, with code blocks."""
    found = {name: text for name, text in texts.items() if name.endswith(".md")}
    assert "README.md" in found
    return found


def _commands(text: str) -> list[str]:
    blocks_of_shell = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line.split("  #")[0].strip() for block in blocks_of_shell for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def _anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_every_link_between_documents_leads_somewhere(root: Path, documents: dict[str, str]) -> None:
    dead = []
    for name, text in documents.items():
        without_code = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
        for target in (first or second for first, second in LINK.findall(without_code)):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (root / name).parent / path if path else root / name
            if not file.exists() or (anchor and anchor not in _anchors(file.read_text("utf-8"))):
                dead.append(f"{name}: {target}")
    assert dead == []


def test_files_that_the_documents_name_exist(tracked: tuple[Path, ...], documents: dict[str, str]) -> None:
    known = [path.as_posix() for path in tracked]
    missing = [
        f"{name}: {file}"
        for name, text in documents.items()
        for file in re.findall(r"`([\w./-]+\.(?:py|toml|typ|yml|lock))`", text)
        if not any(path.endswith("/" + file.removeprefix("./")) for path in known)
    ]
    assert missing == []


def test_every_make_target_that_the_documents_name_exists_and_explains_itself(root: Path, documents: dict[str, str]) -> None:
    makefile = (root / "Makefile").read_text("utf-8")
    explained = set(re.findall(r"^([a-z]+):.*## .+$", makefile, re.MULTILINE))
    declared = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert declared is not None
    assert set(declared[1].split()) == explained
    named = {line.split()[1] for text in documents.values() for line in _commands(text) if line.startswith("make ")}
    assert {"run", "test"} <= named <= explained


def test_continuous_integration_calls_check_and_test_and_nothing_else(root: Path) -> None:
    lines = (root / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "echo ", "cd ", "set "))]
    assert commands == ["make check", "make test"]


@pytest.mark.parametrize("name", ["README.md", "docs/tutorials/first-paper.md"])
def test_commands_of_the_first_pages_work_as_they_stand(root: Path, tmp_path: Path, name: str) -> None:
    """In order, in a folder that has nothing but the samples. The edit by hand that a page asks for in between is left out."""
    (tmp_path / "src").symlink_to(root / "src")
    program = Path(sys.executable).with_name("prongsai")
    commands = [shlex.split(line) for line in _commands((root / name).read_text("utf-8")) if line.startswith("prongsai ")]
    assert len(commands) >= 3
    for command in commands:
        done = subprocess.run([program, *command[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / command[command.index("-o") + 1]).read_bytes() if "-o" in command else done.stdout


def test_every_command_line_in_the_documents_is_one_that_the_program_takes(documents: dict[str, str]) -> None:
    lines = [line for text in documents.values() for line in _commands(text) if line.startswith("prongsai ")]
    assert len(lines) > 10
    for line in lines:
        build_parser().parse_args(shlex.split(line)[1:])


def test_the_version_is_the_same_everywhere(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changes = re.search(r"^## (\S+)", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    public = yaml.safe_load((root / "publiccode.yml").read_text("utf-8"))
    assert changes is not None
    assert [prongsai.__version__, changes[1], public["softwareVersion"]] == [project] * 3


def test_publiccode_has_what_its_standard_asks_for(root: Path) -> None:
    public = yaml.safe_load((root / "publiccode.yml").read_text("utf-8"))
    needed = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }
    assert needed - set(public) == set()
    for language in public["localisation"]["availableLanguages"]:
        told = public["description"][language]
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert told["features"]


def _glossary(documents: dict[str, str]) -> list[tuple[str, str, str]]:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|", documents["docs/glossary.md"], re.MULTILINE)
    return [(thai.strip(), english.strip(), where.strip()) for thai, english, where in rows if thai.strip() not in ("Thai", "---")]


def test_the_glossary_has_one_english_name_for_one_thai_term(documents: dict[str, str]) -> None:
    rows = _glossary(documents)
    assert len(rows) > 60
    for column in (0, 1):
        terms = [row[column] for row in rows]
        assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_the_glossary_names_every_class_of_the_paper_model_and_none_that_is_missing(root: Path, documents: dict[str, str]) -> None:
    named = {term for _, _, where in _glossary(documents) for term in re.findall(r"`([A-Z]\w+)", where)}
    classes = {name for name, value in vars(model).items() if isinstance(value, type) and value.__module__ == model.__name__}
    assert classes - named == {"DocumentInfo"} - named
    written = {
        name for source in (root / "src").rglob("*.py") for name in re.findall(r"^(?:class )?([A-Z]\w+)\b", source.read_text("utf-8"), re.M)
    }
    assert named - written == set()
