"""What a report consists of, whatever format draws it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 1 is a section, 2 a part of one."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. `lead` stands before it in bold; `soft` is a remark about what stands near."""

    text: str
    lead: str = ""
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a strategy, exactly as they stand there, with where they stand."""

    quote: str
    source: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads repeat on every page, `about` is read out to those who cannot see it.

    `shares` are the widths of the columns as parts of the whole.
    """

    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """What a reader has to know before anything else."""

    text: str


Part = Heading | Words | Points | Quoted | Grid | Banner


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be drawn; `author` is the person it was made for."""

    title: str
    subtitle: str
    author: str
    at: datetime
    parts: tuple[Part, ...]
