"""Places where the cast decides and meets: Aino's group, and the plan that Satusuo leads.

In the group are Aino and Eero of Satusuo, Pekka of Toivonsilta, and Uuno who takes part for nobody. In the plan Satusuo
leads, Toivonsilta implements and Keksilä (Sami) is a cooperation partner.
"""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from models import (
    Group,
    GroupMember,
    GroupRole,
    ImplementerRole,
    Kind,
    Meeting,
    MembershipState,
    Plan,
    PlanPart,
    Proposal,
    ProposalOption,
    ProposalSeat,
    now,
)
from services import decisions, meetings, plans
from services.decisions import ProposalWords
from services.meetings import MeetingWords
from tests.cast import Cast
from tests.services.plan_world import make_idea, make_request
from tests.services.test_groups import make_group


def a_group(cast: Cast) -> Group:
    group = make_group(cast.session, cast)
    join(cast, group, "eero", cast.satusuo.id)
    join(cast, group, "pekka", cast.toivonsilta.id)
    join(cast, group, "uuno", None)
    return group


def join(cast: Cast, group: Group, who: str, association_id: int | None) -> GroupMember:
    row = GroupMember(
        group_id=group.id,
        person_id=cast.people[who].id,
        association_id=association_id,
        role=GroupRole.MEMBER,
        state=MembershipState.MEMBER,
    )
    cast.session.add(row)
    cast.session.flush()
    return row


def a_plan(cast: Cast) -> Plan:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    make_request(cast, idea, cast.keksila, ImplementerRole.COOPERATION_PARTNER)
    return plans.begin(cast.session, cast.aino, idea.id)


def part_of(session: Session, plan: Plan, association_id: int) -> PlanPart:
    found = select(PlanPart).where(PlanPart.plan_id == plan.id, PlanPart.association_id == association_id)
    return session.exec(found).one()


def proposal_words(**more: Any) -> ProposalWords:
    given = {"title": "Retken kohde", "options": ["Koli", "Valamo"], "closes_at": now() + timedelta(days=7)}
    return ProposalWords(**{**given, **more})


def propose(cast: Cast, place: Group | Plan, who: str = "aino", **more: Any) -> Proposal:
    kind = Kind.GROUP if isinstance(place, Group) else Kind.PLAN
    return decisions.propose(cast.session, getattr(cast, who), kind, place.id, proposal_words(**more))


def seat(session: Session, proposal: Proposal, **whose: int) -> ProposalSeat:
    return session.exec(select(ProposalSeat).filter_by(proposal_id=proposal.id, **whose)).one()


def option(session: Session, proposal: Proposal, text: str) -> ProposalOption:
    """The option with this text; the abstention's is empty."""
    return session.exec(select(ProposalOption).filter_by(proposal_id=proposal.id, text=text)).one()


def vote(cast: Cast, proposal: Proposal, who: str, text: str, *, person: bool = False, **more: Any) -> None:
    """Casts the vote of the association that this person acts for, or their own."""
    actor = getattr(cast, who)
    whose = {"person_id": actor.id} if person else {"association_id": actor.acting_for}
    mine = seat(cast.session, proposal, **whose)
    more = {"seen": mine.option_id, **more}
    decisions.vote(cast.session, actor, proposal.id, mine.id, option(cast.session, proposal, text).id, **more)


def meeting_words(**more: Any) -> MeetingWords:
    given = {
        "title": "Syyskokous",
        "starts_at": now() + timedelta(days=7),
        "ends_at": now() + timedelta(days=7, hours=2),
        "place": "Kylätalo",
    }
    return MeetingWords(**{**given, **more})


def call(
    cast: Cast,
    where: Group | Plan,
    who: str = "aino",
    agenda: tuple[str, ...] = ("Avaus", "Retki"),
    **more: Any,
) -> Meeting:
    kind = Kind.GROUP if isinstance(where, Group) else Kind.PLAN
    actor = getattr(cast, who)
    return meetings.call(cast.session, actor, kind, where.id, meeting_words(**more), agenda=agenda)
