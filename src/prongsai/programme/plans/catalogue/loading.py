"""Reading the data files of the catalogue. All faults of all files are told at once; a catalogue with a fault is refused whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from importlib.resources.abc import Traversable
from typing import Any

from prongsai.core.thai.units import ALL_UNITS, vocabulary
from prongsai.programme.plans.catalogue.entries import Catalogue, CatalogueMeasure, Theme, Topic

FRAME = "frame.toml"
LONGEST_TITLE = 80
TEXTS = ("key", "title", "title_en", "why")
# Lists of texts with the least and most of them.
LISTS = {"steps": (3, 6), "outputs": (1, 3), "units": (1, 6), "topics": (1, 7), "disclosure": (0, 28), "evidence": (1, 3)}
NUMBERS = {"indicators": (1, 10), "months": (2, 2)}
FIELDS = {*TEXTS, *LISTS, *NUMBERS, "report_month"}
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


class CatalogueError(ValueError):
    """The data files break a rule; `faults` has one line for each, with file and entry."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def load(folder: Traversable) -> Catalogue:
    """Read `frame.toml` and the file of every theme in a folder.

    Raises CatalogueError with every fault found: a missing, unreadable or surplus file, an unknown or missing field, a wrong kind of value,
    a key or title used twice, a name that the frame or the vocabulary of units does not have, months out of range or order.
    """
    faults: list[str] = []
    frame = _file(folder, FRAME, faults)
    themes, topics, year, disclosure = _frame(frame, faults)
    if faults:
        raise CatalogueError(faults)
    expected = {FRAME, *(f"{theme.key}.toml" for theme in themes)}
    surplus = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml") and item.name not in expected)
    faults += [f"{name}: no theme of {FRAME} has this key" for name in surplus]
    known = {
        "units": {unit.name for unit in vocabulary()},
        "topics": {topic.key for topic in topics},
        "disclosure": set(disclosure),
    }
    measures: list[CatalogueMeasure] = []
    for theme in themes:
        measures += _theme(theme.key, _file(folder, f"{theme.key}.toml", faults), known, faults)
    faults += [*_repeated(measures, "key"), *_repeated(measures, "title"), *_repeated(measures, "title_en")]
    if faults:
        raise CatalogueError(faults)
    return Catalogue(themes, topics, year, disclosure, tuple(measures))


def _file(folder: Traversable, name: str, faults: list[str]) -> dict[str, Any] | None:
    try:
        data = tomllib.loads(folder.joinpath(name).read_text("utf-8"))
    except FileNotFoundError:
        faults.append(f"{name}: the file is missing")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{name}: cannot be read: {error}")
    else:
        return data
    return None


def _frame(frame: dict[str, Any] | None, faults: list[str]) -> tuple[tuple[Theme, ...], tuple[Topic, ...], int, tuple[str, ...]]:
    if frame is None:
        return (), (), 0, ()
    try:
        themes = tuple(Theme(**row) for row in frame["theme"])
        topics = tuple(Topic(**row) for row in frame["topic"])
        year, disclosure = int(frame["disclosure"]["fiscal_year_be"]), tuple(frame["disclosure"]["items"])
    except (KeyError, TypeError, ValueError) as error:
        faults.append(f"{FRAME}: a table or field is missing or unknown: {error}")
        return (), (), 0, ()
    if [topic.number for topic in topics] != list(range(1, len(topics) + 1)):
        faults.append(f"{FRAME}: topics are not numbered 1, 2, 3 …")
    for kind, keys in (("theme", [theme.key for theme in themes]), ("topic", [topic.key for topic in topics])):
        faults += [f"{FRAME}: {kind} {key} stands twice" for key in sorted({key for key in keys if keys.count(key) > 1})]
    return themes, topics, year, disclosure


def _theme(theme: str, data: dict[str, Any] | None, known: dict[str, set[str]], faults: list[str]) -> list[CatalogueMeasure]:
    if data is None:
        return []
    if not data:
        faults.append(f"{theme}.toml: holds no measure")
        return []
    rows = data.get("measure")
    if set(data) != {"measure"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.append(f"{theme}.toml: holds something else than [[measure]] tables")
        return []
    found = []
    for index, row in enumerate(rows, 1):
        where = f"{theme}.toml: {row.get('key') or f'measure {index}'}"
        wrong = _faults_of(row, known)
        faults += [f"{where}: {fault}" for fault in wrong]
        if not wrong:
            found.append(_measure(theme, row))
    return found


def _measure(theme: str, row: dict[str, Any]) -> CatalogueMeasure:
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return CatalogueMeasure(theme=theme, **{**row, **lists})


def _faults_of(row: dict[str, Any], known: dict[str, set[str]]) -> list[str]:
    """What is wrong with one entry; the rules on values are asked only where every field is there and of its kind."""
    shape = [f"{name} is missing" for name in sorted(FIELDS - set(row))] + [f"{name} is no field" for name in sorted(set(row) - FIELDS)]
    shape += [f"{name} is not a text" for name in TEXTS if name in row and not _is_text(row[name])]
    shape += _shape_of_lists(row, LISTS, _is_text, "texts") + _shape_of_lists(row, NUMBERS, _is_number, "whole numbers")
    if "report_month" in row and not _is_number(row["report_month"]):
        shape.append("report_month is not a whole number")
    return shape or _faults_of_values(row, known)


def _shape_of_lists(row: dict[str, Any], limits: dict[str, tuple[int, int]], fits: Callable[[Any], bool], kind: str) -> list[str]:
    found = []
    for name, (least, most) in limits.items():
        value = row.get(name, [])
        if name not in row:
            continue
        if not isinstance(value, list) or not all(map(fits, value)):
            found.append(f"{name} is not a list of {kind}")
        elif not least <= len(value) <= most:
            found.append(f"{name} has {len(value)} of {least} to {most}")
        elif name != "months" and len(set(value)) < len(value):
            found.append(f"{name} repeats itself")
    return found


def _faults_of_values(row: dict[str, Any], known: dict[str, set[str]]) -> list[str]:
    found = [f"{name} does not know {value}" for name, names in known.items() for value in row[name] if value not in names]
    if ALL_UNITS in row["units"] and len(row["units"]) > 1:
        found.append(f"units name others beside {ALL_UNITS}")
    if not _SLUG.fullmatch(row["key"]):
        found.append("key is not of small letters and hyphens")
    if len(row["title"]) > LONGEST_TITLE:
        found.append(f"title has {len(row['title'])} characters of at most {LONGEST_TITLE}")
    if not all(1 <= number <= 10 for number in row["indicators"]):
        found.append("indicators are not within 1 to 10")
    months = [*row["months"], row["report_month"]]
    if not all(1 <= month <= 12 for month in months):
        found.append("months are not within 1 to 12")
    if row["months"][0] > row["months"][1]:
        found.append("months end before they begin")
    if row["report_month"] < row["months"][0]:
        found.append("report_month comes before the first month")
    return found


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value == value.strip()


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _repeated(measures: list[CatalogueMeasure], field: str) -> list[str]:
    first: dict[str, CatalogueMeasure] = {}
    found = []
    for measure in measures:
        earlier = first.setdefault(getattr(measure, field), measure)
        if earlier is not measure:
            found.append(f"{measure.theme}.toml: {measure.key}: {field} stands in {earlier.theme}.toml: {earlier.key} too")
    return found
