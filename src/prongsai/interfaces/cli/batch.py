"""Reading many files at once, one process per core. One bad file, even one that kills its process, does not stop the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from prongsai.interfaces.cli.messages import Refusal, refusal_of

if TYPE_CHECKING:
    from prongsai.core.papers.model import Paper

_CRASHED = Refusal(
    "การอ่านไฟล์นี้ทำให้โปรแกรมหยุดกลางคัน (หน่วยความจำอาจไม่พอหรือไฟล์เสียหาย) โปรดเปิดด้วยโปรแกรมเดิม บันทึกใหม่ แล้วลองอีกครั้ง",
    "reading this file stopped the program (out of memory, or the file is broken); open it in its own program, save it anew and try again",
)


def read_one(path: Path, use_ocr: bool, use_embedded: bool, progress: Callable[[int, int], None] | None = None) -> Paper | Refusal:
    """The paper in a file, or why it was refused. Never raises."""
    try:
        from prongsai.core.papers.reading import read_paper

        return read_paper(path, use_ocr=use_ocr, use_embedded=use_embedded, progress=progress)
    except Exception as error:
        return refusal_of(error)


def read_many(paths: Sequence[Path], use_ocr: bool, use_embedded: bool, jobs: int | None) -> Iterator[Paper | Refusal]:
    """The papers of many files in the order given, each as soon as it and those before it are read. `jobs` None takes one per core."""
    workers = min(jobs or os.cpu_count() or 1, len(paths))
    if workers == 1:
        for path in paths:
            yield read_one(path, use_ocr, use_embedded)
        return
    with _pool(workers) as pool:
        try:
            futures = [pool.submit(read_one, path, use_ocr, use_embedded) for path in paths]
            for path, future in zip(paths, futures, strict=True):
                yield _result(future, path, use_ocr, use_embedded)
        except BaseException:
            # Ctrl-C or a gone reader: the workers must not go on reading what nobody waits for.
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise


def _result(future: Future[Paper | Refusal], path: Path, use_ocr: bool, use_embedded: bool) -> Paper | Refusal:
    try:
        return future.result()
    except BrokenProcessPool:
        # A process died and took the pool along, perhaps over another file: this one gets a process of its own.
        try:
            with _pool(1) as alone:
                return alone.submit(read_one, path, use_ocr, use_embedded).result()
        except BrokenProcessPool:
            return _CRASHED


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: libraries with threads of their own do not survive a fork.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_die_quietly)


def _die_quietly() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
