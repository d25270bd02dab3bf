"""How alike the names of associations are, within one municipality."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from services.associations.similar import core_of_key

# In per cent: "Joensuun Pallo" and "Joensuun Palo" are 96, "Satusuon kyläyhdistys" and "Satusuon kotiseutuyhdistys" 78.
ALIKE = 84
_LOOKED_AT = 6
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Here:
    """What an association is compared by."""

    id: int
    sort_key: str
    business_id: str
    register_number: str

    @property
    def core(self) -> str:
        """In whatever order its words stand: "Eläkeliiton Enon yhdistys" is "Enon Eläkeliiton yhdistys"."""
        return " ".join(sorted(core_of_key(self.sort_key).split()))


class Names:
    """The names of one municipality, to be compared with."""

    def __init__(self, here: Sequence[Here]) -> None:
        self.here = here
        self.cores = [each.core for each in here]

    def like(self, wanted: Here, *, without: int = 0) -> Iterator[tuple[int, int]]:
        """Those alike with their likeness, the most alike first, where no number says that it is another one."""
        core = wanted.core
        close = process.extract(core, self.cores, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_LOOKED_AT)
        for other, score, at in close:
            here = self.here[at]
            # Of two fire brigades the second is not the first.
            same_digits = _DIGITS.findall(other) == _DIGITS.findall(core)
            if here.id != without and same_digits and not _contradict(here, wanted, score):
                yield here.id, round(score)


def _contradict(here: Here, wanted: Here, score: float) -> bool:
    """Other numbers are another association, unless the name is the very same: then somebody may have mistyped."""
    pairs = ((here.business_id, wanted.business_id), (here.register_number, wanted.register_number))
    return score < 100 and any(one and other and one != other for one, other in pairs)
