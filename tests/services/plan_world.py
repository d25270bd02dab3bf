"""A plan of the cast: Satusuo leads, Toivonsilta implements beside it, Keksilä is none of it."""

from datetime import date, timedelta

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
    WorkPackage,
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


def make_package(cast: Cast, plan: Plan, title: str = "Yhteinen keittiö", position: int = 1) -> WorkPackage:
    package = WorkPackage(plan_id=plan.id, position=position, title=title)
    cast.session.add(package)
    cast.session.flush()
    return package


def make_chain(cast: Cast, plan: Plan, *titles: str) -> list[Task]:
    """Tasks of ten days in Toivonsilta's part, each of which needs the one before it."""
    part = part_of(cast.session, plan, cast.toivonsilta)
    made: list[Task] = []
    for place, title in enumerate(titles):
        first = START + timedelta(days=10 * place)
        needs = (made[-1].id,) if made else ()
        typed = TaskWords(title, None, first, first + timedelta(days=9), needs=needs)
        made.append(plans.add_task(cast.session, cast.pekka, plan.id, part.id, typed))
    return made
