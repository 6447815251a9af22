"""What the doctor says about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from prongsai.foundation.languages import in_language


class Level(StrEnum):
    """How it is: well, to be looked at, or to be mended now."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `key` names it for programs, the words say in Thai and English what was found and what to do."""

    key: str
    level: Level
    thai: str
    english: str

    @property
    def text(self) -> str:
        """The words in the language of the reader."""
        return in_language(self.thai, self.english)


def ok(key: str, thai: str, english: str) -> Finding:
    """Something that is well."""
    return Finding(key, Level.OK, thai, english)


def warn(key: str, thai: str, english: str) -> Finding:
    """Something to be looked at."""
    return Finding(key, Level.WARN, thai, english)


def bad(key: str, thai: str, english: str) -> Finding:
    """Something to be mended now."""
    return Finding(key, Level.BAD, thai, english)
