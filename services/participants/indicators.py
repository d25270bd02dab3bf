"""The common indicators of the fund (ESF+): people and organisations by outputs EECO, what came of it by results EECR.

The codes are the fund's, the words ours. What a call wants of them, its notice says.
"""

import json
from dataclasses import dataclass
from functools import cache

from models import Invalid
from services.vocabulary import DATA

TOTAL = "EECO01"


@dataclass(frozen=True)
class Indicator:
    code: str
    # `person` or `organisation`: what is counted.
    kind: str
    # The heading that it stands under.
    group: str
    # Health, origin or hardship: to be asked of nobody, and explained where it is counted.
    sensitive: bool
    name: dict[str, str]
    plain: dict[str, str]

    @property
    def is_result(self) -> bool:
        return self.code.startswith("EECR")

    @property
    def counts_people(self) -> bool:
        return self.kind == "person"


@cache
def indicators() -> dict[str, Indicator]:
    """By code, in the order of the fund's list."""
    rows = json.loads((DATA / "indicators.json").read_text(encoding="utf-8"))
    return {row["code"]: Indicator(**row) for row in rows}


def known(code: str) -> Indicator:
    found = indicators().get(code)
    if found is None:
        raise Invalid("unknown_choice", field=code, choice=code)
    return found
