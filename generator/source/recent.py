"""What a process that builds again and again made the last time: nothing is kept unless it asks."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Generic, TypeVar

from generator.source.diagnostic import Problems

T = TypeVar("T")
M = TypeVar("M")


class Recent(Generic[T]):
    """What was made in this round or the one before, by keys.

    A key may hold `id(x)` where the value holds `x`, or the keys of this round do.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, tuple[T, Any]] = {}
        self._before: dict[Hashable, tuple[T, Any]] = {}
        _ALL.append(self)

    def get(
        self, key: Hashable, make: Callable[[Problems], T], problems: Problems, *held: object
    ) -> T:
        """Give what was made for `key`, or make it; what finds problems is made each time.

        `held` are the values whose ids are in the key.
        """
        if not _KEPT:
            return make(problems)
        found = self._now.get(key) or self._before.get(key)
        if found is None:
            own = Problems()
            found = (make(own), held)
            if len(own):
                problems.extend(own)
                return found[0]
        self._now[key] = found
        return found[0]

    def of(self, item: M, make: Callable[[M], T]) -> T:
        """Give what was made of `item`, this very value, or make it; `make` finds no problems."""
        if not _KEPT:
            return make(item)
        found = self._now.get(id(item))
        return self.keyed(id(item), lambda: make(item), item) if found is None else found[0]

    def keyed(self, key: Hashable, make: Callable[[], T], *held: object) -> T:
        """Give what was made for `key`, or make it; `make` finds no problems."""
        if not _KEPT:
            return make()
        found = self._now.get(key) or self._before.get(key) or (make(), held)
        self._now[key] = found
        return found[0]

    def turn(self) -> None:
        """Begin a round: forget what was not used in the last one."""
        self._before, self._now = self._now, {}


_ALL: Final[list[Recent[Any]]] = []
_KEPT: Final[list[bool]] = []


def begin_round() -> None:
    """Keep what is made from now on, until it was not used for a round."""
    keep()
    for one in _ALL:
        one.turn()


def keep() -> None:
    """Keep what is made from now on in this round."""
    _KEPT[:] = [True]


@contextmanager
def one_round() -> Iterator[None]:
    """Keep what is made meanwhile, and forget it then; where rounds have begun, they go on."""
    if _KEPT:
        yield
        return
    begin_round()
    try:
        yield
    finally:
        forget()


def forget() -> None:
    """Keep nothing any more, and forget what was kept."""
    _KEPT.clear()
    for one in _ALL:
        one.turn()
        one.turn()
