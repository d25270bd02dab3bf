"""What one analysis of Voikko's transducer says of a Finnish word, the same whichever engine ran the transducer.

The transducer writes a word as tags and letters, for instance `[Ln][Xp]nuori[X]nuor[Sg][Nm]ten`: `[Bc]` parts a
compound, `[Bm]` a compound that the dictionary holds as one word (`=` in its base), `[Xp]` to `[X]` is the base form of
the dictionary, `[Xj]` to `[X]` the base form of a suffix that makes a new word (`yhdist|ys`).
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The classes of words that the rules tell apart, by the transducer's own tags."""

    NOUN = "n"
    ADJECTIVE = "l"
    NOUN_OR_ADJECTIVE = "nl"
    VERB = "t"
    PREFIX = "p"
    PLACE = "ep"
    FORENAME = "ee"
    SURNAME = "es"
    NAME = "em"
    OTHER = ""


_CLASSES = frozenset(Kind)
NAMES = frozenset({Kind.PLACE, Kind.FORENAME, Kind.SURNAME, Kind.NAME})
PEOPLE = frozenset({Kind.FORENAME, Kind.SURNAME})

_PIECES = re.compile(r"(\[[^\]]+\])")
_KINDS = re.compile(r"\[L(\w+)\]")
_PARTICIPLES = ("[Rv", "[Ra", "[Ru", "[Rt", "[Rm", "[Re")
_FINITE = ("[Tt]", "[Te]", "[Tk]", "[Tm]")
_ASIDE = ("[Xr]", "[Xs]")
BORDER = "="


@dataclass(frozen=True)
class Component:
    """One part of a compound.

    surface: as it is written, `=` at the borders of a compound that the dictionary holds whole.
    bases: the base form of the dictionary first, then one more for each suffix that made a new word; the last is the
    base form of the component as it stands. kind: of the component as it stands. is_name: it is one, or made from one.
    """

    surface: str
    bases: tuple[str, ...]
    kind: Kind
    is_name: bool
    is_nominative: bool
    is_instructive: bool
    is_finite: bool
    is_participle: bool
    is_comparison: bool

    @property
    def base(self) -> str:
        return self.bases[-1]


@dataclass(frozen=True)
class Analysis:
    components: tuple[Component, ...]

    @property
    def lemma(self) -> str:
        *before, last = self.components
        return "".join(plain(one.surface) for one in before) + plain(last.base)

    @property
    def kind(self) -> Kind:
        return self.components[-1].kind

    @property
    def is_instructive(self) -> bool:
        """True of forms such as `lapsin`, seldom meant, but not of `paremmin`."""
        last = self.components[-1]
        return last.is_instructive and not last.is_comparison


def plain(text: str) -> str:
    return text.replace(BORDER, "").lower()


def read(raw: str) -> Analysis | None:
    """None for an analysis without a word in it."""
    components = [_component(part) for part in raw.split("[Bc]") if "[L" in part]
    return Analysis(tuple(components)) if components else None


def _component(raw: str) -> Component:
    kinds = [Kind(tag) if tag in _CLASSES else Kind.OTHER for tag in _KINDS.findall(raw)]
    bases, surface = _forms([piece for piece in _PIECES.split(raw) if piece])
    return Component(
        surface=surface,
        bases=tuple(bases),
        kind=kinds[-1],
        is_name=kinds[0] in NAMES,
        # Without a possessive: `osaamme` is "we can" as well.
        is_nominative="[Sn][Ny]" in raw and "[O" not in raw,
        is_instructive="[Sin]" in raw,
        is_finite=any(tag in raw for tag in _FINITE),
        is_participle=any(tag in raw for tag in _PARTICIPLES),
        is_comparison="[Cc]" in raw or "[Cs]" in raw,
    )


def _forms(pieces: list[str]) -> tuple[list[str], str]:
    """The bases in the order they arise, and the surface."""
    bases: list[str] = []
    surface, within = "", ""
    for piece in pieces:
        if piece in ("[Xp]", "[Xj]", *_ASIDE):
            within = piece
        elif piece == "[X]":
            within = ""
        elif piece == "[Bm]":
            surface += BORDER
        elif piece.startswith("["):
            continue
        elif within == "[Xp]":
            bases.append(piece)
        elif within == "[Xj]":
            bases.append(surface + piece)
        elif not within:
            surface += piece
    return bases or [surface.removesuffix("-")], surface
