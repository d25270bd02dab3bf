"""The plan in the order of the funder's form: thirteen sections, the fields of each, and how much fits in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from models import ImplementerRole
from services.calls import CallTerms

# What a field can hold. A text over the call's own limit is kept and marked: nobody loses what they wrote.
LONGEST = 10_000


@dataclass(frozen=True)
class FormField:
    """One text of the form; a field that is not `needed` may stay empty in a plan that is ready."""

    key: str
    # Characters, where the call says nothing.
    limit: int
    one_line: bool = False
    needed: bool = True


@dataclass(frozen=True)
class Section:
    number: int
    slug: str
    # Written by the lead for everybody.
    shared: tuple[FormField, ...] = ()
    # Written by each implementer for itself.
    part: tuple[FormField, ...] = ()

    @property
    def shared_keys(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.shared)

    @property
    def part_keys(self) -> tuple[str, ...]:
        return tuple(field.key for field in self.part)

    def keys_of(self, role: ImplementerRole) -> tuple[str, ...]:
        """The part's fields that this role has."""
        return tuple(key for key in self.part_keys if key in keys_of(role))


# The order is the form's of EURA 2021, as far as it is public. Limits are per call; these stand in for them.
SECTIONS = (
    Section(1, "call", shared=(FormField("call_fit", 2000),)),
    Section(
        2,
        "applicant",
        part=(
            FormField("address", 200, one_line=True),
            FormField("iban", 42, one_line=True),
            FormField("contact", 300),
            FormField("signatory", 200, one_line=True),
        ),
    ),
    Section(
        3,
        "implementers",
        shared=(
            FormField("group_code", 40, one_line=True, needed=False),
            FormField("division_of_work", 2000),
        ),
    ),
    Section(4, "name_and_time", shared=(FormField("public_name", 100, one_line=True),)),
    Section(5, "summary", shared=(FormField("summary", 2000),)),
    Section(
        6,
        "need_and_goals",
        shared=(
            FormField("need", 3000),
            FormField("goals", 3000),
            FormField("target_groups", 2000),
            FormField("indirect_target_groups", 1000),
        ),
        part=(FormField("our_target_groups", 1000),),
    ),
    Section(
        7,
        "measures",
        shared=(
            FormField("measures", 4000),
            FormField("novelty", 1500),
            FormField("results", 3000),
            FormField("continuation", 2000),
            FormField("risks", 2000),
            FormField("cooperation", 2000),
            FormField("steering_group", 1000),
            FormField("communication", 2000),
        ),
        part=(
            FormField("our_tasks", 2000),
            FormField("our_people", 1000),
            FormField("our_resources", 1000),
            FormField("our_results", 1500),
            FormField("our_risks", 1000),
        ),
    ),
    Section(8, "area", shared=(FormField("places", 1000, needed=False),)),
    Section(
        9,
        "classification",
        shared=(
            FormField("secondary_theme", 1000),
            FormField("gender_impact", 1000),
            FormField("baltic_sea", 1000, needed=False),
        ),
    ),
    Section(
        10,
        "horizontal",
        shared=(
            FormField("gender_equality", 1500),
            FormField("equality", 1500),
            FormField("accessibility", 1500),
            FormField("fundamental_rights", 1500),
            FormField("sustainability", 1500),
        ),
    ),
    Section(11, "indicators"),
    Section(12, "costs", part=(FormField("our_costs", 2000),)),
    Section(
        13,
        "statements",
        part=(FormField("de_minimis", 1000), FormField("vat", 500)),
    ),
)

FIELDS = {field.key: field for section in SECTIONS for field in (*section.shared, *section.part)}
SHARED_KEYS = tuple(key for section in SECTIONS for key in section.shared_keys)
IMPLEMENTER_KEYS = tuple(key for section in SECTIONS for key in section.part_keys)
# No budget and no results of its own to answer for.
PARTNER_KEYS = ("our_tasks", "our_people", "our_resources")


def keys_of(role: ImplementerRole) -> tuple[str, ...]:
    """The fields of a part: a cooperation partner has fewer."""
    return PARTNER_KEYS if role == ImplementerRole.COOPERATION_PARTNER else IMPLEMENTER_KEYS


def needed_of(keys: Iterable[str]) -> int:
    """How many of these must say something before the plan is ready."""
    return sum(FIELDS[key].needed for key in keys)


def section_of(key: str) -> Section:
    return next(section for section in SECTIONS if key in (*section.shared_keys, *section.part_keys))


def limit_of(terms: CallTerms, key: str) -> int:
    """How many characters the funder's form takes in this field: the call's word, else the usual."""
    return min(terms.limits.get(key) or FIELDS[key].limit, LONGEST)
