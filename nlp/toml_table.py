"""Reads checked values out of a TOML file and says which key is wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Read = TypeVar("Read")


class TableError(Exception):
    """A value that is missing or of the wrong kind; the message starts with its key."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the dotted path to it ("labels.ideas", "" for the file)."""

    values: Mapping[str, object]
    path: str

    def error(self, key: str, problem: str) -> TableError:
        """Return the error to raise for a key of this table."""
        return TableError(f"{self.path}.{key}: {problem}" if self.path else f"{key}: {problem}")

    def text(self, key: str) -> str:
        value = self._value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, "must be text in quotes that is not empty")
        return value

    def whole_number(self, key: str) -> int:
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(key, "must be a whole number without quotes")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; a key that is left out is false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false without quotes")
        return value

    def texts(self, key: str, least: int = 1) -> tuple[str, ...]:
        """Return a list of texts; with `least=0` the key may be left out."""
        value = self.values.get(key, []) if least == 0 else self._value(key)
        if not isinstance(value, list) or len(value) < least:
            raise self.error(key, f"must be a list of at least {least} texts")
        texts = [item for item in value if isinstance(item, str) and item.strip()]
        if len(texts) < len(value):
            raise self.error(key, "every entry must be text in quotes that is not empty")
        return tuple(texts)

    def tables(self, key: str, least: int = 1) -> tuple[Table, ...]:
        """Return the tables of `[[key]]`, each with its id in its path where it has one."""
        value = self.values.get(key, []) if least == 0 else self._value(key)
        if not isinstance(value, list) or len(value) < least:
            raise self.error(key, f"write at least {least} [[{key}]] table")
        found = []
        for number, item in enumerate(value, start=1):
            if not isinstance(item, dict):
                raise self.error(key, f"entry {number} must be a [[{key}]] table")
            name = item.get("id", number)
            found.append(Table(item, f"{key}.{name}"))
        return tuple(found)

    def _value(self, key: str) -> object:
        if key not in self.values:
            raise self.error(key, "is missing; add it")
        return self.values[key]


def read_toml(path: Path, read: Callable[[Table, bytes], Read]) -> Read:
    """Return what `read` makes of a file and its bytes.

    Whatever is wrong with the file is a TableError of one line that starts with its name.
    """
    try:
        raw = path.read_bytes()
        return read(Table(tomllib.loads(raw.decode("utf-8")), ""), raw)
    except OSError as error:
        raise TableError(f"{path.name}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name}: is not valid TOML: {error}") from error
    except TableError as error:
        raise TableError(f"{path.name}: {error}") from error


def check_once(kind: str, ids: Sequence[str]) -> None:
    """Raise TableError when an id of a kind is there twice."""
    twice = sorted({item for item in ids if ids.count(item) > 1})
    if twice:
        raise TableError(f"{kind}: the id {twice[0]!r} is used twice; give each its own")
