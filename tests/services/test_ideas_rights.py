"""Ideas: the table of who may take which step in which state, cell by cell.

Rights are decided in Python, so that one kind of database is enough here.
"""

from collections.abc import Set

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from models import (
    IDEA_LIFECYCLE,
    Forbidden,
    IdeaAction,
    IdeaState,
    NotFound,
    RevisionAction,
    RevisionState,
    WorkspaceError,
    WrongState,
)
from services import ideas
from tests.cast import Cast
from tests.conftest import engine_for
from tests.services.test_ideas import in_state, revised
from tests.tried import refusal_of, undone


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_for(request, "sqlite")


WRITERS = {IdeaAction.SUBMIT, IdeaAction.TAKE_BACK, IdeaAction.WITHDRAW}
# Satusuo's people (Frans also facilitates), then everybody else.
OWN = {"aino", "eero", "veera", "frans"}
WRITING = {"aino", "eero", "frans"}
EVERYBODY = ("visitor", "sami", "uuno", "veera", "eero", "aino", "fanni", "frans", "arvo")


def expected(who: str, action: IdeaAction, state: IdeaState) -> type[WorkspaceError] | None:
    """The table of `product.md` said once more, in the tests' own words."""
    knows = who in OWN or state == IdeaState.PUBLISHED or (who == "fanni" and state != IdeaState.DRAFT)
    if not knows:
        return NotFound
    allowed = who in WRITING if action in WRITERS else who == "fanni"
    if not allowed:
        return Forbidden
    return None if (state, action) in IDEA_LIFECYCLE.steps else WrongState


@pytest.mark.parametrize("action", list(IdeaAction))
@pytest.mark.parametrize("state", list(IdeaState))
def test_who_may_take_which_step_when(
    session: Session, cast: Cast, action: IdeaAction, state: IdeaState
) -> None:
    idea = in_state(session, cast, state)
    found = {}

    for who in EVERYBODY:
        with undone(session):
            refusal = refusal_of(ideas.move, session, getattr(cast, who), idea.id, action)
            found[who] = (refusal, idea.state)

    after = IDEA_LIFECYCLE.steps.get((state, action), state)
    refusals = {who: expected(who, action, state) for who in EVERYBODY}
    assert found == {who: (refusal, state if refusal else after) for who, refusal in refusals.items()}


@pytest.mark.parametrize("state", list(IdeaState))
def test_buttons_are_the_steps_that_are_not_refused(session: Session, cast: Cast, state: IdeaState) -> None:
    idea = in_state(session, cast, state)

    buttons = {who: set(ideas.actions_for(getattr(cast, who), idea)) for who in EVERYBODY}

    assert buttons == {
        who: {step for step in IdeaAction if expected(who, step, state) is None} for who in EVERYBODY
    }


SEEN: dict[str, Set[str]] = {
    "visitor": {"published"},
    "sami": {"published"},
    "arvo": {"published"},
    "veera": set(IdeaState),
    "aino": set(IdeaState),
    "frans": set(IdeaState),
    "fanni": set(IdeaState) - {"draft"},
}


def test_who_knows_of_an_idea(session: Session, cast: Cast) -> None:
    rows = {state: in_state(session, cast, state).id for state in IdeaState}

    for who, may_see in SEEN.items():
        for state, idea_id in rows.items():
            if state in may_see:
                assert ideas.detail(session, getattr(cast, who), idea_id).state == state, who
            else:
                with pytest.raises(NotFound):
                    ideas.detail(session, getattr(cast, who), idea_id)


REVISION_STEPS = {
    RevisionAction.SUBMIT: ideas.submit_revision,
    RevisionAction.TAKE_BACK: ideas.take_back_revision,
    RevisionAction.DISCARD: ideas.discard_revision,
    RevisionAction.ACCEPT: ideas.accept_revision,
    RevisionAction.RETURN: ideas.return_revision,
}
OPEN_REVISION_STEPS = {
    RevisionState.NONE: set(),
    RevisionState.DRAFT: {RevisionAction.SUBMIT, RevisionAction.DISCARD},
    RevisionState.SUBMITTED: {RevisionAction.TAKE_BACK, RevisionAction.ACCEPT, RevisionAction.RETURN},
}


@pytest.mark.parametrize("action", list(REVISION_STEPS))
@pytest.mark.parametrize("state", list(RevisionState))
def test_who_may_move_a_revision_when(
    session: Session, cast: Cast, action: RevisionAction, state: RevisionState
) -> None:
    idea = revised(session, cast, state)
    judging = action in (RevisionAction.ACCEPT, RevisionAction.RETURN)
    allowed = {"fanni"} if judging else WRITING
    is_open = action in OPEN_REVISION_STEPS[state]
    found = {}

    for who in EVERYBODY:
        with undone(session):
            refusal = refusal_of(REVISION_STEPS[action], session, getattr(cast, who), idea.id)
            found[who] = (refusal, idea.revision_state != state)

    refusals = {
        who: Forbidden if who not in allowed else None if is_open else WrongState for who in EVERYBODY
    }
    assert found == {who: (refusal, refusal is None) for who, refusal in refusals.items()}
