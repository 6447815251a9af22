"""The program that reads or draws one file in a process of its own: a request on standard input, one JSON object a line on standard output.

`bounded_process.py` starts it. Objects are `{"done", "of"}` and, at the end, `{"source", "paper"}`; or a `{"picture"}` a page; or
`{"pages_with_text", "pages"}`; or `{"error", "thai", "english"}`, where `error` is the name of a `PaperError`, or "memory". It ends when
its standard input is closed, for then nobody waits for it.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEMORY = "memory"
_NO_MEMORY = ("cannot allocate memory", "failed to map segment", "insufficient memory", "out of memory", "can't start new thread")

Say = Callable[[dict[str, Any]], None]


def main() -> int:
    """Do the work of the request and print what came of it; 0 also where the file cannot be read, as long as that is told."""
    request = json.loads(_line_of(0))
    threading.Thread(target=_end_when_alone, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # What a library prints must not stand between the objects.
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def say(told: dict[str, Any]) -> None:
        lines.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
        lines.flush()

    try:
        _bound(request["memory_bytes"])
        _work(request, say)
    except Exception as error:
        if not _is_memory(error):
            raise
        say({"error": MEMORY})
    return 0


def _work(request: dict[str, Any], say: Say) -> None:
    from prongsai.core.papers.errors import PaperError

    work = {"draw": _draw, "text": _look_for_text}.get(request["work"], _read)
    try:
        work(Path(request["path"]), request, say)
    except PaperError as error:
        if _is_memory(error):
            raise
        say({"error": type(error).__name__, "thai": error.thai, "english": error.english})


def _read(path: Path, request: dict[str, Any], say: Say) -> None:
    from prongsai.core.papers.reading import read_source_and_paper
    from prongsai.core.papers.serial import paper_to_json
    from prongsai.core.papers.source_serial import source_to_json

    def progress(done: int, of: int) -> None:
        say({"done": done, "of": of})

    source, paper = read_source_and_paper(path, use_ocr=request["use_ocr"], use_embedded=request["use_embedded"], progress=progress)
    say({"source": source_to_json(source), "paper": paper_to_json(paper)})


def _draw(path: Path, request: dict[str, Any], say: Say) -> None:
    from prongsai.core.papers.readers.page_picture import page_picture

    for page in request["pages"]:
        say({"picture": base64.b64encode(page_picture(path, page, width_px=request["width_px"])).decode()})


def _look_for_text(path: Path, request: dict[str, Any], say: Say) -> None:
    from prongsai.core.papers.readers.text_layer import pages_with_text

    found, looked_at = pages_with_text(path)
    say({"pages_with_text": found, "pages": looked_at})


def _bound(memory_bytes: int) -> None:
    """Let this process, and those that it starts, have so much memory. On systems without such limits nothing happens."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass


def _is_memory(error: BaseException | None) -> bool:
    """Whether an error, or one that it came from, says that there was no memory left."""
    while error is not None:
        if isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY):
            return True
        error = error.__cause__ or error.__context__
    return False


def _line_of(handle: int) -> bytes:
    parts: list[bytes] = []
    while not (parts and parts[-1].endswith(b"\n")) and (part := os.read(handle, 65_536)):
        parts.append(part)
    return b"".join(parts)


def _end_when_alone() -> None:
    """End the whole group of processes once the one that started it is gone: Tesseract would go on for minutes."""
    while os.read(0, 1):
        pass
    if os.name == "posix" and os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
