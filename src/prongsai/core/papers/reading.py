"""Reading a file as a paper: the one door for the command line, the web application and tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prongsai.core.papers.blocks import Source, numbered
from prongsai.core.papers.model import Paper

Progress = Callable[[int, int], None]


def read_paper(path: Path, *, use_ocr: bool = False, use_embedded: bool = True, progress: Progress | None = None) -> Paper:
    """Read any file that a reader takes and understand it.

    `use_ocr` lets pages without text go through Tesseract. With `use_embedded`, the paper that Prongsai put into a PDF or DOCX is taken
    when it agrees with what is visible; where it does not, what is visible wins and a warning `embedded_disagrees` says where they differ.
    `progress(done, of)` is called per page. Raises `PaperError` with a message for the officer; never writes anything.
    """
    return read_source_and_paper(path, use_ocr=use_ocr, use_embedded=use_embedded, progress=progress)[1]


def read_source_and_paper(
    path: Path, *, use_ocr: bool = False, use_embedded: bool = True, progress: Progress | None = None
) -> tuple[Source, Paper]:
    """The same as `read_paper`, with the blocks that the paper was understood from.

    Their places are those that the paper names: each is the place of one block, cell or line of a file.
    """
    from prongsai.core.papers.embedding import prefer_embedded
    from prongsai.core.papers.readers.opening import open_source
    from prongsai.core.papers.understanding.paper import understand

    source = numbered(open_source(path, use_ocr=use_ocr, use_embedded=use_embedded, progress=progress))
    paper = understand(source)
    return source, prefer_embedded(paper, source.embedded) if source.embedded is not None else paper
