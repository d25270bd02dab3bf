"""How an idea with partners becomes a plan, and how later partners come along."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from models import (
    PLAN_JOINABLE,
    Association,
    Conflict,
    Forbidden,
    Idea,
    IdeaState,
    ImplementerRole,
    Kind,
    NotFound,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    PlanField,
    PlanPart,
    WrongState,
)
from services import calls, journal, notices
from services.actors import Actor
from services.plans.access import address, fetch, held, parts_in, visible
from services.plans.acts import writers

# A withdrawn idea may well be one that was "started".
_READY = (IdeaState.PUBLISHED, IdeaState.WITHDRAWN)


def begin(session: Session, actor: Actor, idea_id: int) -> Plan:
    """Makes the plan of this idea and a part for everybody who has promised to come along.

    A second click finds the plan that the first one made.
    """
    idea = _idea(session, actor, idea_id)
    if not actor.acts_for(idea.association_id):
        raise Forbidden
    # Held like for an answer: a yes that is given meanwhile is counted before or after, never missed.
    session.refresh(idea, with_for_update=True)
    if found := _plan_of(session, idea_id):
        return found
    accepted = _accepted(session, idea_id)
    if idea.state not in _READY or not accepted:
        raise WrongState("plan_needs_partner")
    plan = _made(session, actor, idea, _lead(idea, accepted))
    _give_parts(session, plan, idea, accepted)
    _carry_over(session, actor, plan, idea)
    entry = journal.record(session, actor, Kind.PLAN, plan.id, "form", after=plan.state)
    notices.tell(
        session, entry, writers(session, plan), "plan_begun", address(plan.id), by_mail=True, plan=plan.name
    )
    return plan


def join_if_begun(session: Session, actor: Actor, request: PartnerRequest) -> None:
    """Gives the partner of a request just accepted its part, when the plan is there already.

    Once the lead has asked the others to confirm, the partner waits until the list of partners is open again.
    """
    plan = _plan_of(session, request.idea_id)
    if plan is None:
        return
    held(session, plan)
    idea = session.get_one(Idea, request.idea_id)
    if _is_in(session, plan, _partner(idea, request)):
        return
    if plan.state in PLAN_JOINABLE:
        _admit(session, actor, plan, idea, request)
    else:
        _let_wait(session, actor, plan, _partner(idea, request))


def admit_waiting(session: Session, actor: Actor, plan: Plan) -> None:
    """Gives those their part who were accepted while the list of partners was closed."""
    idea = session.get_one(Idea, plan.idea_id)
    known = {part.association_id for part in parts_in(session, plan)}
    for request in _accepted(session, idea.id):
        if (partner := _partner(idea, request)) not in known:
            known.add(partner)
            _admit(session, actor, plan, idea, request)


def waiting_outside(session: Session, actor: Actor, plan_id: int) -> list[str]:
    """Who has been accepted as a partner while the list of partners is closed, by name."""
    plan = fetch(session, actor, plan_id)
    idea = session.get_one(Idea, plan.idea_id)
    known = {part.association_id for part in parts_in(session, plan)}
    ids = {_partner(idea, request) for request in _accepted(session, idea.id)} - known
    return sorted(session.exec(select(Association.name).where(col(Association.id).in_(ids))))


def of_idea(session: Session, actor: Actor, idea_id: int) -> int | None:
    """The plan that this idea grew into, for those who may see it."""
    plan: Plan | None = session.exec(visible(actor).where(Plan.idea_id == idea_id)).one_or_none()
    return plan.id if plan else None


def ready_to_begin(session: Session, actor: Actor, *, most: int = 20) -> list[tuple[int, str]]:
    """The ideas, by id and title, that this person may make a plan of now, newest first."""
    ours = [association_id for association_id in actor.roles if actor.acts_for(association_id)]
    promised = select(PartnerRequest.idea_id).where(PartnerRequest.state == PartnerRequestState.ACCEPTED)
    rows = session.exec(
        select(Idea.id, Idea.title)
        .where(
            col(Idea.association_id).in_(ours),
            col(Idea.state).in_(_READY),
            col(Idea.id).in_(promised),
            col(Idea.id).not_in(select(Plan.idea_id)),
        )
        .order_by(col(Idea.id).desc())
        .limit(most)
    )
    return [(idea_id, title) for idea_id, title in rows]


def _is_in(session: Session, plan: Plan, association_id: int) -> bool:
    return any(part.association_id == association_id for part in parts_in(session, plan))


def _admit(session: Session, actor: Actor, plan: Plan, idea: Idea, request: PartnerRequest) -> None:
    partner = _partner(idea, request)
    if request.role == ImplementerRole.LEAD and plan.lead_association_id == idea.association_id:
        _hand_over(session, plan, partner)
    _give_parts(session, plan, idea, [request])
    _tell_of(session, actor, plan, partner, "join", "plan_joined")


def _let_wait(session: Session, actor: Actor, plan: Plan, partner: int) -> None:
    """Both sides hear why the new partner has no part yet, and that the lead can open the list."""
    outside = notices.people_of(session, partner)
    _tell_of(session, actor, plan, partner, "wait", "plan_partner_waits")
    entry = journal.newest(session, Kind.PLAN, plan.id)
    # They do not see the plan yet: their letter's idea is where they look.
    notices.tell(session, entry, outside, "plan_you_wait", f"/idea?id={plan.idea_id}", plan=plan.name)


def _tell_of(session: Session, actor: Actor, plan: Plan, partner: int, action: str, key: str) -> None:
    name = session.exec(select(Association.name).where(Association.id == partner)).one()
    entry = journal.record(session, actor, Kind.PLAN, plan.id, action, why=name)
    notices.tell(
        session, entry, writers(session, plan), key, address(plan.id), plan=plan.name, association=name
    )


def _idea(session: Session, actor: Actor, idea_id: int) -> Idea:
    idea = session.get(Idea, idea_id)
    if idea is None or not (idea.state == IdeaState.PUBLISHED or actor.belongs_to(idea.association_id)):
        raise NotFound
    return idea


def _plan_of(session: Session, idea_id: int) -> Plan | None:
    return session.exec(select(Plan).where(Plan.idea_id == idea_id)).one_or_none()


def _accepted(session: Session, idea_id: int) -> list[PartnerRequest]:
    return list(
        session.exec(
            select(PartnerRequest)
            .where(PartnerRequest.idea_id == idea_id, PartnerRequest.state == PartnerRequestState.ACCEPTED)
            .order_by(col(PartnerRequest.answered_at), col(PartnerRequest.id))
        )
    )


def _partner(idea: Idea, request: PartnerRequest) -> int:
    ours = request.from_association_id == idea.association_id
    return request.to_association_id if ours else request.from_association_id


def _lead(idea: Idea, accepted: list[PartnerRequest]) -> int:
    leads = [_partner(idea, request) for request in accepted if request.role == ImplementerRole.LEAD]
    return leads[0] if leads else idea.association_id


def _made(session: Session, actor: Actor, idea: Idea, lead: int) -> Plan:
    version = calls.newest_version(session, idea.call_id)
    plan = Plan(
        idea_id=idea.id,
        name=idea.title,
        lead_association_id=lead,
        call_id=idea.call_id,
        call_version_id=version.id if version else None,
        created_by=actor.id,
    )
    try:
        with session.begin_nested():
            session.add(plan)
    except IntegrityError:
        # Two of the association's people pressed the button at the same moment.
        raise Conflict("plan_begun_already") from None
    return plan


def _give_parts(session: Session, plan: Plan, idea: Idea, accepted: Iterable[PartnerRequest]) -> None:
    """One part for the idea's association and one for each partner, whatever they have already."""
    wanted: dict[int, PlanPart] = {}
    for request in accepted:
        partner = _partner(idea, request)
        wanted.setdefault(
            partner,
            PlanPart(
                plan_id=plan.id,
                association_id=partner,
                role=_role(plan, partner, request.role),
                request_id=request.id,
            ),
        )
    wanted.setdefault(
        idea.association_id,
        PlanPart(
            plan_id=plan.id,
            association_id=idea.association_id,
            role=_role(plan, idea.association_id, ImplementerRole.CO_IMPLEMENTER),
        ),
    )
    there = {
        part.association_id: part
        for part in session.exec(select(PlanPart).where(PlanPart.plan_id == plan.id))
    }
    session.add_all(part for association_id, part in wanted.items() if association_id not in there)
    for association_id, part in wanted.items():
        if part.request_id and (known := there.get(association_id)):
            _return(known, part)
    session.flush()


def _return(known: PlanPart, part: PlanPart) -> None:
    """Who had left and has been accepted anew finds its texts and its money again."""
    if known.left_at:
        known.left_at, known.left_reason = None, ""
        known.role, known.request_id = part.role, part.request_id


def _role(plan: Plan, association_id: int, asked: ImplementerRole) -> ImplementerRole:
    if association_id == plan.lead_association_id:
        return ImplementerRole.LEAD
    # A plan has one lead: who was asked to lead after it was settled implements beside it.
    return ImplementerRole.CO_IMPLEMENTER if asked == ImplementerRole.LEAD else asked


def _hand_over(session: Session, plan: Plan, partner: int) -> None:
    """The idea's association led for want of another; now there is one."""
    own = session.exec(
        select(PlanPart).where(
            PlanPart.plan_id == plan.id, PlanPart.association_id == plan.lead_association_id
        )
    ).one()
    own.role = ImplementerRole.CO_IMPLEMENTER
    plan.lead_association_id = partner


def _carry_over(session: Session, actor: Actor, plan: Plan, idea: Idea) -> None:
    """Nobody types again what the idea says already."""
    for key, text in (("public_name", idea.title), ("summary", idea.summary), ("need", idea.need)):
        if text:
            session.add(PlanField(plan_id=plan.id, key=key, text=text, edited_by=actor.id))
