"""The form as one person has it before them: every text with its limit, and where each section stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from models import Plan
from services import calls
from services.actors import Actor
from services.calls import CallTerms
from services.plans.access import fetch
from services.plans.fields import SHARED, FieldText, texts_of
from services.plans.form import FIELDS, SECTIONS, Section, limit_of
from services.plans.frame import Frame, frame_in
from services.plans.parts import rows_in
from services.plans.remarks import open_remarks
from services.plans.revisions import remembered


@dataclass(frozen=True)
class SectionState:
    """How far a section is, as far as it is this person's to write."""

    section: Section
    written: int
    needed: int
    # Fields whose text is longer than the call takes.
    too_long: int
    # Comments that nobody has dealt with.
    remarks: int

    @property
    def ready(self) -> bool:
        return self.written >= self.needed and not self.too_long


@dataclass(frozen=True)
class Form:
    terms: CallTerms
    frame: Frame
    # By place (0 is the shared part), in the order of the form.
    texts: Mapping[int, list[FieldText]]
    limits: Mapping[str, int]
    sections: list[SectionState]

    def of(self, place: int, keys: Iterable[str]) -> list[FieldText]:
        """These fields of one place; those that the place does not have are left out."""
        wanted = set(keys)
        return [text for text in self.texts.get(place, []) if text.key in wanted]


def form_of(session: Session, actor: Actor, plan_id: int) -> Form:
    """Everything that the screens of the form show of the texts, in a fixed number of queries."""
    plan = fetch(session, actor, plan_id)
    terms = remembered(session, plan.id, "terms", lambda: calls.terms_of(session, plan.call_version_id))
    limits = {key: limit_of(terms, key) for key in FIELDS}
    texts = texts_of(session, actor, plan.id)
    mine = {SHARED: texts[SHARED]} | {
        part.id: texts[part.id] for part in rows_in(session, plan) if actor.belongs_to(part.association_id)
    }
    waiting = remembered(session, plan.id, "remarks", lambda: open_remarks(session, plan))
    sections = [_state(plan, section, mine.values(), limits, waiting) for section in SECTIONS]
    return Form(terms, frame_in(plan), texts, limits, sections)


def _state(
    plan: Plan,
    section: Section,
    places: Iterable[list[FieldText]],
    limits: Mapping[str, int],
    waiting: Mapping[int, int],
) -> SectionState:
    keys = {*section.shared_keys, *section.part_keys}
    texts = [text for place in places for text in place if text.key in keys]
    needed = [text for text in texts if FIELDS[text.key].needed]
    # Dates and municipalities are no texts, and count as much as one.
    told = _told(plan, section)
    return SectionState(
        section=section,
        written=sum(bool(text.text) for text in needed) + sum(told),
        needed=len(needed) + len(told),
        too_long=sum(len(text.text) > limits[text.key] for text in texts),
        remarks=waiting.get(section.number, 0),
    )


def _told(plan: Plan, section: Section) -> list[bool]:
    match section.slug:
        case "name_and_time":
            return [plan.starts_on is not None, plan.ends_on is not None]
        case "area":
            return [bool(plan.area)]
        case "costs":
            return [plan.cost_model is not None]
        case _:
            return []
