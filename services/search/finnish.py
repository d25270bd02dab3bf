"""The tiers of a Finnish word: lemmas, compound parts, roots.

Three rules made the difference when they were measured (`docs/decisions/finnish-analysis.md`): parts come from every
run of neighbouring components; the instructive is dropped and the fewest borders kept; a participle gives its verb too.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from services.search import derivation, structure
from services.search.structure import BORDER, PEOPLE, Analysis, Component, plain
from services.search.voikko import Engine
from services.search.word import Word

MIN_PART = 3
# More components than this is a made-up word: its runs would be many.
MAX_COMPONENTS = 8
# The portable engine takes seconds over `maa-maa-maa-…`: beyond this, each piece is read alone.
MAX_HYPHENS = 3
# What these say is the opposite of what follows them or precedes them.
NEGATIONS = frozenset({"epä", "ei"})
PRIVATIVES = ("ton", "tön")


def analyse(form: str, engine: Engine) -> Word:
    """Of a word in small letters; `known` is false when the dictionary has no such word."""
    analyses = _likely(engine, form) if form.count("-") <= MAX_HYPHENS else []
    if not analyses:
        return _unknown(form, engine)
    return Word(
        lemmas=frozenset(_lemmas(analyses)),
        parts=frozenset(part for one in analyses for part in _parts(one, engine)),
        roots=frozenset(root for one in analyses for root in _roots(one, engine)),
        known=True,
    )


def _likely(engine: Engine, form: str) -> list[Analysis]:
    """The analyses left when those that are seldom meant have gone."""
    found = [one for raw in engine.raws(form) if (one := structure.read(raw))]
    fewest = min((len(one.components) for one in found), default=0)
    if any(one.components[-1].is_nominative for one in found if len(one.components) == fewest):
        # A word that is a noun as it stands is no order or tale: `tapa` is a custom, not "kill!".
        found = _without(found, lambda one: one.components[-1].is_finite)
    found = _without(found, lambda one: one.is_instructive)
    found = _without(found, lambda one: one.kind in PEOPLE)
    fewest = min((len(one.components) for one in found), default=0)
    return [one for one in found if len(one.components) == fewest]


def _without(analyses: list[Analysis], is_seldom: Callable[[Analysis], bool]) -> list[Analysis]:
    """All of them when nothing else would be left."""
    return [one for one in analyses if not is_seldom(one)] or analyses


def _lemmas(analyses: list[Analysis]) -> Iterator[str]:
    for one in analyses:
        yield one.lemma
        last = one.components[-1]
        if last.is_participle:
            yield one.lemma.removesuffix(plain(last.base)) + plain(last.bases[0])


def _parts(analysis: Analysis, engine: Engine) -> Iterator[str]:
    components = analysis.components[:MAX_COMPONENTS]
    if plain(components[0].base) in NEGATIONS:
        return
    for one in components:
        yield from _inner(one, engine)
    for start in range(len(components)):
        for end in range(start + 1, len(components) + 1):
            if end - start < len(components):
                yield from _long_enough(_joined(components[start:end]))


def _joined(components: tuple[Component, ...]) -> list[str]:
    return [Analysis(components).lemma.strip("-")]


def _inner(component: Component, engine: Engine) -> Iterator[str]:
    """The parts of a compound that the dictionary holds as one word, names apart: Joensuu is no mouth of a river."""
    if component.is_name or BORDER not in component.base:
        return
    *before, last = component.base.lower().split(BORDER)
    yield from _long_enough([last])
    for segment in before:
        for one in _likely(engine, segment.strip("-")):
            yield from _long_enough([one.lemma])


def _long_enough(parts: Iterable[str]) -> Iterator[str]:
    return (part for part in parts if len(part) >= MIN_PART)


def _roots(analysis: Analysis, engine: Engine) -> Iterator[str]:
    """What the word was made from (`vammaisuus` from `vammainen`), or the word itself when it was made from nothing.

    Never through a privative: `työtön` is no `työ`.
    """
    last = analysis.components[-1]
    before = analysis.lemma.removesuffix(plain(last.base))
    if len(last.bases) > 1:
        family = list(_ancestors(last)) or [last.base]
    else:
        family = [last.base, *derivation.made_from(plain(last.base), engine)]
    yield from (before + plain(base) for base in family)


def _ancestors(component: Component) -> Iterator[str]:
    for base, made in reversed(list(pairwise(component.bases))):
        if plain(made).endswith(PRIVATIVES):
            return
        yield base


def _unknown(form: str, engine: Engine) -> Word:
    """A name or a new word stands for itself; of one with a hyphen, the last part is inflected."""
    pieces = [piece for piece in form.split("-") if piece]
    if len(pieces) < 2:
        own = frozenset({form.partition(":")[0]})
        return Word(own, frozenset(), own, False)
    words = [analyse(piece, engine) for piece in pieces]
    lemmas = frozenset("-".join([*pieces[:-1], last]) for last in words[-1].lemmas)
    parts = frozenset(_long_enough(part for word in words for part in word.lemmas | word.parts))
    return Word(lemmas, parts, lemmas, False)
