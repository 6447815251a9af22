"""The grammar of the command and how wrong use is explained."""

from __future__ import annotations

import argparse
import re

import pytest

from prongsai.interfaces.cli.parser import build_parser

THAI = re.compile("[\u0e01-\u0e4e]{3}")


def _commands(parser: argparse.ArgumentParser | None = None, name: str = "") -> dict[str, argparse.ArgumentParser]:
    """The parser and those below it, each by its words after `prongsai`."""
    found = {name: parser or build_parser()}
    for action in found[name]._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                found |= _commands(below, f"{name} {word}".strip())
    return found


@pytest.mark.parametrize("command", sorted(_commands()))
def test_every_option_is_explained_in_thai_and_english(command: str) -> None:
    for action in _commands()[command]._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        assert action.help is not None
        assert THAI.search(action.help), action.dest
        assert re.search(r"[a-z]{2,} [a-z]{2,}", action.help), action.dest


@pytest.mark.parametrize(
    ("line", "thai"),
    [
        ("", "ยังไม่ได้ระบุ COMMAND"),
        ("read", "ยังไม่ได้ระบุ FILE"),
        ("write a.json", "ยังไม่ได้ระบุ -o"),
        ("print a.json", "COMMAND ไม่รับค่า"),
        ("read a --colour", "ไม่รู้จัก --colour"),
        ("read a -o", "ต้องมีค่าตามหลัง"),
        ("read a -j 0", "จำนวนเต็มตั้งแต่ 1"),
        ("read a -j many", "จำนวนเต็มตั้งแต่ 1"),
        ("write a.json -o b.pdf --digits roman", "ไม่รับค่า 'roman'"),
        ("convert a -o b.pdf --layout letter", "ไม่รับค่า 'letter'"),
        ("read a --no-emb", "ไม่รู้จัก --no-emb"),
        ("national", "ยังไม่ได้ระบุ COMMAND"),
        ("national score a.parquet -o b.csv", "ยังไม่ได้ระบุ --year"),
        ("national score a.parquet -o b.csv --year ๒๕๖๔ก", "จำนวนเต็มตั้งแต่ 1"),
        ("national score a.parquet -o b.csv --year 2564 --engine duck", "ไม่รับค่า 'duck'"),
        ("national generate --year 2564", "ยังไม่ได้ระบุ -o"),
    ],
)
def test_wrong_use_is_explained_in_thai_and_english_with_code_2(line: str, thai: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        build_parser().parse_args(line.split())
    assert leaving.value.code == 2
    first, second = capsys.readouterr().err.splitlines()
    assert thai in first
    assert second.startswith("Wrong use: ")
    assert "--help" in first
    assert "--help" in second


def test_defaults_are_visible_text_first_arabic_digits_and_the_layout_that_suits() -> None:
    read = build_parser().parse_args(["read", "a.pdf"])
    assert (read.output, read.ocr, read.no_embedded, read.jobs) == (None, False, False, None)
    write = build_parser().parse_args(["write", "a.json", "-o", "b.pdf"])
    assert (write.layout, write.digits) == (None, "arabic")
