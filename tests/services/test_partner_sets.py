"""What answers do to partners who were asked together."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from models import (
    Conflict,
    Forbidden,
    Idea,
    JournalEntry,
    Kind,
    Mail,
    NotFound,
    Notice,
    PartnerRequest,
    PartnerSet,
    PartnerSetAction,
    PartnerSetState,
    WorkspaceError,
    WrongState,
)
from services import partner_requests, partner_sets
from tests.cast import Cast
from tests.conftest import Clock
from tests.services.request_world import REPLY_BY, invite, make_idea

State = PartnerSetState

pytestmark = pytest.mark.usefixtures("clock")


def asked(session: Session, cast: Cast) -> tuple[PartnerSet, list[PartnerRequest]]:
    """Aino has asked Toivonsilta and Keksilä in one act."""
    idea = make_idea(session, cast)
    made = partner_sets.begin(session, cast.aino, idea, {"most": 3})
    letters = [
        invite(session, cast, idea, to_association_id=partner.id, set_id=made.id)
        for partner in (cast.toivonsilta, cast.keksila)
    ]
    return made, letters


def test_set_is_complete_when_everybody_has_said_yes(session: Session, cast: Cast) -> None:
    made, (first, second) = asked(session, cast)

    partner_requests.accept(session, cast.pekka, first.id)
    halfway = made.state
    partner_requests.accept(session, cast.sami, second.id)

    assert (halfway, made.state) == (State.ASKED, State.COMPLETE)


def test_set_lacks_somebody_after_a_no_and_its_sender_is_led_to_it(session: Session, cast: Cast) -> None:
    made, (first, second) = asked(session, cast)
    partner_requests.accept(session, cast.sami, second.id)

    partner_requests.decline(session, cast.pekka, first.id, "Ei ehditä")

    notice = session.exec(select(Notice).where(col(Notice.key) == "partner_set_decline")).first()
    assert notice
    assert (made.state, notice.link) == (State.LACKING, f"/partner_set?id={made.id}")


def test_set_lacks_somebody_when_the_day_has_passed_without_an_answer(
    session: Session, cast: Cast, clock: Clock
) -> None:
    made, _ = asked(session, cast)
    clock.at += REPLY_BY - clock.at.date() + timedelta(days=1)

    partner_requests.expire_due(session)

    mails = set(session.exec(select(Mail.key)))
    assert made.state == State.LACKING
    # Whoever was asked hears that the day has passed, whoever asked hears what to do.
    assert {"partner_set_expire", "partner_request_expire"} <= mails


def test_letter_taken_back_leaves_the_set_lacking(session: Session, cast: Cast) -> None:
    made, (first, _) = asked(session, cast)

    partner_requests.withdraw(session, cast.aino, first.id)

    assert made.state == State.LACKING


def test_set_asked_again_is_complete_though_somebody_said_no_before(session: Session, cast: Cast) -> None:
    made, (first, second) = asked(session, cast)
    partner_requests.decline(session, cast.pekka, first.id, "Ei ehditä")
    partner_sets.again(session, cast.aino, made.id, {"most": 2})

    partner_requests.accept(session, cast.sami, second.id)

    assert (made.state, made.wishes) == (State.COMPLETE, {"most": 2})


def test_letters_sent_alone_touch_no_set(session: Session, cast: Cast) -> None:
    request = invite(session, cast, make_idea(session, cast))

    partner_requests.accept(session, cast.pekka, request.id)

    assert session.exec(select(PartnerSet)).all() == []


def test_every_step_of_a_set_is_in_the_journal(session: Session, cast: Cast) -> None:
    made, (first, _) = asked(session, cast)
    partner_requests.decline(session, cast.pekka, first.id, "Ei ehditä")
    partner_sets.end(session, cast.aino, made.id)

    steps = session.exec(
        select(JournalEntry.action, JournalEntry.before, JournalEntry.after)
        .where(JournalEntry.kind == Kind.PARTNER_SET)
        .order_by(col(JournalEntry.id))
    ).all()
    assert steps == [("ask", "", "asked"), ("lack", "asked", "lacking"), ("end", "lacking", "ended")]


def test_second_set_waits_until_the_first_has_ended(session: Session, cast: Cast) -> None:
    made, _ = asked(session, cast)

    with pytest.raises(Conflict) as refused:
        partner_sets.begin(session, cast.aino, session.get_one(Idea, made.idea_id), {})

    assert refused.value.key == "partner_set_standing"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("visitor", NotFound),
        ("sami", NotFound),
        ("pekka", NotFound),
        ("veera", Forbidden),
        ("fanni", Forbidden),
        ("arvo", NotFound),
        ("aino", WrongState),
    ],
)
def test_only_writers_of_the_ideas_association_ask_again_and_only_when_it_lacks(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    made, _ = asked(session, cast)

    with pytest.raises(refusal):
        partner_sets.again(session, getattr(cast, who), made.id, {})

    assert made.state == State.ASKED


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("visitor", NotFound),
        ("sami", NotFound),
        ("pekka", NotFound),
        ("veera", Forbidden),
        ("fanni", Forbidden),
        ("arvo", NotFound),
    ],
)
def test_only_writers_of_the_ideas_association_end_a_set(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    made, _ = asked(session, cast)

    with pytest.raises(refusal):
        partner_sets.end(session, getattr(cast, who), made.id)

    assert made.state == State.ASKED


@pytest.mark.parametrize("who", ["eero", "frans", "aino"])
def test_writers_of_the_ideas_association_end_a_set(session: Session, cast: Cast, who: str) -> None:
    made, _ = asked(session, cast)

    partner_sets.end(session, getattr(cast, who), made.id)

    assert made.state == State.ENDED


def test_nobody_makes_a_set_lack_or_complete_by_hand(session: Session, cast: Cast) -> None:
    made, _ = asked(session, cast)
    idea = session.get_one(Idea, made.idea_id)

    steps = {name: partner_sets.actions_for(getattr(cast, name), made, idea) for name in ("aino", "fanni")}

    assert steps == {"aino": [PartnerSetAction.END], "fanni": []}
