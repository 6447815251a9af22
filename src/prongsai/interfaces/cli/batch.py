"""The same work on many inputs at once, one process per core. One bad input, even one that kills its process, does not stop the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

Input = TypeVar("Input")
Result = TypeVar("Result")


def in_order(work: Callable[[Input], Result], inputs: Sequence[Input], *, jobs: int | None, crashed: Result) -> Iterator[Result]:
    """The results of `work` in the order of the inputs, each as soon as it and those before it are done.

    `jobs` is the number of processes, None one per core. `crashed` stands for an input whose work killed its process. `work` and its
    results must be picklable; what it raises is raised here.
    """
    workers = min(jobs or os.cpu_count() or 1, len(inputs))
    if workers <= 1:
        yield from map(work, inputs)
        return
    waiting = deque(inputs)
    while waiting:
        yield from _until_a_crash(work, waiting, workers)
        if waiting:
            # A process died and took the pool along, perhaps over another input: this one gets a process of its own.
            yield _alone(work, waiting.popleft(), crashed)


def _until_a_crash(work: Callable[[Input], Result], waiting: deque[Input], workers: int) -> Iterator[Result]:
    """Results from the front of `waiting`, each input taken out with its result; ends early where a process died."""
    with _pool(workers) as pool:
        try:
            with _ctrl_c_held():
                futures = deque(pool.submit(work, entry) for entry in waiting)
            while futures:
                # Taken out, so that a run over thousands of files does not keep all their results.
                result = futures.popleft().result()
                waiting.popleft()
                yield result
        except BrokenProcessPool:
            return
        except BaseException:
            # Ctrl-C or a gone reader: the workers must not go on with what nobody waits for.
            for child in multiprocessing.active_children():
                child.terminate()
            raise


def _alone(work: Callable[[Input], Result], entry: Input, crashed: Result) -> Result:
    try:
        with _pool(1) as pool:
            with _ctrl_c_held():
                future = pool.submit(work, entry)
            return future.result()
    except BrokenProcessPool:
        return crashed


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: libraries with threads of their own do not survive a fork.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_die_quietly)


def _die_quietly() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Ctrl-C waits while processes are started. They start with it held, so that it never ends them with a trace amid their imports."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
