"""Somebody with an account in another association finds nothing behind other people's links."""

import pytest
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationState,
    Group,
    GroupState,
    Idea,
    IdeaState,
    PartnerRequest,
    Plan,
    Thread,
)
from tests.browser.conftest import Meet, Server
from tests.browser.hands import finds_nothing


def _first(session: Session, found: object) -> int:
    return int(session.exec(found).first())  # type: ignore[call-overload]


def _paths(session: Session) -> dict[str, str]:
    """One thing of each kind that Sirpa of Keksilä has nothing to do with."""

    def idea(state: IdeaState) -> str:
        return f"/idea?id={_first(session, select(Idea.id).where(Idea.state == state))}"

    proposed = select(Group.id).where(Group.state == GroupState.PROPOSED)
    pending = select(Association.id).where(Association.state == AssociationState.PENDING)
    thread = session.exec(select(Thread).order_by(col(Thread.id))).first()
    assert thread is not None
    plan = _first(session, select(Plan.id))
    return {
        "draft idea": idea(IdeaState.DRAFT),
        "submitted idea": idea(IdeaState.SUBMITTED),
        "returned idea": idea(IdeaState.RETURNED),
        "hidden idea": idea(IdeaState.HIDDEN),
        "another's form": idea(IdeaState.DRAFT).replace("/idea", "/idea_form"),
        "pending association": f"/association?id={_first(session, pending)}",
        "another's details": "/association_form?id=1",
        "proposed group": f"/group?id={_first(session, proposed)}",
        "discussion": f"/group?id={thread.group_id}&thread={thread.id}",
        "partner request": f"/request?id={_first(session, select(PartnerRequest.id))}",
        "plan": f"/plan?id={plan}",
        "schedule": f"/plan?id={plan}&view=schedule",
        "queue": "/moderation",
        "made-up number": "/idea?id=987654",
    }


@pytest.mark.parametrize("who", ["sirpa", "antti"])
def test_a_stranger_finds_nothing(person: Meet, server: Server, who: str) -> None:
    page = person(who)
    with server.reading() as session:
        paths = _paths(session)
    # The admin runs the service: associations and groups are theirs to see, what people write to each other is not.
    seen_by_admin = {"pending association", "proposed group", "discussion", "another's details"}

    for thing, path in paths.items():
        if who == "sirpa" or thing not in seen_by_admin:
            finds_nothing(page, path)
