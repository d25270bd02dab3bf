"""A plan that three implement: Satusuo leads, Toivonsilta and Keksilä beside it; Uuno's association is a partner."""

from datetime import timedelta

from sqlmodel import Session, col, select

from models import (
    Association,
    Confirmation,
    ConfirmationState,
    ImplementerRole,
    Plan,
    PlanAction,
    PlanPart,
    today,
)
from services import confirmations, plans
from services.actors import Actor
from services.confirmations import Standing
from services.confirmations.touched import bring_up_to_date
from tests.cast import Cast, make_association, make_member
from tests.services.plan_world import make_idea, make_request, part_of


def make_three(cast: Cast) -> Plan:
    """Being written."""
    idea = make_idea(cast)
    mylly = make_association(cast.session, "Myllyn tuki ry")
    make_member(cast.session, mylly, cast.people["uuno"])
    for partner, role in (
        (cast.toivonsilta, ImplementerRole.CO_IMPLEMENTER),
        (cast.keksila, ImplementerRole.CO_IMPLEMENTER),
        (mylly, ImplementerRole.COOPERATION_PARTNER),
    ):
        make_request(cast, idea, partner, role)
    plan = plans.begin(cast.session, cast.aino, idea.id)
    return plans.move(cast.session, cast.aino, plan.id, PlanAction.BEGIN)


def asked(cast: Cast) -> Plan:
    plan = make_three(cast)
    return confirmations.ask(
        cast.session, cast.aino, plan.id, today() + timedelta(days=14), "Lukekaa rahat läpi."
    )


def ready(cast: Cast) -> Plan:
    plan = asked(cast)
    for who in ("aino", "pekka", "sami"):
        say_yes(cast, plan, who)
    return plan


def say_yes(cast: Cast, plan: Plan, who: str) -> None:
    mine = own(cast.session, getattr(cast, who), plan)
    confirmations.confirm(cast.session, getattr(cast, who), plan.id, mine.part_id, mine.seen)


def own(session: Session, actor: Actor, plan: Plan) -> Standing:
    found = confirmations.of_plan(session, actor, plan.id).standings
    return next(standing for standing in found if standing.mine)


def write(cast: Cast, plan: Plan, who: str, association: Association | None, key: str, text: str) -> None:
    """Saves over whatever stands in the shared part, or in this association's."""
    actor: Actor = getattr(cast, who)
    place = part_of(cast.session, plan, association).id if association else 0
    texts = plans.texts_of(cast.session, actor, plan.id)[place]
    number = next(each.number for each in texts if each.key == key)
    plans.save_field(cast.session, actor, plan.id, place, key, text, number=number)
    bring_up_to_date(cast.session)


def states(cast: Cast, plan: Plan) -> dict[str, ConfirmationState]:
    """By the association's first word."""
    rows = cast.session.exec(
        select(Association.name, Confirmation.state)
        .join(PlanPart, col(PlanPart.association_id) == Association.id)
        .join(Confirmation, col(Confirmation.part_id) == PlanPart.id)
    )
    return {name.split()[0]: ConfirmationState(state) for name, state in rows}
