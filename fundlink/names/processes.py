"""Names read in processes of their own: `python -m fundlink.names.processes` reads what its parent sends.

To read names is Python's work, which keeps one processor busy however many there are. Not `multiprocessing`: it runs
the caller's script once more in each process, or copies DuckDB's locks into it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue
from typing import IO

import pyarrow as pa

from fundlink.names.table import Terms, Written, name_table
from fundlink.without_pandas import hide_pandas

Batch = Sequence[Written]


def name_tables(batches: Iterable[Batch], most: int, terms: Terms | None) -> Generator[pa.Table]:
    """`name_table` of each of at most `most` batches, in their order; as many at once as there are processors."""
    processes = min(os.cpu_count() or 1, most)
    if processes < 2:
        yield from (name_table(batch, terms) for batch in batches)
        return
    idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()

    def read(batch: Batch) -> pa.Table:
        process = idle.get()
        table = _ask(process, batch)
        idle.put(process)
        return table

    with ExitStack() as stack:
        for _ in range(processes):
            process = stack.enter_context(_start(terms))
            idle.put(process)
        threads = stack.enter_context(ThreadPoolExecutor(processes))
        asked: deque[Future[pa.Table]] = deque()
        for batch in batches:
            asked.append(threads.submit(read, batch))
            if len(asked) > 2 * processes:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


def _start(terms: Terms | None) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    _send(terms, process.stdin)
    return process


def _ask(process: subprocess.Popen[bytes], batch: Batch) -> pa.Table:
    _send(batch, process.stdin)
    assert process.stdout
    return pickle.load(process.stdout)


def _send(content: object, stream: IO[bytes] | None) -> None:
    assert stream
    pickle.dump(content, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def main() -> None:
    """Read batches from the parent until it closes the pipe."""
    hide_pandas()
    terms = pickle.load(sys.stdin.buffer)
    while True:
        try:
            batch = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _send(name_table(batch, terms), sys.stdout.buffer)


if __name__ == "__main__":
    main()
