"""The full-text index behind one interface: what is put in, what may be asked, and which database keeps it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Select
from sqlmodel import Session

from models import Kind


@dataclass(frozen=True)
class Entry:
    """The terms of one thing by column, each as often as it comes."""

    title: tuple[str, ...]
    body: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """One word of a question: any of its terms answers it."""

    # Anywhere in the text.
    terms: frozenset[str]
    # In the title or the body alone: what the word was made from is itself no answer to another such word.
    roots: frozenset[str] = frozenset()
    # The beginning of a word in the title or the body.
    beginning: str = ""


@dataclass(frozen=True)
class Question:
    wanted: tuple[Wanted, ...]
    # Whether one word is enough; else every one must be answered.
    any_word: bool = False


class Index(Protocol):
    def put(self, session: Session, kind: Kind, entries: dict[int, Entry]) -> None:
        """Writes these things' terms, over what there was."""
        ...

    def drop(self, session: Session, kind: Kind, thing_ids: Iterable[int]) -> None: ...

    def found(
        self, session: Session, kinds: Sequence[Kind], question: Question, *, most: int
    ) -> dict[Kind, list[int]]:
        """The best things of each of the kinds that has some, the best first; so many of a kind at most."""
        ...

    def ids(self, kind: Kind, question: Question) -> Select[Any]:
        """A select of all things of the kind that answer, in no order: for the conditions of other queries."""
        ...
