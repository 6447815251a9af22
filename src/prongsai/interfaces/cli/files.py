"""Files in and out: papers as JSON, output written whole or not at all, names that do not collide."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prongsai.core.papers.model import Paper

MAX_JSON_BYTES = 50_000_000


def paper_to_bytes(paper: Paper) -> bytes:
    """The paper as JSON: UTF-8, Thai unescaped, indented by one, a newline at the end."""
    from prongsai.core.papers.serial import paper_to_json

    # A stray surrogate becomes a JSON escape instead of an error.
    return (json.dumps(paper_to_json(paper), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def load_paper(name: str) -> Paper:
    """The paper in a JSON file, or on standard input where `name` is "-".

    Raises `BadPaper` where it is not JSON in UTF-8, names no `schema` or is not a paper, `FileTooLarge` above 50 MB, `OSError` where it
    cannot be opened.
    """
    from prongsai.core.papers.errors import BadPaper, FileTooLarge
    from prongsai.core.papers.model import SCHEMA
    from prongsai.core.papers.serial import paper_from_json

    if name == "-":
        content = sys.stdin.buffer.read(MAX_JSON_BYTES + 1)
    else:
        with Path(name).open("rb") as file:
            content = file.read(MAX_JSON_BYTES + 1)
    if len(content) > MAX_JSON_BYTES:
        raise FileTooLarge(
            "ไฟล์ JSON ใหญ่เกิน 50 MB โปรดตรวจว่าเลือกไฟล์ถูก", "the JSON file is larger than 50 MB; check that it is the right one"
        )
    try:
        parsed = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise BadPaper(
            f"ไฟล์นี้ไม่ใช่ JSON ที่ถูกต้อง ผิดที่บรรทัด {error.lineno} ช่อง {error.colno} โปรดใช้ไฟล์ที่ได้จาก prongsai read",
            f"not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}; use what prongsai read has made",
        ) from error
    except UnicodeDecodeError as error:
        raise BadPaper(
            "ไฟล์นี้ไม่ใช่ JSON แบบ UTF-8 โปรดใช้ไฟล์ที่ได้จาก prongsai read", "not JSON in UTF-8; use what prongsai read has made"
        ) from error
    except (RecursionError, ValueError) as error:
        raise BadPaper("ไฟล์ JSON นี้ซ้อนลึกหรือมีตัวเลขยาวเกินไป", "this JSON is nested too deeply or has a number that is too long") from error
    if isinstance(parsed, dict) and "schema" not in parsed:
        raise BadPaper(
            f'ไฟล์ JSON นี้ไม่มี "schema": "{SCHEMA}" จึงไม่ใช่เอกสารของโปรแกรมนี้ โปรดใช้ไฟล์ที่ได้จาก prongsai read',
            f'this JSON has no "schema": "{SCHEMA}", so it is not a paper; use what prongsai read has made',
        )
    return paper_from_json(parsed)


def refuse_blank(paper: Paper) -> None:
    """Raises `BadPaper` where a paper holds nothing that a layout could print; its kind and the notes of its reading do not count."""
    from prongsai.core.papers.errors import BadPaper
    from prongsai.core.papers.serial import paper_to_json

    document = replace(paper.document, type=None, contains=())
    if not _says_something(paper_to_json(replace(paper, document=document, warnings=(), unread=(), places=())) | {"schema": None}):
        raise BadPaper(
            "เอกสารนี้ไม่มีเนื้อหาที่จะพิมพ์ เช่น ชื่อหน่วยงานหรือมาตรการ โปรดตรวจว่าเลือกไฟล์ถูก",
            "this paper holds nothing to print, such as an organisation or measures; check that it is the right file",
        )


def _says_something(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_says_something, value.values()))
    if isinstance(value, list):
        return any(map(_says_something, value))
    return bool(value.strip()) if isinstance(value, str) else value is not None


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: beside it first, then in its place. Makes missing folders. Raises `OSError`.

    A device or pipe (`/dev/stdout`) is written to directly; a link stays and what it points to is replaced.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)
        return
    with written_whole(path) as beside:
        beside.write_bytes(content)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write a file to; it moves to `path` at the end, or goes where the work stops half-way.

    Makes missing folders; a link stays and what it points to is replaced. Raises `OSError`.
    """
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    # A short name of its own: the target's may be near the system's limit, and another run may be writing beside.
    beside = path.with_name(f".prongsai-{os.urandom(6).hex()}.part")
    try:
        beside.touch(exist_ok=False)
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def names_in(folder: Path, sources: Iterable[Path]) -> list[Path]:
    """A JSON file in `folder` for each source, named after it; equal names (letter case aside) are numbered: plan.json, plan-2.json."""
    taken: set[str] = set()
    names = []
    for source in sources:
        name, number = f"{source.stem}.json", 1
        while name.casefold() in taken:
            number += 1
            name = f"{source.stem}-{number}.json"
        taken.add(name.casefold())
        names.append(folder / name)
    return names
