"""Things to be found, in whichever state."""

from datetime import timedelta
from typing import Any

from models import (
    Association,
    AssociationState,
    Ballot,
    Call,
    Event,
    EventState,
    Group,
    GroupMember,
    GroupState,
    Idea,
    IdeaState,
    ImplementerRole,
    Meeting,
    MembershipState,
    Plan,
    PlanPart,
    Proposal,
    Thread,
    ThreadState,
    Visibility,
    VoteBy,
    now,
    today,
)
from services.words import sort_key
from tests.cast import Cast


def made(cast: Cast, thing: Any) -> Any:
    cast.session.add(thing)
    cast.session.flush()
    return thing


def make_idea(cast: Cast, title: str, state: IdeaState = IdeaState.PUBLISHED, **values: Any) -> Idea:
    """Of Satusuo."""
    same: dict[str, Any] = {"association_id": cast.satusuo.id, "author_id": cast.people["aino"].id}
    idea: Idea = made(cast, Idea(**same, title=title, municipality="176", state=state, **values))
    return idea


def make_home(cast: Cast, name: str, state: AssociationState = AssociationState.VERIFIED) -> Association:
    association: Association = made(cast, Association(name=name, sort_key=sort_key(name), state=state))
    return association


def make_group(cast: Cast, name: str, state: GroupState = GroupState.ACTIVE) -> Group:
    """Proposed by Satusuo."""
    same: dict[str, Any] = {"association_id": cast.satusuo.id, "created_by": cast.people["aino"].id}
    group: Group = made(cast, Group(**same, name=name, sort_key=sort_key(name), state=state))
    return group


def make_plan(cast: Cast, name: str, *, shared: bool = False) -> Plan:
    """Of Satusuo's people."""
    idea = make_idea(cast, "Suunnitelman idea")
    lead = cast.satusuo.id
    plan = Plan(idea_id=idea.id, name=name, lead_association_id=lead, created_by=cast.people["aino"].id)
    plan.shared_at = now() if shared else None
    made(cast, plan)
    made(cast, PlanPart(plan_id=plan.id, association_id=lead, role=ImplementerRole.LEAD))
    return plan


def make_event(cast: Cast, title: str, state: EventState = EventState.PUBLISHED) -> Event:
    times: dict[str, Any] = {
        "starts_at": now() + timedelta(days=7),
        "ends_at": now() + timedelta(days=7, hours=2),
    }
    event: Event = made(cast, Event(title=title, state=state, created_by=cast.people["fanni"].id, **times))
    return event


def make_call(cast: Cast, name: str) -> Call:
    dates: dict[str, Any] = {"opens_on": today(), "closes_on": today() + timedelta(days=30)}
    same: dict[str, Any] = {"programme": "Ohjelma", "authority": "Virasto"}
    call: Call = made(cast, Call(slug=sort_key(name), name=name, **same, **dates))
    return call


def of_pekkas_group(cast: Cast, thing: type[Any], **values: Any) -> Any:
    """Something by Pekka in a group that he alone belongs to."""
    group = make_group(cast, "Pekan ryhmä")
    pekka = cast.people["pekka"].id
    made(cast, GroupMember(group_id=group.id, person_id=pekka, state=MembershipState.MEMBER))
    return made(cast, thing(group_id=group.id, author_id=pekka, **values))


def make_decision(cast: Cast, title: str, state: Visibility = Visibility.VISIBLE) -> Proposal:
    rules: dict[str, Any] = {"vote_by": VoteBy.PERSON, "ballot": Ballot.OPEN}
    closes_at = now() + timedelta(days=7)
    proposal: Proposal = of_pekkas_group(
        cast, Proposal, title=title, state=state, closes_at=closes_at, **rules
    )
    return proposal


def make_meeting(cast: Cast, title: str, state: Visibility = Visibility.VISIBLE) -> Meeting:
    times: dict[str, Any] = {"starts_at": now(), "ends_at": now() + timedelta(hours=2)}
    meeting: Meeting = of_pekkas_group(cast, Meeting, title=title, state=state, **times)
    return meeting


def make_thread(cast: Cast, title: str, state: ThreadState = ThreadState.VISIBLE) -> Thread:
    thread: Thread = of_pekkas_group(cast, Thread, title=title, body="Tervetuloa", state=state)
    return thread
