"""The source of an import as it was read, for the page: blocks in order, with the numbers of the questions on the places they concern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prongsai.core.papers.blocks import Block, Box, Cell, Heading, PageBreak, Paragraph, Source, Table
from prongsai.core.papers.marks import Mark, marks_of
from prongsai.core.papers.source_serial import source_from_json
from prongsai.programme.plans.importing.doubts import Question

MOST_BLOCKS = 400
MOST_CELLS = 4_000
WITH_PICTURES = ("pdf", "scan")


@dataclass(frozen=True, slots=True)
class Spot:
    """The number of a question on its place; `is_first` marks the first of its places."""

    number: int
    is_open: bool
    is_first: bool
    box: Box | None = None

    @property
    def in_percent(self) -> dict[str, str]:
        """Left, top, width, height and right of the box, in percent of the page."""
        if self.box is None:
            return {}
        box = self.box
        sides = {"left": box.x, "top": box.y, "width": box.width, "height": box.height, "right": box.x + box.width}
        return {side: f"{100 * part:.2f}" for side, part in sides.items()}


@dataclass(frozen=True, slots=True)
class Shown:
    """A block or cell. `kind` is heading, text, table or break; `is_open` tells whether one of its spots is."""

    kind: str
    lines: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    is_centred: bool = False
    is_bold: bool = False
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    rows: tuple[tuple[Shown, ...], ...] = ()

    @property
    def is_open(self) -> bool:
        return any(spot.is_open for spot in self.spots)


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A page of the source, or all of it where it has no pages. `spots` are those of the page with a box on its picture.

    `is_cut` tells that more stands behind than the page shows. `marks` has the first place of each question that has one, by number.
    """

    kind: str
    page: int
    pages: int
    blocks: tuple[Shown, ...]
    spots: tuple[Spot, ...]
    is_cut: bool
    marks: Mapping[int, Mark]

    @property
    def has_pictures(self) -> bool:
        """Whether its pages can be drawn."""
        return self.kind in WITH_PICTURES and self.pages > 0

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the questions that stand in the blocks."""
        parts = [*self.blocks, *(cell for block in self.blocks for row in block.rows for cell in row)]
        return frozenset(spot.number for part in parts for spot in part.spots)


def source_shown(
    source: Mapping[str, Any],
    paper: Mapping[str, Any],
    questions: Sequence[Question],
    *,
    page: int | None = None,
    number: int | None = None,
) -> SourceShown:
    """A page of the source: the one asked for, else that of a question by number, else that of the first open question, else the first."""
    read = source_from_json(source)
    marks = marks_of(read)
    places = {value["path"]: value["place"] for value in paper.get("places") or ()}
    spots: dict[str, list[Spot]] = {}
    first: dict[int, Mark] = {}
    on_pages: dict[int, list[Spot]] = {}
    for question in questions:
        for index, mark in enumerate(_marks(question, places, marks)):
            spot = Spot(question.number, question.is_open, index == 0, mark.box)
            spots.setdefault(mark.anchor, []).append(spot)
            first.setdefault(question.number, mark)
            if mark.page is not None:
                on_pages.setdefault(mark.page, []).append(spot)
    count = read.pages or 0
    if page is None or not 1 <= page <= count:
        wanted = (number, *(question.number for question in questions if question.is_open))
        page = next((found for asked in wanted if asked in first and (found := first[asked].page) is not None), 1)
    blocks, is_cut = _blocks(read, page if count > 1 else None, spots)
    boxed = tuple(spot for spot in on_pages.get(page, ()) if spot.box is not None)
    return SourceShown(read.kind, page, count, blocks, boxed, is_cut, first)


def _marks(question: Question, places: Mapping[str, str], marks: Mapping[str, Mark]) -> list[Mark]:
    """Where a question stands in the source, each place once."""
    wanted = [question.place, *(_place(path, places) for path in question.also)]
    found = {mark.anchor: mark for place in wanted if place and (mark := marks.get(place)) is not None}
    return list(found.values())


def _place(path: str, places: Mapping[str, str]) -> str | None:
    """The place of a value, or of the value that it is a part of."""
    while path:
        if path in places:
            return places[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None


def _blocks(source: Source, page: int | None, spots: Mapping[str, Sequence[Spot]]) -> tuple[tuple[Shown, ...], bool]:
    found: list[Shown] = []
    cells = 0
    for block in source.blocks:
        if page is not None and block.place.page != page:
            continue
        if isinstance(block, PageBreak) and page is not None:
            continue
        if isinstance(block, Table):
            cells += len(block.rows) * block.width
        if len(found) >= MOST_BLOCKS or cells > MOST_CELLS:
            return tuple(found), True
        found.append(_shown(block, spots))
    return tuple(found), False


def _shown(block: Block, spots: Mapping[str, Sequence[Spot]]) -> Shown:
    own = tuple(spots.get(str(block.place), ()))
    match block:
        case Heading():
            return Shown("heading", (block.text,), own, is_centred=True, is_bold=True)
        case Paragraph():
            return Shown("text", _lines(block.text), own, block.is_centred, block.is_bold)
        case Table():
            return Shown("table", rows=tuple(_row(row, spots) for row in block.rows))
        case PageBreak():
            return Shown("break")


def _row(row: Iterable[Cell | None], spots: Mapping[str, Sequence[Spot]]) -> tuple[Shown, ...]:
    return tuple(
        Shown(
            "cell",
            _lines(cell.text),
            tuple(spots.get(str(cell.place), ())),
            row_span=cell.row_span,
            column_span=cell.column_span,
            is_header=cell.is_header,
        )
        for cell in row
        if cell is not None
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())
