"""A comparison of two texts, so that it reads without colour: what is gone is struck through, what is new is bold."""

from collections.abc import Iterable

from services.differences import Piece
from ui import parts


def told(pieces: Iterable[Piece]) -> str:
    """As Markdown; the words themselves stay plain text."""
    return "".join(marked(piece.kind, piece.text) for piece in pieces)


def marked(kind: str, text: str) -> str:
    # A mark ends with its line: over an empty line it would not be one.
    return "  \n".join(_line(kind, line) for line in text.split("\n"))


def _line(kind: str, text: str) -> str:
    words = parts.plain(text)
    core = words.strip()
    if not core or kind == "same":
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    if kind == "gone":
        # What takes its place stands apart from it.
        return f"{before}:red[~~{core}~~]{after or ' '}"
    return f"{before}:green[**{core}**]{after}"
