"""YAML as plain values that know their lines, held against a JSON Schema. Nothing about frameworks lives here."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class FaultAt:
    """A fault with the line on which it stands; lines count from 1."""

    line: int
    words: str


class FrameworkFault(Exception):
    """A data file of the assessment cannot be used: which file, and every fault with its line.

    `str()` gives one line per fault as "file:line: words".
    """

    def __init__(self, file: str, faults: Iterable[FaultAt]) -> None:
        self.file, self.faults = file, tuple(sorted(faults, key=lambda fault: fault.line))
        super().__init__("\n".join(f"{file}:{fault.line}: {fault.words}" for fault in self.faults))


@dataclass(frozen=True, slots=True)
class LinedYaml:
    """The value of a YAML file and the line of each place in it."""

    file: str
    value: Any
    lines: dict[Place, int]

    def fault(self, place: Place, words: str) -> FaultAt:
        """A fault at a place, or at the nearest place around it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return FaultAt(self.lines.get(place, 1), words)


def read_lined(path: Path, schema: str) -> LinedYaml:
    """Read a YAML file and hold it against a schema that lies in `frameworks`. Raises `FrameworkFault` with every fault."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        raise FrameworkFault(path.name, [FaultAt(1, "the file is not UTF-8")]) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FrameworkFault(path.name, [FaultAt(line, error.problem or "not YAML")]) from None
    faults: list[FaultAt] = []
    lines: dict[Place, int] = {}
    value = _plain(node, (), lines, faults) if node is not None else None
    found = LinedYaml(path.name, value, lines)
    faults += [found.fault(_place_of(error), _words_of(error)) for error in _validator(schema).iter_errors(value)]
    if faults:
        raise FrameworkFault(path.name, faults)
    return found


def _validator(schema: str) -> Draft202012Validator:
    text = files("prongsai.core.ita").joinpath("frameworks", schema).read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int], faults: list[FaultAt]) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                faults.append(FaultAt(key_node.start_mark.line + 1, f"{key} stands twice"))
            result[key] = _plain(value_node, (*place, key), lines, faults)
            lines[(*place, key)] = key_node.start_mark.line + 1
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*place, index), lines, faults) for index, child in enumerate(node.value)]
    value = _SCALARS.construct_object(node)
    if isinstance(value, float) and not math.isfinite(value):
        faults.append(FaultAt(node.start_mark.line + 1, f"{node.value} is not a finite number"))
    return value


# Turns "30" into 30 and "true" into True as YAML says; it never builds anything but plain values.
_SCALARS = yaml.SafeLoader("")


def _place_of(error: ValidationError) -> Place:
    return tuple(error.absolute_path)


def _words_of(error: ValidationError) -> str:
    where = "/".join(map(str, error.absolute_path)) or "the file"
    words = error.message if len(error.message) <= 200 else f"{error.message[:200]}…"
    return f"{where}: {words}"
