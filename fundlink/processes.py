"""Python's work in processes of their own: `python -m fundlink.processes MODULE FUNCTION` does what its parent sends.

Python keeps one processor busy however many there are. Not `multiprocessing`: it runs the caller's script once more in
each process, or copies DuckDB's locks into it.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
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

    What `work` raises in a process is raised here, with a note of where; what was not begun by then is not done.

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
        try:
            result: Result = _ask(process, batch)
        finally:
            # A dead one too: whoever waits for a process then fails as well, and does not wait for ever.
            idle.put(process)
        return result

    with ExitStack() as stack:
        for _ in range(processes):
            process = stack.enter_context(_started(work))
            _send(shared, process)
            idle.put(process)
        threads = stack.enter_context(ThreadPoolExecutor(processes))
        stack.callback(threads.shutdown, cancel_futures=True)
        asked: deque[Future[Result]] = deque()
        for batch in batches:
            asked.append(threads.submit(do, batch))
            if len(asked) > 2 * processes:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


@contextmanager
def _started(work: Callable[..., Any]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", __name__, work.__module__, work.__name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        try:
            yield process
        finally:
            # Closing sends once more what a dead process did not take.
            with suppress(BrokenPipeError):
                process.stdin.close()


def _ask(process: subprocess.Popen[bytes], batch: object) -> Any:
    _send(batch, process)
    assert process.stdout
    try:
        done, answer = pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError):
        raise _ended(process) from None
    if not done:
        raise answer
    return answer


def _send(content: object, process: subprocess.Popen[bytes]) -> None:
    assert process.stdin
    try:
        _write(content, process.stdin)
    except BrokenPipeError:
        raise _ended(process) from None


def _ended(process: subprocess.Popen[bytes]) -> FundlinkError:
    return FundlinkError(f"a process beside this one ended with {process.wait()}: has memory run out? Run it again.")


def _write(content: object, stream: IO[bytes]) -> None:
    pickle.dump(content, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def main() -> None:
    """Do the work on batches from the parent until it closes the pipe: answer each with true and what was made of it.

    Or with false and what `work` raised.
    """
    # Ctrl-C stops all at once, and the parent says so.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # What work may print is no answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    hide_pandas()
    module, function = sys.argv[1:]
    work = getattr(import_module(module), function)
    shared = pickle.load(sys.stdin.buffer)
    while True:
        try:
            batch = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = True, work(batch, shared)
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
            error.add_note(f"In a process beside:\n{traceback.format_exc()}")
            answer = False, error
        _write(answer, answers)


if __name__ == "__main__":
    main()
