from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from models import (
    AssociationTag,
    BudgetLine,
    BudgetLineKind,
    BudgetTerms,
    CostModel,
    Forbidden,
    Idea,
    IdeaNeed,
    Invalid,
    Mail,
    NotFound,
    PartnerRequest,
    PartnerRequestState,
    PartnerSet,
    PartnerSetState,
    Plan,
    PlanPart,
    PlanState,
    TagKind,
    WagePost,
    WrongState,
    today,
)
from services import budgets, confirmations, departures, partner_requests, plans
from services.actors import Actor
from services.confirmations.touched import bring_up_to_date
from tests.cast import Cast
from tests.services.confirmation_world import make_three, own, ready, say_yes, states
from tests.services.plan_world import make_request, part_of
from tests.worlds import begins_with


def leave(session: Session, actor: Actor, plan: Plan, part: PlanPart) -> object:
    done = departures.leave(session, actor, plan.id, part.id, "Voimat loppuivat.")
    bring_up_to_date(session)
    return done


def letter_of(session: Session, part: PlanPart) -> PartnerRequest:
    return session.exec(select(PartnerRequest).where(PartnerRequest.id == part.request_id)).one()


@pytest.mark.parametrize("who", ["sami", "aino"])
@begins_with(ready)
def test_who_leaves_keeps_its_part_outside_the_plan_and_opens_every_confirmation(
    session: Session, cast: Cast, who: str, plan: Plan
) -> None:
    """Keksilä leaves: Sami owns it, Aino of the lead writes it down."""
    part = part_of(session, plan, cast.keksila)

    leave(session, getattr(cast, who), plan, part)

    assert plan.state == PlanState.CONFIRMING
    assert cast.keksila.id not in [each.association_id for each in plans.parts_in(session, plan)]
    assert confirmations.state_in(session, plan).missing == (cast.satusuo.name, cast.toivonsilta.name)
    assert letter_of(session, part).state == PartnerRequestState.LEFT
    (gone,) = departures.gone_from(session, cast.aino, plan.id)
    assert (gone.association, gone.reason, gone.may_bring_back) == (
        cast.keksila.name,
        "Voimat loppuivat.",
        who == "aino",
    )
    with pytest.raises(NotFound):
        plans.opened(session, cast.sami, plan.id)
    heard = {mail.address for mail in session.exec(select(Mail).where(Mail.key == "plan_left"))}
    assert {"pekka@example.org", "uuno@example.org"} <= heard
    say_yes(cast, plan, "aino")
    say_yes(cast, plan, "pekka")
    assert plan.state.value == "ready"


@begins_with(ready)
def test_a_departure_written_down_by_mistake_leaves_no_trace_in_the_confirmations(
    session: Session, cast: Cast, plan: Plan
) -> None:
    part = part_of(session, plan, cast.keksila)
    leave(session, cast.aino, plan, part)

    departures.bring_back(session, cast.aino, plan.id, part.id)
    bring_up_to_date(session)

    assert plan.state == PlanState.READY
    assert set(states(cast, plan).values()) == {"confirmed"}
    assert letter_of(session, part).state == PartnerRequestState.ACCEPTED
    assert plans.opened(session, cast.sami, plan.id).name == plan.name


@begins_with(make_three)
def test_who_left_by_itself_comes_back_with_a_new_letter_and_finds_its_words(
    session: Session, cast: Cast, plan: Plan
) -> None:
    part = part_of(session, plan, cast.keksila)
    plans.save_field(session, cast.sami, plan.id, part.id, "our_people", "Kaksi", number=0)
    leave(session, cast.sami, plan, part)

    with pytest.raises(WrongState) as refused:
        departures.bring_back(session, cast.aino, plan.id, part.id)
    again = make_request(
        cast,
        session.get_one(Idea, plan.idea_id),
        cast.keksila,
        state=PartnerRequestState.SENT,
    )
    again.reply_by = today() + timedelta(days=9)
    partner_requests.accept(session, cast.sami, again.id)

    assert refused.value.key == "plan_left_by_itself"
    assert part_of(session, plan, cast.keksila).left_at is None
    texts = plans.texts_of(session, cast.sami, plan.id)[part.id]
    assert "Kaksi" in [text.text for text in texts]
    assert plans.opened(session, cast.sami, plan.id).name == plan.name


# T6 of the formulas: what each implementer's wages make of costs and support at 40 %, 26.44 % and 80 %.
WAGES = {"satusuo": "60000", "toivonsilta": "36000", "keksila": "18000"}
# Keksilä has promised nothing yet.
PROMISED = {"satusuo": "21241.92", "toivonsilta": "12745.15"}


def give_money(session: Session, cast: Cast, plan: Plan) -> None:
    plan.cost_model = CostModel.FLAT_40
    v, s = Decimal("0.2644"), Decimal("0.8")
    session.add(BudgetTerms(plan_id=plan.id, edited_by=cast.aino.id, side_cost_rate=v, support_rate=s))
    for name, gross in WAGES.items():
        row: dict[str, Any] = {
            "plan_id": plan.id,
            "part_id": part_of(session, plan, getattr(cast, name)).id,
            "position": 0,
        }
        session.add(WagePost(**row, task="Työ", amount=Decimal(1), gross=Decimal(gross)))
        if promised := PROMISED.get(name):
            session.add(BudgetLine(**row, kind=BudgetLineKind.PRIVATE, euros=Decimal(promised)))
    session.flush()


@begins_with(make_three)
def test_the_lead_sees_what_changes_in_the_money_and_in_what_the_set_brings(
    session: Session, cast: Cast, plan: Plan
) -> None:
    give_money(session, cast, plan)
    session.add(IdeaNeed(idea_id=plan.idea_id, position=1, competence="taloushallinto"))
    session.add(
        AssociationTag(association_id=cast.keksila.id, kind=TagKind.COMPETENCE, slug="taloushallinto")
    )
    session.flush()
    part = part_of(session, plan, cast.keksila)

    effect = departures.effect_of(session, cast.aino, plan.id, part.id)
    theirs = departures.effect_of(session, cast.sami, plan.id, part.id)
    leave(session, cast.aino, plan, part)
    found = departures.replacing(session, cast.aino, plan.id)

    assert effect.before is not None
    assert effect.after is not None
    assert (effect.before.total, effect.before.support) == (Decimal("201798.24"), Decimal("161438.59"))
    assert (effect.after.total, effect.after.support) == (Decimal("169935.36"), Decimal("135948.29"))
    assert effect.before.own_share is not None
    assert effect.after.own_share is not None
    assert effect.before.own_share < effect.after.own_share
    assert [need.competence for need in effect.lost or ()] == ["taloushallinto"]
    # The idea's partner search is its own association's.
    assert (theirs.lost, theirs.before) == (None, effect.before)
    assert found is not None
    assert [need.competence for need in found.gaps] == ["taloushallinto"]
    assert budgets.figures_in(session, plan).total == effect.after


@begins_with(make_three)
def test_a_complete_set_lacks_somebody_again(session: Session, cast: Cast, plan: Plan) -> None:
    part = part_of(session, plan, cast.keksila)
    asked = PartnerSet(idea_id=plan.idea_id, asked_by=cast.aino.id, state=PartnerSetState.COMPLETE)
    session.add(asked)
    session.flush()
    letter_of(session, part).set_id = asked.id

    leave(session, cast.aino, plan, part)
    lacking = asked.state
    found = departures.replacing(session, cast.aino, plan.id)
    departures.bring_back(session, cast.aino, plan.id, part.id)

    assert (lacking, asked.state) == (PartnerSetState.LACKING, PartnerSetState.COMPLETE)
    assert found is not None
    assert (found.set_id, found.excluded) == (asked.id, (cast.keksila.id,))
    assert departures.replacing(session, cast.aino, plan.id) is None


Refused = Callable[[Session, Cast, Plan], object]
REFUSALS: list[tuple[str, str, type[Exception]]] = [
    # who, whose part, refusal
    ("aino", "satusuo", WrongState),
    ("pekka", "keksila", Forbidden),
    ("veera", "keksila", Forbidden),
    ("uuno", "keksila", Forbidden),
    ("fanni", "keksila", NotFound),
    ("arvo", "keksila", NotFound),
]


@pytest.mark.parametrize(("who", "whose", "refusal"), REFUSALS)
@begins_with(make_three)
def test_leaving_refuses(
    session: Session, cast: Cast, who: str, whose: str, refusal: type[Exception], plan: Plan
) -> None:
    part = part_of(session, plan, getattr(cast, whose))

    with pytest.raises(refusal):
        leave(session, getattr(cast, who), plan, part)

    assert part.left_at is None
    assert len(plans.parts_in(session, plan)) == 4


@begins_with(ready)
def test_leaving_needs_words_happens_once_and_before_the_plan_is_sent(
    session: Session, cast: Cast, plan: Plan
) -> None:
    part = part_of(session, plan, cast.keksila)

    with pytest.raises(Invalid):
        departures.leave(session, cast.sami, plan.id, part.id, " ")
    plans.submit(session, cast.aino, plan.id, today(), "")
    with pytest.raises(WrongState) as late:
        leave(session, cast.aino, plan, part)
    plan.state = PlanState.DRAFTING
    leave(session, cast.aino, plan, part)
    with pytest.raises(WrongState) as twice:
        leave(session, cast.aino, plan, part)

    assert (late.value.key, twice.value.key) == ("plan_stands_submitted", "plan_left_already")
    assert own(session, cast.pekka, plan).association == cast.toivonsilta.name
