"""The reference pages list what the code has: no option and no key too few or too many."""

from __future__ import annotations

import argparse
import ast
import dataclasses
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from prongsai.core.papers.model import Paper
from prongsai.core.papers.reading import read_paper
from prongsai.core.papers.serial import paper_to_json
from prongsai.core.papers.writers import writing
from prongsai.interfaces.cli import parser as cli
from prongsai.samples import SAMPLES


def _sections(page: Path) -> dict[str, str]:
    """Title → text of each second-level section."""
    parts = re.split(r"^## (.+)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _commands(parser: argparse.ArgumentParser | None = None, name: str = "") -> dict[str, argparse.ArgumentParser]:
    """Each command that does something, by its words after `prongsai`."""
    parser = parser or cli.build_parser()
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        return {name: parser}
    return {
        words: found
        for action in below
        for word, child in action.choices.items()
        for words, found in _commands(child, f"{name} {word}".strip()).items()
    }


def _documented(section: str) -> set[str]:
    """The names in the first column of the section's first table."""
    table = section.split("\n\n| argument")[-1].split("\n\n")[0]
    return {name for line in table.splitlines()[1:] for name in re.findall(r"`([^`]+)`", line.split("|")[1])}


def test_the_command_page_has_a_section_for_every_command_and_no_other(root: Path) -> None:
    titles = {title.removeprefix("prongsai ") for title in _sections(root / "docs/reference/cli.md") if title.startswith("prongsai ")}
    assert titles == set(_commands())


@pytest.mark.parametrize("command", sorted(_commands()))
def test_the_command_page_lists_exactly_the_arguments_that_the_parser_takes(root: Path, command: str) -> None:
    section = _sections(root / "docs/reference/cli.md")[f"prongsai {command}"]
    taken = {name for action in _commands()[command]._actions for name in (action.option_strings or [str(action.metavar)])}
    assert _documented(section) == taken


def test_the_command_page_names_every_choice_and_default(root: Path) -> None:
    section = _sections(root / "docs/reference/cli.md")["prongsai write"]
    for action in _commands()["write"]._actions:
        for choice in action.choices or ():
            assert f"`{choice}`" in section
    assert "`arabic` (default)" in section
    assert all(f"`.{kind}`" in section for kind in cli.OUTPUT_KINDS)


def test_the_command_offers_the_layouts_and_kinds_that_the_writers_have() -> None:
    assert set(cli.LAYOUTS) == set(writing.LAYOUTS)
    assert set(cli.OUTPUT_KINDS) == set(writing.KINDS)


def _filled(hint: Any) -> Any:
    """A value of the type with nothing left empty."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return hint(**{name: _filled(kind) for name, kind in get_type_hints(hint).items()})
    if get_origin(hint) in (UnionType, Union):
        return _filled(next(option for option in get_args(hint) if option is not NoneType))
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if get_origin(hint) is tuple:
        return tuple(_filled(option) for option in get_args(hint) if option is not Ellipsis)
    return {str: "1", int: 1, bool: True, Decimal: Decimal(1), date: date(2025, 1, 1)}[hint]


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for entry in value.values() for key in _keys(entry)}
    return {key for entry in value for key in _keys(entry)} if isinstance(value, list) else set()


@pytest.fixture(scope="module")
def whole_paper() -> dict[str, Any]:
    return paper_to_json(_filled(Paper))


def test_the_format_page_lists_exactly_the_keys_of_a_paper(root: Path, whole_paper: dict[str, Any]) -> None:
    assert _first_column(_sections(root / "docs/reference/paper-format.md")["The paper"]) == set(whole_paper)


@pytest.mark.parametrize("part", ["document", "organisation", "measures", "ita", "approval_chain", "action_plan"])
def test_the_format_page_lists_every_key_of_each_part(root: Path, whole_paper: dict[str, Any], part: str) -> None:
    section = _sections(root / "docs/reference/paper-format.md")[part]
    # Sub-keys with a data-dependent name (instruments, marked fields) stand as values, not as keys.
    keys = _keys(whole_paper[part]) - {"IIT", "1"}
    assert keys - set(re.findall(r"`([a-z_]+)`", section)) == set()
    assert _first_column(section) - keys == set()


def test_the_format_page_lists_warnings_unread_and_places(root: Path, whole_paper: dict[str, Any]) -> None:
    section = _sections(root / "docs/reference/paper-format.md")["warnings, unread, places"]
    for part in ("warnings", "unread", "places"):
        assert _keys(whole_paper[part]) <= set(re.findall(r"`([a-z_]+)`", section))


def _first_column(section: str) -> set[str]:
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`([a-z_]+)`", row)}


WARNS = {"warn", "notice", "_notice", "Notice", "PaperWarning", "doubt"}


def _codes(source: str) -> set[str]:
    """The codes that a module warns with: what looks like one in a call that warns, or in a constant called CODE."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        texts: list[ast.expr] = []
        if (
            isinstance(node, ast.Call)
            and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) in WARNS
        ):
            texts = [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id.endswith("CODE") for target in node.targets):
            texts = [node.value]
        found |= {text.value for text in texts if isinstance(text, ast.Constant) and re.fullmatch(r"[a-z]+(_[a-z]+)+", str(text.value))}
    return found


def test_the_warnings_page_lists_exactly_the_codes_that_the_code_can_give(root: Path, python_files: tuple[Path, ...]) -> None:
    core = root / "src" / "prongsai" / "core"
    given = {code for path in python_files if path.is_relative_to(core) for code in _codes(path.read_text("utf-8"))}
    assert len(given) > 20
    assert _first_column((root / "docs/reference/warnings.md").read_text("utf-8")) == given


def test_every_warning_of_a_sample_is_on_the_warnings_page(root: Path, samples: Path) -> None:
    known = _first_column((root / "docs/reference/warnings.md").read_text("utf-8"))
    warned = {warning.code for name in SAMPLES for warning in read_paper(samples / name).warnings}
    assert warned
    assert warned <= known
