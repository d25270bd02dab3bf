"""Seeking a set of partners for an idea, asking all of it in one act, and seeking around a no."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models import (
    Association,
    AssociationTag,
    Conflict,
    Forbidden,
    Idea,
    ImplementerRole,
    Invalid,
    NotFound,
    PartnerRequest,
    PartnerSetState,
    RequestNeed,
    TagKind,
    WorkspaceError,
)
from services import consortia, partner_requests
from services.consortia import Proposed, Wishes
from tests.cast import Cast, make_association
from tests.services.request_world import REPLY_BY, make_idea

pytestmark = pytest.mark.usefixtures("clock")
CO_IMPLEMENTER = ImplementerRole.CO_IMPLEMENTER
NO_WISHES = Wishes()


def offering(session: Session, association: Association, *competences: str) -> Association:
    association.capacity = 2
    session.add_all(
        AssociationTag(association_id=association.id, kind=TagKind.COMPETENCE, slug=slug)
        for slug in competences
    )
    session.flush()
    return association


@pytest.fixture
def idea(session: Session, cast: Cast) -> Idea:
    """It seeks guidance, and a kitchen if it can; Toivonsilta guides, Keksilä cooks, Tuulio guides far away."""
    made = make_idea(session, cast)
    offering(session, cast.toivonsilta, "ohjaus")
    offering(session, cast.keksila, "keittio")
    offering(session, make_association(session, "Tuulio ry", "848"), "ohjaus")
    return made


def names(proposed: Proposed) -> list[str]:
    return sorted(partner.match.candidate.name for partner in proposed.partners)


def ask_all(session: Session, cast: Cast, idea: Idea, wishes: Wishes = NO_WISHES) -> list[PartnerRequest]:
    proposed = consortia.sought(session, cast.aino, idea.id, wishes)
    roles = {partner.id: CO_IMPLEMENTER for partner in proposed.new}
    consortia.ask(session, cast.aino, idea.id, wishes, roles, reply_by=REPLY_BY, words="Lähtisittekö?")
    query = select(PartnerRequest).where(PartnerRequest.idea_id == idea.id).order_by(col(PartnerRequest.id))
    return list(session.exec(query))


def test_set_covers_every_need_and_says_who_alone_brings_what(
    session: Session, cast: Cast, idea: Idea
) -> None:
    proposed = consortia.sought(session, cast.aino, idea.id, Wishes())

    alone = {one.match.candidate.name: [need.competence for need in one.only] for one in proposed.partners}
    assert (proposed.covered, proposed.gaps, proposed.optimal) == (1.0, (), True)
    assert alone == {"Toivonsillan kriisituki ry": ["ohjaus"], "Keksilän eläkkeensaajat ry": ["keittio"]}


def test_leaving_partner_is_replaced_by_the_best_of_the_others(
    session: Session, cast: Cast, idea: Idea
) -> None:
    proposed = consortia.sought(session, cast.aino, idea.id, Wishes())

    guide = next(one for one in proposed.partners if one.id == cast.toivonsilta.id)
    assert guide.replacement
    assert guide.replacement.candidate.name == "Tuulio ry"
    assert guide.loss > 0.5 > guide.loss_replaced == 0


def test_first_sight_is_said_to_be_no_proven_best(session: Session, cast: Cast, idea: Idea) -> None:
    proposed = consortia.sought(session, cast.aino, idea.id, Wishes(), exact=False)

    assert (proposed.optimal, len(proposed.partners)) == (False, 2)


def test_other_sets_differ_from_the_best(session: Session, cast: Cast, idea: Idea) -> None:
    other = consortia.others(session, cast.aino, idea.id, Wishes())[0]

    assert sorted(match.candidate.name for match in other.partners) == [
        "Keksilän eläkkeensaajat ry",
        "Tuulio ry",
    ]
    assert other.covered == 1.0


def test_wishes_leave_out_and_keep_in(session: Session, cast: Cast, idea: Idea) -> None:
    tuulio = session.exec(select(Association.id).where(Association.name == "Tuulio ry")).one()
    wishes = Wishes(included=(tuulio,), excluded=(cast.keksila.id,))

    proposed = consortia.sought(session, cast.aino, idea.id, wishes)

    assert names(proposed) == ["Tuulio ry"]
    assert [need.competence for need in proposed.gaps] == ["keittio"]


def test_whole_set_is_asked_in_one_act_each_about_what_it_brings(
    session: Session, cast: Cast, idea: Idea
) -> None:
    letters = ask_all(session, cast, idea)

    asked = {
        letter.to_association_id: list(
            session.exec(select(RequestNeed.competence).where(RequestNeed.request_id == letter.id))
        )
        for letter in letters
    }
    assert asked == {cast.toivonsilta.id: ["ohjaus"], cast.keksila.id: ["keittio"]}
    assert len({letter.set_id for letter in letters}) == 1


def test_set_is_sought_again_around_those_who_accepted(session: Session, cast: Cast, idea: Idea) -> None:
    letters = ask_all(session, cast, idea)
    by_receiver = {letter.to_association_id: letter for letter in letters}
    partner_requests.accept(session, cast.sami, by_receiver[cast.keksila.id].id)
    partner_requests.decline(session, cast.pekka, by_receiver[cast.toivonsilta.id].id, "Ei ehditä")

    progress = consortia.progress(session, cast.aino, letters[0].set_id or 0)
    again = consortia.sought(session, cast.aino, idea.id, progress.wishes)

    assert progress.state == PartnerSetState.LACKING
    assert [partner.match.candidate.name for partner in again.new] == ["Tuulio ry"]
    assert again.covered == 1.0


def test_asking_again_goes_on_with_the_same_set(session: Session, cast: Cast, idea: Idea) -> None:
    letters = ask_all(session, cast, idea)
    by_receiver = {letter.to_association_id: letter for letter in letters}
    partner_requests.decline(session, cast.pekka, by_receiver[cast.toivonsilta.id].id, "Ei ehditä")
    set_id = letters[0].set_id or 0

    ask_all(session, cast, idea, consortia.progress(session, cast.aino, set_id).wishes)

    progress = consortia.progress(session, cast.aino, set_id)
    assert progress.state == PartnerSetState.ASKED
    assert [letter.association for letter in progress.letters][-1] == "Tuulio ry"


def test_second_set_is_refused_while_the_first_waits(session: Session, cast: Cast, idea: Idea) -> None:
    ask_all(session, cast, idea, Wishes(most=1))

    with pytest.raises(Conflict):
        ask_all(session, cast, idea)

    assert len(session.exec(select(PartnerRequest)).all()) == 1


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("visitor", NotFound),
        ("sami", Forbidden),
        ("pekka", Forbidden),
        ("veera", Forbidden),
        ("fanni", Forbidden),
        ("arvo", Forbidden),
    ],
)
def test_only_writers_of_the_ideas_association_ask(
    session: Session, cast: Cast, idea: Idea, who: str, refusal: type[WorkspaceError]
) -> None:
    roles = {cast.toivonsilta.id: CO_IMPLEMENTER}

    with pytest.raises(refusal):
        consortia.ask(
            session, getattr(cast, who), idea.id, Wishes(), roles, reply_by=REPLY_BY, words="Tulkaa"
        )

    assert session.exec(select(PartnerRequest)).all() == []


@pytest.mark.parametrize("who", ["visitor", "sami", "pekka", "arvo"])
def test_set_of_others_is_not_found(session: Session, cast: Cast, idea: Idea, who: str) -> None:
    with pytest.raises(NotFound):
        consortia.sought(session, getattr(cast, who), idea.id, Wishes())


def test_somebody_asked_meanwhile_is_not_asked_twice(session: Session, cast: Cast, idea: Idea) -> None:
    proposed = consortia.sought(session, cast.aino, idea.id, Wishes())
    roles = {partner.id: CO_IMPLEMENTER for partner in proposed.new}
    partner_requests.send(
        session,
        cast.aino,
        idea.id,
        role=CO_IMPLEMENTER,
        reply_by=REPLY_BY,
        need_ids=[],
        to_association_id=cast.toivonsilta.id,
        words="Tulkaa",
    )

    with pytest.raises(Invalid) as refused:
        consortia.ask(session, cast.aino, idea.id, Wishes(), roles, reply_by=REPLY_BY, words="Tulkaa")

    assert refused.value.key == "partner_set_changed"


@pytest.mark.parametrize(
    ("reply_by", "words", "field"),
    [(REPLY_BY - timedelta(days=30), "Tulkaa", "reply_by"), (REPLY_BY, "", "words")],
)
def test_letter_that_does_not_hold_is_refused_beside_its_field(
    session: Session, cast: Cast, idea: Idea, reply_by: object, words: str, field: str
) -> None:
    roles = {cast.toivonsilta.id: CO_IMPLEMENTER}

    with pytest.raises(Invalid) as refused:
        consortia.ask(session, cast.aino, idea.id, Wishes(), roles, reply_by=reply_by, words=words)  # type: ignore[arg-type]

    assert refused.value.field == field
