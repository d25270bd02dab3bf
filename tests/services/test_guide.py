"""First steps are checked off by what a person has really done, and stay away when they are put away."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from models import Endorsement, Forbidden, GuideStep, IdeaState, Tour
from services import guide
from services.actors import Actor
from services.guide import steps
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.moderated import make_idea
from tests.services.plan_world import make_plan
from tests.services.test_groups import make_group


def tour(session: Session, who: Actor) -> guide.Guide:
    found = guide.of(session, who)
    assert found is not None
    return found


def done(session: Session, who: Actor) -> list[str]:
    return [step.name for step in tour(session, who).steps if step.done]


def test_each_role_has_its_own(session: Session, cast: Cast) -> None:
    people = {name: getattr(cast, name) for name in ("uuno", "veera", "aino", "fanni")}

    assert {name: tour(session, who).tour for name, who in people.items()} == {
        "uuno": Tour.MEMBER,
        "veera": Tour.MEMBER,
        "aino": Tour.ASSOCIATION,
        "fanni": Tour.FACILITATOR,
    }
    assert guide.of(session, cast.visitor) is None
    assert guide.of(session, cast.arvo) is None


def test_a_step_is_done_when_it_has_been_done(session: Session, cast: Cast) -> None:
    assert done(session, cast.aino) == []

    idea = make_idea(session, cast, IdeaState.DRAFT)
    assert done(session, cast.aino) == []
    idea.state = IdeaState.SUBMITTED
    guide.look(session, cast.aino, GuideStep.PARTNERS)
    guide.look(session, cast.aino, GuideStep.PARTNERS)
    make_group(session, cast)

    assert done(session, cast.aino) == ["group", "idea", "partners"]
    # What others did is not one's own.
    session.add(Endorsement(idea_id=idea.id, person_id=cast.sami.id))
    session.flush()
    assert done(session, cast.uuno) == ["email"]


def test_who_leads_a_plan_is_led_through_it(session: Session, cast: Cast) -> None:
    plan = make_plan(cast)
    lead = next(who for who in (cast.aino, cast.pekka) if who.acts_for(plan.lead_association_id))

    found = tour(session, lead)

    assert found.tour == Tour.MANAGER
    assert {step.link.partition("&")[0] for step in found.steps[:-1]} == {f"/plan?id={plan.id}"}


def test_it_is_put_away_asked_for_again_and_gone_when_all_is_done(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide.put_away(session, cast.aino, Tour.ASSOCIATION)
    assert tour(session, cast.aino) == guide.Guide(Tour.ASSOCIATION, False, ())
    assert tour(session, cast.eero).shown

    monkeypatch.setitem(steps.STEPS, Tour.ASSOCIATION, (GuideStep.SETTINGS,))
    for who in (cast.aino, cast.eero):
        guide.look(session, who, GuideStep.SETTINGS)
    guide.bring_back(session, cast.aino, Tour.ASSOCIATION)

    assert tour(session, cast.aino).shown
    assert not tour(session, cast.eero).shown


def test_what_is_done_cannot_be_claimed(session: Session, cast: Cast) -> None:
    for who, step in ((cast.aino, GuideStep.IDEA), (cast.visitor, GuideStep.PARTNERS)):
        with pytest.raises(Forbidden):
            guide.look(session, who, step)
    with pytest.raises(Forbidden):
        guide.put_away(session, cast.visitor, Tour.MEMBER)


def test_every_step_says_how_it_is_done_and_where(session: Session, cast: Cast) -> None:
    ground = steps.Ground(replace(cast.aino), 1, 1)
    asked = [step for each in steps.STEPS.values() for step in each]

    assert set(GuideStep) == set(asked)
    for step in asked:
        assert steps.place_of(ground, step).startswith("/")
        known = step in {*steps._PERSONAL, *steps._OF_ASSOCIATION, *steps._OF_PLAN, *guide.LOOKED_AT}
        assert known, step


def test_it_costs_a_home_a_handful_of_questions(session: Session, cast: Cast, queries: Queries) -> None:
    who = cast.aino
    queries.statements.clear()

    guide.of(session, who)

    assert len(queries) <= 4
