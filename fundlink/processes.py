"""Python's work in processes of their own: `python -m fundlink.processes MODULE FUNCTION` does what its parent sends.

Python keeps one processor busy however many there are. Not `multiprocessing`: it runs the caller's script once more in
each process, or copies DuckDB's locks into it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from importlib import import_module
from queue import SimpleQueue
from typing import IO, Any, TypeVar

from fundlink.errors import FundlinkError
from fundlink.without_pandas import hide_pandas

_MOST = 8
"""Processes at once, however many processors there are: each takes some 150 MB."""

Batch = TypeVar("Batch")
Shared = TypeVar("Shared")
Result = TypeVar("Result")


def in_processes(
    work: Callable[[Batch, Shared], Result], batches: Iterable[Batch], most: int, shared: Shared
) -> Generator[Result]:
    """`work(batch, shared)` of each batch, in their order, as many at once as there are processors, up to 8.

    Args:
        work: a function of a module, which each process imports.
        batches: asked for one by one, and not many ahead of what is taken.
        most: how many there are, at most: one is done here.
        shared: sent to each process once.

    Raises:
        FundlinkError: when a process ends before its work does.
    """
    processes = min(os.cpu_count() or 1, most, _MOST)
    if processes < 2:
        yield from (work(batch, shared) for batch in batches)
        return
    idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()

    def do(batch: Batch) -> Result:
        process = idle.get()
        result: Result = _ask(process, batch)
        idle.put(process)
        return result

    with ExitStack() as stack:
        for _ in range(processes):
            process = stack.enter_context(_start(work))
            _send(shared, process.stdin)
            idle.put(process)
        threads = stack.enter_context(ThreadPoolExecutor(processes))
        asked: deque[Future[Result]] = deque()
        for batch in batches:
            asked.append(threads.submit(do, batch))
            if len(asked) > 2 * processes:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


def _start(work: Callable[..., Any]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", __name__, work.__module__, work.__name__]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _ask(process: subprocess.Popen[bytes], batch: object) -> Any:
    assert process.stdout
    try:
        _send(batch, process.stdin)
        return pickle.load(process.stdout)
    except (EOFError, BrokenPipeError):
        ended = process.wait()
        raise FundlinkError(
            f"a process beside this one ended with {ended}: has memory run out? Run it again."
        ) from None


def _send(content: object, stream: IO[bytes] | None) -> None:
    assert stream
    pickle.dump(content, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def main() -> None:
    """Do the work on batches from the parent until it closes the pipe."""
    hide_pandas()
    module, function = sys.argv[1:]
    work = getattr(import_module(module), function)
    shared = pickle.load(sys.stdin.buffer)
    while True:
        try:
            batch = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _send(work(batch, shared), sys.stdout.buffer)


if __name__ == "__main__":
    main()
