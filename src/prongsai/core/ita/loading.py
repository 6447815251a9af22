"""From a framework file to a `Framework`: the one door. A file with faults is refused whole, with each fault and its line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from prongsai.core.ita.contradictions import contradictions
from prongsai.core.ita.model import (
    AnswerRow,
    CalendarEntry,
    Framework,
    Indicator,
    Instrument,
    Item,
    LevelRule,
    Mark,
    Option,
    Provenance,
    SampleRule,
    Sampling,
    Scale,
    Source,
    SubIndicator,
    Topic,
)
from prongsai.core.ita.yaml_lines import FaultAt, FrameworkFault, LinedYaml, Place, read_lined

_FOLDER = "frameworks"


class UnknownYear(LookupError):
    """No framework is known for this fiscal year; `known` are those that are."""

    def __init__(self, fiscal_year: int, known: tuple[int, ...]) -> None:
        self.fiscal_year, self.known = fiscal_year, known
        super().__init__(f"no framework for fiscal year {fiscal_year}; known: {', '.join(map(str, known))}")


@cache
def known_years() -> tuple[int, ...]:
    """The fiscal years (Buddhist) that have a framework, in order."""
    names = (entry.name for entry in files("prongsai.core.ita").joinpath(_FOLDER).iterdir())
    return tuple(sorted(int(name.removesuffix(".yaml")) for name in names if name.endswith(".yaml")))


@cache
def framework(fiscal_year: int) -> Framework:
    """The framework of a fiscal year. Raises `UnknownYear`, and `FrameworkFault` where its file has faults."""
    if fiscal_year not in known_years():
        raise UnknownYear(fiscal_year, known_years())
    with as_file(files("prongsai.core.ita").joinpath(_FOLDER, f"{fiscal_year}.yaml")) as path:
        return load_framework(path)


def nearest_framework(fiscal_year: int) -> Framework:
    """The framework of a year or, where there is none, of the nearest year that has one; the older of two."""
    return framework(min(known_years(), key=lambda year: (abs(year - fiscal_year), year)))


def load_framework(path: Path) -> Framework:
    """Read a framework file. Raises `FrameworkFault` with every fault and its line, and OSError."""
    lined = read_lined(path, "framework.schema.json")
    made = _Maker(lined).make(hashlib.sha256(path.read_bytes()).hexdigest())
    faults = contradictions(made, lined)
    if faults:
        raise FrameworkFault(lined.file, faults)
    return made


class _Maker:
    """Builds the values of one file; faults are gathered so that all are told at once."""

    def __init__(self, lined: LinedYaml) -> None:
        self.lined = lined
        self.faults: list[FaultAt] = []
        self.sources = {
            key: Source(key, entry["title"], entry["kind"], entry.get("title_en", "")) for key, entry in lined.value["sources"].items()
        }
        self.scales: dict[str, Scale] = {}

    def make(self, digest: str) -> Framework:
        raw = self.lined.value
        top = self.provenance(raw, (), None)
        self.scales = {key: self.scale(key, entry, top) for key, entry in raw["scales"].items()}
        made = Framework(
            fiscal_year=raw["fiscal_year"],
            digest=digest,
            pass_mark=Mark(_decimal(raw["pass_mark"]["total"]), self.provenance(raw["pass_mark"], ("pass_mark",), top)),
            decimals=raw["rounding"]["decimals"],
            rounding=self.provenance(raw["rounding"], ("rounding",), top),
            instruments=tuple(self.instrument(entry, ("instruments", index), top) for index, entry in enumerate(raw["instruments"])),
            levels=tuple(self.level(entry, ("levels", index), top) for index, entry in enumerate(raw["levels"])),
            sampling=tuple(self.sampling(entry, ("sampling", index), top) for index, entry in enumerate(raw["sampling"])),
            calendar=tuple(
                CalendarEntry(
                    entry["key"],
                    entry["name"],
                    entry["name_en"],
                    entry["starts"],
                    entry["ends"],
                    self.provenance(entry, ("calendar", index), top),
                )
                for index, entry in enumerate(raw["calendar"])
            ),
            topics=tuple(self.topic(entry, ("topics", index), top) for index, entry in enumerate(raw["topics"])),
            scales=tuple(self.scales.values()),
        )
        if self.faults:
            raise FrameworkFault(self.lined.file, self.faults)
        return made

    def provenance(self, raw: Mapping[str, Any], place: Place, around: Provenance | None) -> Provenance:
        """The provenance of a node: its own words, and those of the node around it for what it does not say."""
        key = raw.get("source", around.source.key if around else None)
        verified = raw.get("verified", around.verified if around else False)
        if key not in self.sources:
            self.faults.append(self.lined.fault((*place, "source"), f"source {key} is not among the sources"))
            return around or Provenance(Source("", "", "memory"), False)
        return Provenance(self.sources[key], verified)

    def scale(self, key: str, raw: Mapping[str, Any], around: Provenance) -> Scale:
        options = tuple(Option(one["key"], one["label"], one["label_en"], _decimal(one["points"])) for one in raw["options"])
        return Scale(key, options, self.provenance(raw, ("scales", key), around))

    def instrument(self, raw: Mapping[str, Any], place: Place, around: Provenance) -> Instrument:
        own = self.provenance(raw, place, around)
        indicators = tuple(self.indicator(entry, (*place, "indicators", index), own) for index, entry in enumerate(raw["indicators"]))
        return Instrument(raw["code"], raw["name"], raw["name_en"], _decimal(raw["weight"]), raw["kind"], indicators, own)

    def indicator(self, raw: Mapping[str, Any], place: Place, around: Provenance) -> Indicator:
        own = self.provenance(raw, place, around)
        subs = tuple(
            self.sub_indicator(entry, (*place, "sub_indicators", index), own) for index, entry in enumerate(raw.get("sub_indicators", ()))
        )
        items = self.items(raw.get("items", ()), (*place, "items"), own)
        return Indicator(raw["number"], raw["name"], raw["name_en"], tuple(raw.get("also", ())), subs, items, own)

    def sub_indicator(self, raw: Mapping[str, Any], place: Place, around: Provenance) -> SubIndicator:
        own = self.provenance(raw, place, around)
        return SubIndicator(raw["number"], raw["name"], raw["name_en"], self.items(raw["items"], (*place, "items"), own), own)

    def items(self, raw: Any, place: Place, around: Provenance) -> tuple[Item, ...]:
        return tuple(self.item(entry, (*place, index), around) for index, entry in enumerate(raw))

    def item(self, raw: Mapping[str, Any], place: Place, around: Provenance) -> Item:
        rows = raw.get("rows", 1)
        entries = [{}] * rows if isinstance(rows, int) else rows
        return Item(
            code=raw["code"],
            topic=raw["topic"],
            topic_en=raw["topic_en"],
            rows=tuple(
                self.row(raw, entry, raw["code"] if len(entries) == 1 else f"{raw['code']}.{number}", place)
                for number, entry in enumerate(entries, start=1)
            ),
            elements=tuple(raw.get("elements", ())),
            seven=tuple(raw.get("seven", ())),
            provenance=self.provenance(raw, place, around),
        )

    def row(self, item: Mapping[str, Any], raw: Mapping[str, Any], key: str, place: Place) -> AnswerRow:
        name = raw.get("scale", item.get("scale", ""))
        scale = self.scales.get(name)
        if scale is None:
            self.faults.append(self.lined.fault(place, f"{key}: scale {name or '(none)'} is not among the scales"))
            scale = next(iter(self.scales.values()))
        return AnswerRow(key, raw.get("topic", ""), scale, raw.get("inverted", item.get("inverted", False)), raw.get("topic_en", ""))

    def level(self, raw: Mapping[str, Any], place: Place, around: Provenance) -> LevelRule:
        return LevelRule(
            raw["key"],
            raw["name"],
            raw["name_en"],
            _optional(raw.get("total")),
            _optional(raw.get("every_instrument")),
            raw["passes"],
            self.provenance(raw, place, around),
        )

    def sampling(self, raw: Mapping[str, Any], place: Place, around: Provenance) -> Sampling:
        rules = tuple(
            SampleRule(rule.get("below"), rule.get("all", False), _optional(rule.get("share")), rule.get("at_least"), rule.get("at_most"))
            for rule in raw["rules"]
        )
        return Sampling(raw["instrument"], raw["who"], raw["who_en"], rules, self.provenance(raw, place, around))

    def topic(self, raw: Mapping[str, Any], place: Place, around: Provenance) -> Topic:
        own = self.provenance(raw, place, around)
        return Topic(raw["key"], raw["name"], raw["name_en"], tuple(raw["indicators"]), tuple(raw["items"]), own)


def _decimal(value: int | float | str) -> Decimal:
    # By way of the text: 33.3 in the file is the decimal 33.3, not the nearest binary number.
    return Decimal(str(value))


def _optional(value: int | float | str | None) -> Decimal | None:
    return None if value is None else _decimal(value)
