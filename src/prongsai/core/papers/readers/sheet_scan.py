"""A look into the XML of a workbook before a library opens it: how large its sheets are, how its numbers are shown, which cells are merged.

calamine lays each sheet out in full, so one value in the last possible cell would ask for billions of cells.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prongsai.core.papers.readers import archive
from prongsai.core.papers.readers.limits import Limits, check_cells
from prongsai.core.thai.controls import without_controls

if TYPE_CHECKING:
    from lxml.etree import _Element

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}
_MOST_REPEATED = 256
"""Cells of ODS that stand for more than so many equal ones have no percentages looked for further on."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Scan:
    """What was found in one sheet: number formats and merged areas by position (row, column) from 0.

    `failed`: cells without a value though they have something in them: the name of the error, or the formula that was never computed.
    """

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    failed: dict[tuple[int, int], str] = field(default_factory=dict)


def scan_xlsx(members: Mapping[str, bytes], limits: Limits) -> dict[str, Scan]:
    """Scan the sheets of an XLSX file: name of sheet → findings. Raises `FileTooLarge` for a sheet that spans too many cells."""
    codes = _codes(members.get("xl/styles.xml", b""))
    scans = {
        name: _scan_sheet(content, codes, limits) for name, content in members.items() if name.endswith(".xml") and b"sheetData" in content
    }
    targets: dict[str, str] = {}
    for relation in _elements(members.get("xl/_rels/workbook.xml.rels", b""), "Relationship"):
        targets[relation.get("Id") or ""] = posixpath.normpath(posixpath.join("/xl", relation.get("Target") or "")).lstrip("/")
    found: dict[str, Scan] = {}
    for sheet in _elements(members.get("xl/workbook.xml", b""), "sheet"):
        relation_id = next((text for key, text in sheet.attrib.items() if str(key).endswith("}id")), "")
        if (scan := scans.get(targets.get(str(relation_id), ""))) is not None:
            found[without_controls(sheet.get("name") or "")] = scan
    return found


def scan_ods(content: bytes, limits: Limits) -> dict[str, Scan]:
    """Scan the sheets of an ODS file (its content.xml): errors, percentages and merged areas, which calamine does not give.

    Raises like `scan_xlsx`.
    """
    found: dict[str, Scan] = {}
    scan, row, column, last_row, last_column = Scan(), 0, 0, 0, 0
    percents: dict[int, str] = {}
    for event, element in _events(content):
        name = _local(element)
        if event == "start" and name == "table":
            scan = found.setdefault(without_controls(_attribute(element, "name")), Scan())
            row = column = last_row = last_column = 0
        elif event == "end" and name in {"table-cell", "covered-table-cell"}:
            repeated = _count(element, "number-columns-repeated")
            height, width = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
            if height * width > 1:
                scan.spans[row, column] = (height, width)
            if any(text == "error" and str(key).endswith("}value-type") for key, text in element.attrib.items()):
                scan.failed[row, column] = without_controls("".join(str(text) for text in element.itertext())).strip() or "#N/A"
            if _attribute(element, "value-type") == "percentage":
                percents |= dict.fromkeys(range(column, column + min(repeated, _MOST_REPEATED)), _percent(element))
            column += repeated
            if len(element) or _attribute(element, "value-type"):
                last_column = max(last_column, column)
                last_row = -1
            element.clear()
        elif event == "end" and name == "table-row":
            first, repeated = row, _count(element, "number-rows-repeated")
            row += repeated
            if last_row == -1:
                last_row = row
                check_cells(row * max(last_column, 1), limits)
            scan.formats |= {(first + r, c): code for r in range(min(repeated, _MOST_REPEATED)) for c, code in percents.items()}
            percents, column = {}, 0
            element.clear()
    return found


def _percent(cell: _Element) -> str:
    """The number format of a percentage in ODS, with as many decimals as it is shown with."""
    shown = "".join(str(text) for text in cell.itertext())
    decimals = re.search(r"[.,](\d{1,10})\s*%", shown)
    return f"0.{'0' * len(decimals[1])}%" if decimals else "0%"


def _scan_sheet(content: bytes, codes: list[str], limits: Limits) -> Scan:
    scan = Scan()
    row = column = -1
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None
    for event, element in _events(content):
        name = _local(element)
        if event == "start" and name == "row":
            row = int(number) - 1 if (number := element.get("r") or "").isdigit() else row + 1
            column = -1
        elif event == "start" and name == "c":
            row, column = _position(element.get("r"), (row, column + 1))
        elif event == "end" and name == "c":
            if len(element):
                rows = (min(rows[0], row), max(rows[1], row)) if rows else (row, row)
                columns = (min(columns[0], column), max(columns[1], column)) if columns else (column, column)
                check_cells((rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1), limits)
                style = element.get("s") or ""
                if style.isdigit() and int(style) < len(codes) and codes[int(style)]:
                    scan.formats[row, column] = codes[int(style)]
                if failed := _failed(element):
                    scan.failed[row, column] = failed
            element.clear()
    return scan


def _failed(cell: _Element) -> str:
    """The error in a cell of XLSX, or its formula where no result is kept; "" for any other cell. An empty text is a result."""
    parts = {_local(part): without_controls(part.text or "").strip() for part in cell}
    kind = cell.get("t") or ""
    if kind == "e":
        return parts.get("v") or "#N/A"
    return f"={parts['f']}" if "f" in parts and not parts.get("v") and kind not in {"str", "inlineStr"} else ""


def _codes(styles: bytes) -> list[str]:
    """The number format of each cell style, "" for General."""
    own = {element.get("numFmtId"): element.get("formatCode") or "" for element in _elements(styles, "numFmt")}
    crossed: list[str] = []
    for formats in _elements(styles, "cellXfs"):
        for style in formats:
            code = style.get("numFmtId") or "0"
            crossed.append(own.get(code) or _BUILT_IN.get(int(code) if code.isdigit() else 0, ""))
    return crossed


def _events(content: bytes) -> Iterator[tuple[str, _Element]]:
    from lxml import etree

    try:
        yield from etree.iterparse(io.BytesIO(content), events=("start", "end"), resolve_entities=False, no_network=True)
    except etree.XMLSyntaxError:
        raise archive.broken() from None


def _elements(content: bytes, name: str) -> Iterator[_Element]:
    if content:
        for event, element in _events(content):
            if event == "end" and _local(element) == name:
                yield element


def _local(element: _Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _attribute(element: _Element, name: str) -> str:
    return next((str(text) for key, text in element.attrib.items() if str(key).rsplit("}", 1)[-1] == name), "")


def _count(element: _Element, name: str) -> int:
    text = _attribute(element, name)
    return min(int(text), 2**21) if text.isdigit() and len(text) < 12 and int(text) else 1


def _position(reference: str | None, expected: tuple[int, int]) -> tuple[int, int]:
    """ "C7" → (6, 2); the expected position where there is no reference."""
    found = re.fullmatch(r"([A-Za-z]{1,4})([0-9]{1,8})", reference or "")
    if found is None:
        return expected
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
