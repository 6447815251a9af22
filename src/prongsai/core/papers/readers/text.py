"""Text files → blocks: plain lines, tab-separated rows, Markdown, and HTML tables or fragments mixed among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from prongsai.core.papers.blocks import Block, Heading, Line, PageBreak, Paragraph, Place, Source, Table
from prongsai.core.papers.readers.grid import CellSource, build_table
from prongsai.core.papers.readers.html import fragment_lines, has_markup, parse_tables
from prongsai.core.papers.readers.spaced import take_spaced
from prongsai.core.papers.readers.unwrap import find_wrap, goes_on

HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(\S.*)$")
RULE = re.compile(r"^\s{0,3}(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
STRAY = re.compile(r"^\s*(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)\s*$")
LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\((?:https?:|mailto:|/)[^()\s]*\)")
DELIMITER = re.compile(r"(?:\|\s*)?:?-+:?(?:\s*\|\s*:?-+:?)*(?:\s*\|)?")
PIPE = re.compile(r"(?<!\\)\|")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TABLE_OPEN = re.compile(r"<table\b", re.IGNORECASE)
TABLE_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
MOST_SPACED = 2000  # lines in which the end of a table held by spaces is sought


def read_text(data: bytes, *, name: str, progress: Callable[[int, int], None] | None = None) -> Source:
    """Blocks of a text file in any Thai or Unicode encoding. Raises `UnreadableFile` where the bytes are not text."""
    from prongsai.core.papers.readers.encoding import decode

    text = decode(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    reader = _TextReader(text.split("\n"))
    reader.run()
    kind = "markdown" if reader.is_markdown else "text"
    return Source(kind=kind, blocks=tuple(reader.blocks))


class _TextReader:
    """One pass over the lines; each `take_*` consumes the lines that it understands."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.blocks: list[Block] = []
        self.tables = 0
        self.is_markdown = False
        self.wrap = find_wrap(lines)
        self.wrapped: dict[int, list[Line]] = {}

    def run(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if "\f" in line:
                self.blocks.append(PageBreak(Place(line=self.at + 1)))
                self.lines[self.at] = line.replace("\f", "")
                continue
            if not line.strip():
                self.at += 1
            elif TABLE_OPEN.search(line):
                self.take_html_table()
            elif (_is_pipe_row(line) and self.pipe_table_follows()) or self.bare_pipe_table_follows():
                self.take_pipe_table()
            elif self.tab_width() > 1:
                self.take_tab_table(self.tab_width())
            elif not self.take_spaced_table():
                self.take_line(line)
                self.at += 1
        for at, lines in self.wrapped.items():
            block = self.blocks[at]
            if isinstance(block, Paragraph):
                self.blocks[at] = replace(block, lines=(*block.lines, *lines))

    def take_line(self, line: str) -> None:
        place = Place(line=self.at + 1)
        if RULE.match(line):
            return
        if matched := HEADING.match(line):
            self.is_markdown = True
            self.take_heading(matched[2].rstrip().rstrip("#"), len(matched[1]), place)
            return
        is_bold = bool(re.match(r"^\s*(\*\*|__).+\1\s*$", line)) or line.lstrip().startswith("**")
        tabs = len(line) - len(line.lstrip("\t"))
        pieces = fragment_lines(line) if has_markup(line) else (Line(line),)
        lines = tuple(Line(text, piece.hard, tabs + piece.indent) for piece in pieces if (text := _plain(piece.text)))
        if lines and self.goes_on_from_above(line):
            # Put into the block at the end: a paragraph built anew for each of its lines takes time with the square of them.
            self.wrapped.setdefault(len(self.blocks) - 1, []).extend(replace(piece, hard=False) for piece in lines)
        elif lines:
            self.blocks.append(Paragraph(lines, place, is_bold=is_bold))

    def take_heading(self, markup: str, level: int, place: Place) -> None:
        text = " ".join(line.text for line in fragment_lines(markup)) if has_markup(markup) else markup
        if text := _plain(text):
            self.blocks.append(Heading(text, level, place))

    def goes_on_from_above(self, line: str) -> bool:
        """Tell whether the line is the wrapped rest of the paragraph right above."""
        if self.wrap is None or self.at == 0 or not self.blocks or not isinstance(self.blocks[-1], Paragraph):
            return False
        return goes_on(self.lines[self.at - 1], line, self.wrap)

    def take_html_table(self) -> None:
        start, depth = self.at, 0
        while self.at < len(self.lines):
            line = self.lines[self.at]
            depth += len(TABLE_OPEN.findall(line)) - len(TABLE_CLOSE.findall(line))
            self.at += 1
            if depth <= 0:
                break
        found = parse_tables("\n".join(self.lines[start : self.at]), self.tables + 1, start + 1)
        self.tables += sum(isinstance(block, Table) for block in found)
        self.blocks.extend(found)

    def pipe_table_follows(self) -> bool:
        following = self.lines[self.at : self.at + 3]
        return any(_is_delimiter(line) for line in following[1:]) or (len(following) > 1 and _is_pipe_row(following[1]))

    def bare_pipe_table_follows(self) -> bool:
        """A table without outer pipes: its second line is a delimiter of as many columns."""
        following = self.lines[self.at : self.at + 2]
        if len(following) < 2 or not _is_delimiter(following[1]) or "|" not in following[1]:
            return False
        return len(PIPE.findall(following[0])) == len(PIPE.findall(following[1]))

    def take_pipe_table(self) -> None:
        self.is_markdown = True
        rows: list[list[CellSource]] = []
        head = 0
        is_bare = not _is_pipe_row(self.lines[self.at])
        while self.at < len(self.lines) and (PIPE.search(self.lines[self.at]) if is_bare else _is_pipe_row(self.lines[self.at])):
            line = self.lines[self.at]
            if _is_delimiter(line):
                head = head or len(rows)
            else:
                rows.append([CellSource(_cell_lines(cell), line=self.at + 1) for cell in _pipe_cells(line)])
            self.at += 1
        marked = [
            [CellSource(cell.lines, is_header=r < head, line=cell.line) for cell in row]
            for r, row in enumerate(rows)
            if any(c.lines for c in row)
        ]
        self.add_table(marked)

    def tab_width(self) -> int:
        """Columns of the tab-separated table that begins here, 1 where none does."""
        line = self.lines[self.at]
        if "\t" not in line.strip():
            return self.continued_width(line)
        width = line.rstrip("\n").count("\t") + 1
        previous = self.blocks[-1] if self.blocks else None
        followers = [other for other in self.lines[self.at + 1 : self.at + 4] if other.strip()][:1]
        if width >= 3 or any(other.count("\t") + 1 == width for other in followers):
            return width
        return width if isinstance(previous, Table) and previous.width == width else 1

    def continued_width(self, line: str) -> int:
        """Width of the table before, where this line has its number of tabs and only lost the text of the first cells."""
        previous = self.blocks[-1] if self.blocks else None
        tabs = line.count("\t")
        return tabs + 1 if isinstance(previous, Table) and tabs >= 2 and previous.width == tabs + 1 else 1

    def take_tab_table(self, width: int) -> None:
        rows: list[list[CellSource]] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip() or ("\t" not in line and not self.is_group_row(width)):
                break
            if "\t" not in line:
                rows.append([CellSource(_cell_lines(line), column_span=width, line=self.at + 1)])
                self.at += 1
                continue
            number = self.at + 1
            cells = self.take_row(width).split("\t")
            if len(cells) > width and not rows:
                width = len(cells)
            rows.append([CellSource(_cell_lines(cell), line=number) for cell in cells])
        self.add_table(rows)

    def is_group_row(self, width: int) -> bool:
        """Tell whether the line, which has no tabs, stands over the whole width: a row of the same table follows it at once."""
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return width >= 3 and following.count("\t") + 1 == width and bool(following.strip())

    def take_row(self, width: int) -> str:
        """This line with those after it that are the rest of its row: a cell of it held a line break."""
        parts = [self.lines[self.at]]
        tabs = parts[0].count("\t")
        self.at += 1
        while tabs + 1 < width and self.at < len(self.lines) and (line := self.lines[self.at]).strip():
            tabs += line.count("\t")
            if tabs + 1 > width:
                break
            parts.append(line)
            self.at += 1
        return "\n".join(parts)

    def take_spaced_table(self) -> bool:
        within = self.lines[self.at : self.at + MOST_SPACED] if "  " in self.lines[self.at].strip() else None
        found = take_spaced(within, self.at + 1) if within else None
        if found is None:
            return False
        self.at += found.length
        self.add_table(found.rows)
        return True

    def add_table(self, rows: list[list[CellSource]]) -> None:
        if not rows:
            return
        self.tables += 1
        self.blocks.append(build_table(rows, Place(table=self.tables, line=rows[0][0].line if rows[0] else None)))


def _is_delimiter(line: str) -> bool:
    return DELIMITER.fullmatch(line.strip()) is not None


def _is_pipe_row(line: str) -> bool:
    line = line.strip()
    return line.startswith("|") and len(PIPE.findall(line)) >= 2


def _pipe_cells(line: str) -> Iterator[str]:
    line = line.strip()
    line = line[1:] if line.startswith("|") else line
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return (cell.replace("\\|", "|").strip() for cell in PIPE.split(line))


def _cell_lines(cell: str) -> tuple[Line, ...]:
    if has_markup(cell):
        return tuple(Line(text, line.hard, line.indent) for line in fragment_lines(cell) if (text := _plain(line.text)))
    return tuple(Line(text) for line in _unquoted(cell).split("\n") if (text := _plain(line)))


def _unquoted(cell: str) -> str:
    """A cell of several lines without the quotes that spreadsheets put around it."""
    inner = cell.strip()
    return inner[1:-1].replace('""', '"') if "\n" in inner and inner[0] == inner[-1] == '"' else cell


def _plain(text: str) -> str:
    """Text without Markdown's emphasis, escapes and link addresses; white space inside is kept, double spaces too."""
    return ESCAPED.sub(r"\1", LINK.sub(r"\1", STRAY.sub("", EMPHASIS.sub(r"\2", text)))).strip()
