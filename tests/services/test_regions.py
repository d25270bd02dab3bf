"""The map counts what the list of a municipality shows, for each person."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from models import AssociationState, IdeaState
from services import associations, ideas, places, regions
from services.paging import Page
from services.regions import Counted
from tests.cast import Cast, make_association, make_member
from tests.conftest import Queries
from tests.services.moderated import make_idea

EVERYBODY = ("visitor", "aino", "sami", "uuno", "fanni", "frans", "arvo")


def test_every_municipality_is_there_in_finnish_order_also_without_anything(
    session: Session, cast: Cast
) -> None:
    found = regions.counts(session, cast.visitor, Counted.IDEAS)

    assert found == dict.fromkeys(places.municipalities(), 0)
    assert list(found) == list(places.municipalities())


@pytest.mark.parametrize("state", [state for state in IdeaState if state != IdeaState.PUBLISHED])
def test_only_published_ideas_are_counted(session: Session, cast: Cast, state: IdeaState) -> None:
    make_idea(session, cast, IdeaState.PUBLISHED).municipality = "167"
    make_idea(session, cast, state).municipality = "167"
    session.flush()

    for who in EVERYBODY:
        assert regions.counts(session, getattr(cast, who), Counted.IDEAS)["167"] == 1, who


@pytest.mark.parametrize("state", [AssociationState.PENDING, AssociationState.ARCHIVED])
def test_an_association_that_is_not_verified_is_counted_for_its_own_people(
    session: Session, cast: Cast, state: AssociationState
) -> None:
    hidden = make_association(session, "Salainen nimi ry", "260", state)
    make_member(session, hidden, cast.people["uuno"])

    seen = {
        who: regions.counts(session, getattr(cast, who), Counted.ASSOCIATIONS)["260"] for who in EVERYBODY
    }

    assert seen == dict.fromkeys(EVERYBODY, 0) | {"uuno": 1}


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_map_counts_what_the_list_shows(session: Session, cast: Cast, who: str) -> None:
    make_idea(session, cast, IdeaState.PUBLISHED)
    make_idea(session, cast, IdeaState.DRAFT)
    make_member(
        session,
        make_association(session, "Odottava ry", state=AssociationState.PENDING),
        cast.people["aino"],
    )
    actor = getattr(cast, who)
    lists: dict[Counted, Callable[..., Page[Any]]] = {
        Counted.IDEAS: ideas.visible_to,
        Counted.ASSOCIATIONS: associations.visible_to,
    }

    for counted, listed in lists.items():
        shown = {
            code: len(listed(session, actor, municipality=code).rows) for code in places.municipalities()
        }

        assert regions.counts(session, actor, counted) == shown


@pytest.mark.parametrize("counted", Counted)
def test_one_question_whatever_there_is(
    session: Session, cast: Cast, queries: Queries, counted: Counted
) -> None:
    actor = cast.aino
    for code in places.municipalities():
        make_association(session, f"Yhdistys {code} ry", code)
        make_idea(session, cast, IdeaState.PUBLISHED).municipality = code
    session.flush()
    queries.statements.clear()

    regions.counts(session, actor, counted)

    assert len(queries) == 1
