"""Answers worked out from what is stored, kept until something stored changes.

Not Streamlit's cache: that leaves out of its key every argument whose name begins with an
underscore, and all that tells an answer from an older one here would have to be named so or go
unused.
"""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Final, TypeVar

T = TypeVar("T")

MOST: Final = 1_000
"""Answers kept, those last asked for: forty strategies have ten each beside what was searched.
Most are lists of a few passages that the store holds in memory anyway."""


@contextmanager
def much_that_stays() -> Iterator[None]:
    """Read what is kept for long without the collector of cycles walking it, now or later.

    Forty strategies are millions of objects: looking through them takes a second, which a click
    would wait for. They are let go of by their last reference as ever.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


class Derived:
    """Keeps answers by key for one revision; shared between sessions.

    Two sessions that ask the same thing at once wait for one answer.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision = -1
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, revision: int, key: Hashable, work_out: Callable[[], T]) -> T:
        """Return what `work_out` returns, calling it once; what it raises is not kept."""
        with self._lock:
            if revision != self._revision:
                self._kept.clear()
                self._revision = revision
            future = self._kept.get(key)
            asked_before = future is not None
            if future is not None:
                self._kept.move_to_end(key)
            else:
                future = self._kept[key] = Future()
                if len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        if not asked_before:
            try:
                future.set_result(work_out())
            except BaseException as error:
                with self._lock:
                    if self._kept.get(key) is future:
                        del self._kept[key]
                future.set_exception(error)
        result: T = future.result()
        return result

    def has(self, revision: int, key: Hashable) -> bool:
        """Return whether the answer is there, so that asking for it takes no time."""
        with self._lock:
            future = self._kept.get(key) if revision == self._revision else None
        return future is not None and future.done()
