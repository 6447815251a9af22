"""Why national data cannot be scored, in Thai and English: what is wrong, where, and what to do."""

from __future__ import annotations


class NationalFault(Exception):
    """The data or the engine cannot be used as it is. `thai` and `english` each say what, where and what to do."""

    def __init__(self, thai: str, english: str) -> None:
        self.thai, self.english = thai, english
        super().__init__(english)
