"""The other way round: ideas that need an association; and the candidates as arrays."""

from datetime import date

import numpy as np
import pytest
from sqlmodel import Session

from models import (
    Association,
    AssociationState,
    AssociationTag,
    Endorsement,
    Idea,
    IdeaState,
    IdeaTag,
    NotFound,
    Pick,
    TagKind,
)
from services import partner_requests, partners
from services.partners import Feature, Rule
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.request_world import invite, make_idea, offer

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Keksilä guides groups of older people and cares for loneliness."""
    cast.keksila.capacity = cast.toivonsilta.capacity = 2
    tag(cast.session, cast.keksila, TagKind.COMPETENCE, "ohjaus")
    tag(cast.session, cast.keksila, TagKind.TARGET_GROUP, "ikaihmiset")
    tag(cast.session, cast.keksila, TagKind.INTEREST, "yksinäisyys")
    return cast


def tag(session: Session, association: Association, kind: TagKind, *slugs: str) -> None:
    session.add_all(AssociationTag(association_id=association.id, kind=kind, slug=slug) for slug in slugs)
    session.flush()


def about(session: Session, idea: Idea, kind: TagKind, *slugs: str) -> None:
    session.add_all(IdeaTag(idea_id=idea.id, kind=kind, slug=slug) for slug in slugs)
    session.flush()


def ideas_of(session: Session, cast: Cast) -> list[int]:
    found = partners.ideas_for(session, cast.sami, cast.keksila.id)
    return [match.idea_id for match in found.matches]


def test_ideas_that_need_what_the_association_has_come_with_reasons(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast, reply_by=date(2026, 10, 1))

    found = partners.ideas_for(session, cast.sami, cast.keksila.id)

    (match,) = found.matches
    assert (match.idea_id, match.association, match.reply_by) == (
        idea.id,
        "Satusuon kyläyhdistys ry",
        date(2026, 10, 1),
    )
    assert match.part(Feature.COVERAGE).found == ("ohjaus",)
    assert match.part(Feature.DISTANCE).km
    assert found.says_enough


def test_score_is_the_same_from_both_sides(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    about(session, idea, TagKind.TARGET_GROUP, "ikaihmiset", "yksinaiset")
    about(session, idea, TagKind.PRIORITY, "arkipalvelut")
    about(session, idea, TagKind.TOPIC, "yksinäisyyden lievitys", "kyläkahvila")
    tag(session, cast.satusuo, TagKind.LANGUAGE, "fi", "sv")
    tag(session, cast.keksila, TagKind.LANGUAGE, "fi")
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "keittio", "ohjaus")
    session.add(Endorsement(idea_id=idea.id, person_id=cast.sami.id, association_id=cast.keksila.id))
    session.flush()

    forward = next(
        match
        for match in partners.suggested(session, cast.aino, idea.id).matches
        if match.candidate.association_id == cast.keksila.id
    )
    (back,) = partners.ideas_for(session, cast.sami, cast.keksila.id).matches

    assert back.score == pytest.approx(forward.score, abs=1e-5)
    for one, other in zip(back.parts, forward.parts, strict=True):
        assert (one.feature, one.found, one.km) == (other.feature, other.found, other.km)
        assert (one.value, one.weight) == pytest.approx((other.value, other.weight), abs=1e-5)


@pytest.mark.parametrize(
    "state", [IdeaState.DRAFT, IdeaState.SUBMITTED, IdeaState.HIDDEN, IdeaState.WITHDRAWN]
)
def test_only_published_ideas_are_offered(session: Session, cast: Cast, state: IdeaState) -> None:
    make_idea(session, cast, state=state)

    assert ideas_of(session, cast) == []


def test_ideas_that_are_past_asked_offered_or_out_of_the_question_are_left_out(
    session: Session, cast: Cast, clock: Clock
) -> None:
    make_idea(session, cast, reply_by=date(2026, 8, 31))
    today = make_idea(session, cast, reply_by=date(2026, 9, 1))
    asked, offered, excluded = (make_idea(session, cast) for _ in range(3))
    invite(session, cast, asked, to_association_id=cast.keksila.id)
    offer(session, cast, offered)
    partners.pick(session, cast.fanni, excluded.id, cast.keksila.id, Pick.EXCLUDE, "Lopettaa keväällä.")

    assert ideas_of(session, cast) == [today.id]


def test_ideas_of_an_archived_association_are_not_offered(session: Session, cast: Cast) -> None:
    make_idea(session, cast)
    cast.satusuo.state = AssociationState.ARCHIVED
    session.flush()

    assert ideas_of(session, cast) == []


def test_declared_interest_puts_an_idea_first(session: Session, cast: Cast) -> None:
    other, lonely = make_idea(session, cast), make_idea(session, cast)
    about(session, other, TagKind.TOPIC, "jätehuolto")
    about(session, lonely, TagKind.TOPIC, "yksinäisyyttä")

    found = partners.ideas_for(session, cast.sami, cast.keksila.id).matches

    assert [match.idea_id for match in found] == [lonely.id, other.id]
    assert [match.part(Feature.INTEREST).found for match in found] == [("yksinäisyys",), ()]


@pytest.mark.parametrize(
    ("who", "sees"), [("sami", True), ("fanni", True), ("aino", False), ("visitor", False)]
)
def test_ideas_are_for_the_associations_own_people_and_facilitators(
    session: Session, cast: Cast, who: str, sees: bool
) -> None:
    idea = make_idea(session, cast)

    if sees:
        found = partners.ideas_for(session, getattr(cast, who), cast.keksila.id)
        assert [match.idea_id for match in found.matches] == [idea.id]
    else:
        with pytest.raises(NotFound):
            partners.ideas_for(session, getattr(cast, who), cast.keksila.id)


@pytest.mark.parametrize("many", [1, 3])
def test_ideas_ask_as_often_for_three_as_for_one(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    for _ in range(many):
        make_idea(session, cast)
    sami, keksila = cast.sami, cast.keksila.id
    partners.ideas_for(session, sami, keksila)
    session.expunge_all()
    queries.statements.clear()

    found = partners.ideas_for(session, sami, keksila)

    assert (len(found.matches), len(queries)) == (many, 16)


# The candidates as arrays


def test_pool_says_who_covers_what_and_what_their_company_costs(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    tag(session, cast.satusuo, TagKind.COMPETENCE, "keittio")
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "ohjaus", "keittio", "palkanmaksu")

    pool = partners.pool(session, cast.aino, idea.id)

    assert pool.ids.tolist() == [cast.toivonsilta.id, cast.keksila.id]
    assert pool.covers.tolist() == [0b11, 0b01]
    assert pool.payroll.tolist() == [True, False]
    assert pool.already == 0b10
    assert ((pool.utility >= -2) & (pool.utility <= 0)).all()
    assert min(pool.weights) >= 2
    assert pool.municipality[0] != pool.municipality[1]


def test_pool_keeps_who_is_along_already_and_leaves_out_who_may_not_be_asked(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(session, cast)
    tag(session, cast.toivonsilta, TagKind.COMPETENCE, "ohjaus")
    partner_requests.accept(session, cast.pekka, invite(session, cast, idea).id)

    by_rule = partners.pool(session, cast.aino, idea.id)
    around = partners.pool(session, cast.aino, idea.id, also=[cast.toivonsilta.id])
    waived = partners.pool(session, cast.aino, idea.id, waived={Rule.ALREADY_ASKED})

    both = [cast.toivonsilta.id, cast.keksila.id]
    assert (by_rule.ids.tolist(), around.ids.tolist(), waived.ids.tolist()) == ([both[1]], both, both)
    assert by_rule.eligibility.already_asked == 1


def test_members_of_a_set_are_explained(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    pool = partners.pool(session, cast.aino, idea.id)

    (match,) = partners.explained(session, pool, pool.ids.tolist()).values()

    assert match.candidate.name == "Keksilän eläkkeensaajat ry"
    assert match.offers == ("ohjaus",)
    assert np.isclose(match.score, partners.suggested(session, cast.aino, idea.id).matches[0].score)


def test_stranger_gets_no_pool(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        partners.pool(session, cast.sami, make_idea(session, cast).id)
