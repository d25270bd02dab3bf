"""A plan of the cast: Satusuo leads, Toivonsilta implements beside it, Keksilä is none of it."""

from datetime import date

from sqlmodel import Session, select

from models import (
    Association,
    Idea,
    IdeaState,
    ImplementerRole,
    PartnerRequest,
    PartnerRequestState,
    Plan,
    PlanPart,
    RequestDirection,
    Task,
)
from services import plans
from services.plans import TaskWords
from tests.cast import Cast

TITLE = "Kylätuvan kahvila"
START, END = date(2026, 10, 1), date(2026, 11, 15)


def make_idea(cast: Cast, state: IdeaState = IdeaState.PUBLISHED, title: str = TITLE) -> Idea:
    idea = Idea(
        association_id=cast.satusuo.id,
        author_id=cast.aino.id,
        title=title,
        summary="Kahvila kaikille.",
        need="Kylällä ei ole kohtaamispaikkaa.",
        state=state,
    )
    cast.session.add(idea)
    cast.session.flush()
    return idea


def make_request(
    cast: Cast,
    idea: Idea,
    partner: Association,
    role: ImplementerRole = ImplementerRole.CO_IMPLEMENTER,
    state: PartnerRequestState = PartnerRequestState.ACCEPTED,
    direction: RequestDirection = RequestDirection.INVITATION,
) -> PartnerRequest:
    ends = (idea.association_id, partner.id)
    sender, receiver = ends if direction == RequestDirection.INVITATION else reversed(ends)
    request = PartnerRequest(
        idea_id=idea.id,
        from_association_id=sender,
        to_association_id=receiver,
        direction=direction,
        role=role,
        reply_by=START,
        state=state,
        sent_by=cast.aino.id,
    )
    cast.session.add(request)
    cast.session.flush()
    return request


def make_plan(cast: Cast, title: str = TITLE) -> Plan:
    idea = make_idea(cast, title=title)
    make_request(cast, idea, cast.toivonsilta)
    return plans.begin(cast.session, cast.aino, idea.id)


def part_of(session: Session, plan: Plan, association: Association) -> PlanPart:
    return session.exec(
        select(PlanPart).where(PlanPart.plan_id == plan.id, PlanPart.association_id == association.id)
    ).one()


def words(title: str = "Keittiön remontti", owner_id: int | None = None) -> TaskWords:
    return TaskWords(title, owner_id, START, END)


def make_task(cast: Cast, plan: Plan, title: str = "Keittiön remontti", owner_id: int | None = None) -> Task:
    """A task in Toivonsilta's part."""
    part = part_of(cast.session, plan, cast.toivonsilta)
    return plans.add_task(cast.session, cast.pekka, plan.id, part.id, words(title, owner_id))
