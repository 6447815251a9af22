"""Errors of reading and writing papers.

`PaperError` is the base; each error carries a message in Thai and in English that says what is wrong and what to do:

* `UnreadableFile`: broken, encrypted, empty or binary file
* `UnsupportedKind`: a kind of file that no reader takes
* `FileTooLarge`: beyond the limits of size, pages, or unpacked size
* `MissingTool`: a program that the reader needs is not installed
* `BadPaper`: JSON that is not a paper
* `ReadingStopped`: the process that read the file took too much time or memory, or broke down
* `ReadingCancelled`: somebody ended the reading
"""

from __future__ import annotations


class PaperError(Exception):
    """Base of all errors of this package. `str()` is the Thai message; `english` the same in English."""

    def __init__(self, thai: str, english: str) -> None:
        super().__init__(thai)
        self.thai = thai
        self.english = english


class UnreadableFile(PaperError):
    """The file is broken, encrypted, empty, or not what it claims to be."""


class UnsupportedKind(PaperError):
    """No reader takes this kind of file, or no writer this kind of output."""


class FileTooLarge(PaperError):
    """The file goes beyond a limit of size, pages, cells or unpacked size."""


class MissingTool(PaperError):
    """A program that this file needs (Tesseract, LibreOffice) is not installed."""


class BadPaper(PaperError):
    """The JSON given is not a paper; the message names the key and what was expected."""


class ReadingStopped(PaperError):
    """The process that read the file took more time or memory than it may, or broke down."""


class ReadingCancelled(PaperError):
    """The reading was ended from outside before it was done."""
