"""Two that are one become one: what was the merged one's is the survivor's, and old links lead on."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session

from models import (
    Association,
    AssociationAction,
    AssociationsApart,
    Invalid,
    Kind,
)
from services import journal, notices, reviews
from services.actors import Actor
from services.merging import moving, settling
from services.merging.comparing import FIELDS, in_the_way, pair
from services.words import sort_key


def merge(
    session: Session,
    actor: Actor,
    survivor_id: int,
    merged_id: int,
    *,
    taken: Collection[str],
    typed: str,
) -> Association:
    """Merges the second into the first, which takes these fields of it.

    It cannot be taken back, so the name of the one that ends is typed. Where the two stand against each other it is
    settled if one answer is right, and else Conflict.
    """
    survivor, merged = pair(session, actor, survivor_id, merged_id, held=True)
    for refusal in in_the_way(session, survivor, merged):
        raise refusal
    if " ".join(typed.split()).casefold() != merged.name.casefold():
        raise Invalid("merge_name", field="typed", name=merged.name)
    for settlement in settling.of(session, survivor, merged):
        settlement.take(session, actor)
    told = {*notices.people_of(session, survivor.id), *notices.people_of(session, merged.id)}
    _take_fields(survivor, {field: getattr(merged, field) for field in FIELDS if field in taken})
    survivor.unclaimed = survivor.unclaimed and merged.unclaimed
    survivor.shows_partners = survivor.shows_partners and merged.shows_partners
    moving.move_all(session, merged, survivor)
    _end(session, actor, merged, survivor)
    _tell(session, actor, merged, survivor, told)
    return survivor


def _end(session: Session, actor: Actor, merged: Association, survivor: Association) -> None:
    before = merged.state
    merged.move(AssociationAction.MERGE)
    merged.merged_into = survivor.id
    reviews.close_item(session, Kind.ASSOCIATION, merged.id)
    session.flush()
    states = {"before": before, "after": merged.state}
    journal.record(session, actor, Kind.ASSOCIATION, merged.id, "merged", **states, why=survivor.name)


def _tell(
    session: Session, actor: Actor, merged: Association, survivor: Association, people: Collection[int]
) -> None:
    action = AssociationAction.MERGE
    entry = journal.record(
        session, actor, Kind.ASSOCIATION, survivor.id, action, after=survivor.state, why=merged.name
    )
    link = f"/association?id={survivor.id}"
    names = {"association": survivor.name, "other": merged.name}
    notices.tell(session, entry, people, "association_merge", link, by_mail=True, **names)


def keep_apart(session: Session, actor: Actor, one_id: int, other_id: int) -> None:
    """Says that two which look like one are two: they are not suggested again."""
    one, other = sorted(pair(session, actor, one_id, other_id), key=lambda each: each.id)
    if session.get(AssociationsApart, (one.id, other.id)) is None:
        session.add(AssociationsApart(one_id=one.id, other_id=other.id, said_by=actor.id))
        journal.record(session, actor, Kind.ASSOCIATION, one.id, journal.NOTE, why=other.name)


def _take_fields(survivor: Association, values: Mapping[str, Any]) -> None:
    for field, value in values.items():
        setattr(survivor, field, value)
    survivor.sort_key = sort_key(survivor.name)
