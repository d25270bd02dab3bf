import pytest
from sqlmodel import Session

from models import IdeaState, NotFound, Pick
from services import partner_picks, partners
from tests.cast import Cast
from tests.conftest import Queries
from tests.services.request_world import make_idea

pytestmark = pytest.mark.usefixtures("clock")


@pytest.mark.parametrize(
    ("who", "may"),
    # Frans facilitates too, but edits for Satusuo, whose idea it is.
    [("fanni", True), ("frans", False), ("aino", False)],
)
def test_who_is_left_out_is_read_with_the_reason(session: Session, cast: Cast, who: str, may: bool) -> None:
    idea = make_idea(session, cast)
    partners.pick(session, cast.fanni, idea.id, cast.toivonsilta.id, Pick.EXCLUDE, "Jo mukana")
    partners.pick(session, cast.fanni, idea.id, cast.keksila.id, Pick.PIN, "Tuntevat kylän")

    found = partner_picks.of_idea(session, getattr(cast, who), idea.id)

    assert [(one.association_id, one.name, one.reason) for one in found.left_out] == [
        (cast.toivonsilta.id, cast.toivonsilta.name, "Jo mukana")
    ]
    assert found.may_pick == may


@pytest.mark.parametrize("who", ["sami", "uuno"])
def test_stranger_reads_nothing(session: Session, cast: Cast, who: str) -> None:
    idea = make_idea(session, cast)

    with pytest.raises(NotFound):
        partner_picks.of_idea(session, getattr(cast, who), idea.id)


def test_nobody_picks_for_an_idea_that_is_not_published(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast, IdeaState.SUBMITTED)

    assert not partner_picks.of_idea(session, cast.fanni, idea.id).may_pick


def test_more_left_out_ask_no_more(session: Session, cast: Cast, queries: Queries) -> None:
    idea = make_idea(session, cast)
    counts = []
    for one in (cast.toivonsilta, cast.keksila):
        partners.pick(session, cast.fanni, idea.id, one.id, Pick.EXCLUDE, "Jo mukana")
        queries.statements.clear()
        partner_picks.of_idea(session, cast.aino, idea.id)
        counts.append(len(queries))

    assert counts[0] == counts[1]
