"""An association leaves a plan: what that changes, and who could come in its place.

Its part stays as it was, outside every sum; the set of partners is sought anew around those who stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from sqlmodel import Session, col, select

from models import (
    Association,
    Forbidden,
    Idea,
    ImplementerRole,
    JournalEntry,
    Kind,
    PartnerRequest,
    PartnerRequestAction,
    PartnerRequestState,
    Plan,
    PlanAction,
    PlanPart,
    WrongState,
    now,
)
from services import budgets, consortia, journal, notices, partner_requests, partner_sets, words
from services.actors import Actor
from services.budgets import GroupBudget, Sums
from services.consortia import Proposed, Wishes
from services.partners import Match, Need
from services.plans.access import address, fetch, held, may, part_of, require, theirs
from services.plans.acts import writers
from services.plans.parts import rows_in

LONGEST_REASON = 1000


@dataclass(frozen=True)
class Effect:
    """What changes when the association is gone."""

    association: str
    # The whole group's row with and without it; none for who does not see the money.
    before: Sums | None
    after: Sums | None
    # What nobody else brings, and who could; none for who does not know of the idea's partner search.
    lost: tuple[Need, ...] | None
    instead: tuple[Match, ...]


@dataclass(frozen=True)
class Gone:
    """An association that has left, as the plan remembers it."""

    part_id: int
    association_id: int
    association: str
    role: ImplementerRole
    at: datetime
    reason: str
    # It was only written down by the lead, who may take that back.
    may_bring_back: bool


@dataclass(frozen=True)
class Replacing:
    """The set sought anew: what nobody brings now, and the best ones to ask."""

    idea_id: int
    # Of a set that lacks somebody; else a new one is begun.
    set_id: int | None
    excluded: tuple[int, ...]
    most: int
    gaps: tuple[Need, ...]
    offered: tuple[Match, ...]


def leave(session: Session, actor: Actor, plan_id: int, part_id: int, reason: str) -> Plan:
    """The association's owner takes it out of the plan, or the lead writes down that it has left."""
    plan = held(session, fetch(session, actor, plan_id))
    part = part_of(session, plan, part_id)
    if part.association_id == plan.lead_association_id and theirs(actor, PlanAction.LEAVE, plan, part):
        raise WrongState("plan_lead_stays")
    require(actor, PlanAction.LEAVE, plan, part)
    if part.left_at:
        raise WrongState("plan_left_already")
    part.left_reason = words.body(reason, field="reason", most=LONGEST_REASON)
    part.left_at, part.left_by_lead = now(), not actor.owns(part.association_id)
    for request in _requests(session, plan, part, PartnerRequestState.ACCEPTED):
        _move(session, actor, request, PartnerRequestAction.LEAVE, part.left_reason)
        partner_sets.after_leaving(session, actor, request)
    _tell_left(session, plan, part, _record(session, actor, plan, part, PlanAction.LEAVE, part.left_reason))
    return plan


def bring_back(session: Session, actor: Actor, plan_id: int, part_id: int) -> Plan:
    """The lead had written it down by mistake. Who has left by itself is asked anew with a partner request."""
    plan = held(session, fetch(session, actor, plan_id))
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.BRING_BACK, plan, part)
    if not part.left_at or not part.left_by_lead:
        raise WrongState("plan_left_by_itself")
    part.left_at, part.left_reason, part.left_by_lead = None, "", False
    for request in _requests(session, plan, part, PartnerRequestState.LEFT):
        _move(session, actor, request, PartnerRequestAction.COME_BACK, "")
        partner_sets.after_return(session, actor, request)
    entry = _record(session, actor, plan, part, PlanAction.BRING_BACK)
    notices.tell(
        session,
        entry,
        notices.people_of(session, part.association_id),
        "plan_brought_back",
        address(plan.id),
        by_mail=True,
        plan=plan.name,
    )
    return plan


def gone_from(session: Session, actor: Actor, plan_id: int) -> list[Gone]:
    """Who has left, the last one first."""
    plan = fetch(session, actor, plan_id)
    rows = rows_in(session, plan, left=True)
    return [
        Gone(
            part.id,
            part.association_id,
            part.association,
            part.role,
            part.left_at,
            part.left_reason,
            part.left_by_lead and may(actor, PlanAction.BRING_BACK, plan, part),
        )
        for part in sorted(rows, key=attrgetter("left_at"), reverse=True)
        if part.left_at
    ]


def leavers(session: Session, actor: Actor, plan_id: int) -> list[tuple[int, str]]:
    """The parts, by id and association, that this person may take out of the plan now."""
    plan = fetch(session, actor, plan_id)
    return [
        (part.id, part.association)
        for part in rows_in(session, plan)
        if part.association_id != plan.lead_association_id and may(actor, PlanAction.LEAVE, plan, part)
    ]


def effect_of(session: Session, actor: Actor, plan_id: int, part_id: int) -> Effect:
    """What would change, for whoever may say that the association leaves."""
    plan = fetch(session, actor, plan_id)
    part = part_of(session, plan, part_id)
    require(actor, PlanAction.LEAVE, plan, part)
    money = _money(session, actor, plan)
    lost, instead = _cover(session, actor, plan, part)
    return Effect(
        association=_name(session, part),
        before=money.total if money else None,
        after=budgets.of_group(_others(money, part)) if money else None,
        lost=lost,
        instead=instead,
    )


def replacing(session: Session, actor: Actor, plan_id: int) -> Replacing | None:
    """Who could come in the place of those who left; for who may ask partners in the idea's name."""
    plan = fetch(session, actor, plan_id)
    left = tuple(part.association_id for part in gone_from(session, actor, plan_id))
    if not left or not _seeks(session, actor, plan):
        return None
    standing = len(partner_requests.standing(session, actor, plan.idea_id))
    most = min(standing + len(left), consortia.MOST_PARTNERS)
    found = consortia.sought(session, actor, plan.idea_id, Wishes(most=max(most, 1), excluded=left))
    return Replacing(
        idea_id=plan.idea_id,
        set_id=partner_sets.standing_of(session, actor, plan.idea_id),
        excluded=left,
        most=max(most, 1),
        gaps=_gaps_without_new(found),
        offered=tuple(partner.match for partner in found.new),
    )


def _money(session: Session, actor: Actor, plan: Plan) -> GroupBudget | None:
    """The figures, for those who may see them."""
    try:
        return budgets.of_plan(session, actor, plan.id)
    except Forbidden:
        return None


def _others(money: GroupBudget, part: PlanPart) -> Iterable[Sums]:
    return (each.sums for each in money.parts if each.part_id != part.id)


def _cover(
    session: Session, actor: Actor, plan: Plan, part: PlanPart
) -> tuple[tuple[Need, ...] | None, tuple[Match, ...]]:
    """What only this association brings of the idea's needs, and the one who would lose least in its place."""
    if not _seeks(session, actor, plan):
        return None, ()
    standing = len(partner_requests.standing(session, actor, plan.idea_id))
    # With no room for others the set is those who are in.
    found = consortia.sought(session, actor, plan.idea_id, Wishes(most=max(standing, 1)))
    for partner in found.partners:
        if partner.id == part.association_id:
            return partner.only, (partner.replacement,) if partner.replacement else ()
    return (), ()


def _gaps_without_new(found: Proposed) -> tuple[Need, ...]:
    """The needs that those who are in leave open: the offered ones do not count yet."""
    new = {partner.id for partner in found.new}
    return tuple(row.need for row in found.rows if not row.own and not set(row.covered_by) - new)


def _seeks(session: Session, actor: Actor, plan: Plan) -> bool:
    return actor.acts_for(session.get_one(Idea, plan.idea_id).association_id)


def _requests(
    session: Session, plan: Plan, part: PlanPart, state: PartnerRequestState
) -> list[PartnerRequest]:
    """The letters that made this association a partner of the idea."""
    there = col(PartnerRequest.from_association_id), col(PartnerRequest.to_association_id)
    idea = session.get_one(Idea, plan.idea_id)
    if part.association_id == idea.association_id:
        return []
    query = select(PartnerRequest).where(
        PartnerRequest.idea_id == idea.id,
        PartnerRequest.state == state,
        (there[0] == part.association_id) | (there[1] == part.association_id),
    )
    return list(session.exec(query.with_for_update()))


def _move(
    session: Session, actor: Actor, request: PartnerRequest, action: PartnerRequestAction, reason: str
) -> None:
    before = request.state
    request.move(action)
    request.reason = reason
    session.flush()
    journal.record(
        session,
        actor,
        Kind.PARTNER_REQUEST,
        request.id,
        action,
        before=before,
        after=request.state,
        why=reason,
    )


def _record(
    session: Session, actor: Actor, plan: Plan, part: PlanPart, action: PlanAction, reason: str = ""
) -> JournalEntry:
    session.flush()
    why = ": ".join(filter(None, (_name(session, part), reason)))
    return journal.record(session, actor, Kind.PLAN, plan.id, action, after=str(part.id), why=why)


def _tell_left(session: Session, plan: Plan, part: PlanPart, entry: JournalEntry) -> None:
    """Those who stay hear by mail where they see what changes; who left, that it has."""
    told = {"plan": plan.name, "association": _name(session, part), "words": part.left_reason}
    where = address(plan.id, "overview")
    notices.tell(session, entry, writers(session, plan), "plan_left", where, by_mail=True, **told)
    # They no longer see the plan.
    outside = notices.people_of(session, part.association_id)
    where = f"/idea?id={plan.idea_id}"
    notices.tell(session, entry, outside, "plan_you_left", where, by_mail=True, **told)


def _name(session: Session, part: PlanPart) -> str:
    return session.get_one(Association, part.association_id).name
