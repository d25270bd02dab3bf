"""What has been overtaken by events still opens: an ended group, an archived partner, a word that is gone."""

from datetime import date

import pytest
from sqlmodel import Session, select

from models import (
    AssociationMember,
    AssociationState,
    AssociationTag,
    GroupState,
    Idea,
    IdeaState,
    IdeaTag,
    MembershipState,
    Plan,
    TagKind,
    Task,
    now,
)
from services import plans
from tests.cast import Cast, make_member
from tests.pages.conftest import House, Open
from tests.services.moderated import make_group
from tests.services.plan_world import make_idea, make_plan, make_task

PEOPLE = ["", "aino", "pekka", "fanni"]


def opened(open_page: Open, screens: list[tuple[str, dict[str, object]]]) -> None:
    for who in PEOPLE:
        for screen, query in screens:
            app = open_page(screen, as_=who, **query)

            assert not app.exception, (who, screen, query)


def ended_group(session: Session, cast: Cast, state: GroupState) -> Idea:
    group = make_group(session, cast, state)
    idea = make_idea(cast)
    idea.published_at = now()
    idea.group_id = group.id
    return idea


@pytest.mark.parametrize("state", [GroupState.ARCHIVED, GroupState.HIDDEN])
def test_an_idea_of_a_group_that_ended(house: House, cast: Cast, open_page: Open, state: GroupState) -> None:
    idea = ended_group(cast.session, cast, state)
    cast.session.commit()

    opened(
        open_page,
        [
            ("idea", {"id": idea.id}),
            ("idea_form", {"id": idea.id}),
            ("group", {"id": idea.group_id}),
            ("group", {"id": idea.group_id, "show": "ideas"}),
        ],
    )


def plan_of_the_archived(session: Session, cast: Cast) -> tuple[Plan, Task]:
    plan = make_plan(cast)
    left = make_member(session, cast.toivonsilta, cast.people["uuno"])
    task = make_task(cast, plan, owner_id=cast.uuno.id)
    plans.share(session, cast.aino, plan.id)
    left.state = MembershipState.LEFT
    cast.satusuo.state = AssociationState.ARCHIVED
    return plan, task


def test_a_plan_whose_lead_is_archived_and_whose_worker_left(
    house: House, cast: Cast, open_page: Open
) -> None:
    plan, task = plan_of_the_archived(cast.session, cast)
    cast.session.commit()

    opened(
        open_page,
        [
            ("home", {}),
            ("plans", {}),
            ("plan", {"id": plan.id}),
            ("plan", {"id": plan.id, "view": "schedule", "task": task.id}),
            ("plan", {"id": plan.id, "view": "history"}),
            ("idea", {"id": plan.idea_id}),
            ("association", {"id": cast.satusuo.id}),
            ("requests", {}),
            ("request", {"id": 1}),
            ("request_form", {"idea": plan.idea_id}),
            ("partners", {"idea": plan.idea_id}),
        ],
    )


def test_words_that_the_vocabularies_no_longer_have(house: House, cast: Cast, open_page: Open) -> None:
    session = cast.session
    idea = make_idea(cast, IdeaState.DRAFT)
    idea.municipality = "999"
    for kind in (TagKind.TARGET_GROUP, TagKind.COMPETENCE, TagKind.PRIORITY):
        session.add(IdeaTag(idea_id=idea.id, kind=kind, slug="poistunut"))
    for kind in (TagKind.TARGET_GROUP, TagKind.COMPETENCE, TagKind.LANGUAGE):
        session.add(AssociationTag(association_id=cast.satusuo.id, kind=kind, slug="poistunut"))
    cast.satusuo.kind, cast.satusuo.municipality = "poistunut", "999"
    session.commit()

    opened(
        open_page,
        [
            ("idea", {"id": idea.id}),
            ("idea_form", {"id": idea.id}),
            ("ideas", {"mine": "1"}),
            ("associations", {}),
            ("association", {"id": cast.satusuo.id}),
            ("association_form", {"id": cast.satusuo.id}),
            ("partners", {}),
        ],
    )


def test_somebody_who_has_left_everything(house: House, cast: Cast, open_page: Open) -> None:
    session = cast.session
    plan = make_plan(cast)
    for row in session.exec(select(AssociationMember).where(AssociationMember.person_id == cast.aino.id)):
        row.state = MembershipState.REMOVED
    session.commit()

    for screen in ("home", "ideas", "groups", "requests", "plans", "notices", "account", "idea_form"):
        assert not open_page(screen, as_="aino").exception, screen
    assert not open_page("plan", as_="aino", id=plan.id).exception


def test_a_date_of_long_ago_in_a_form(house: House, cast: Cast, open_page: Open) -> None:
    idea = make_idea(cast, IdeaState.DRAFT)
    idea.reply_by = date(2020, 1, 1)
    cast.session.commit()

    assert not open_page("idea_form", as_="aino", id=idea.id).exception
