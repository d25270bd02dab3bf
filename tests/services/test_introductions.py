"""A facilitator introduces associations; contacts are shown when all have agreed, and a no names nobody."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    AssociationState,
    Conflict,
    Forbidden,
    IdeaState,
    Introduction,
    IntroductionAction,
    IntroductionOutcome,
    IntroductionState,
    Invalid,
    JournalEntry,
    Mail,
    MailAct,
    NotFound,
    Notice,
    Person,
    WorkspaceError,
    WrongState,
    today,
)
from server.letters import letter_of
from services import home, introductions, mail_acts, outbox, statistics
from services.actors import VISITOR
from services.settings import settings
from services.statistics import asked_of
from services.statistics.facts import bring_up_to_date
from tests.cast import Cast, make_association
from tests.conftest import Clock, Queries
from tests.services.joining_world import idea_of

Action = IntroductionAction
State = IntroductionState
WORDS = "Toisella on sali ja toisella kuljettajia."
REASON = "Hallitus vaihtuu keväällä."


@pytest.fixture
def three(cast: Cast, clock: Clock) -> list[int]:
    cast.satusuo.contact_name, cast.satusuo.contact_phone = "Aino Satu", "040 123 4567"
    return [cast.satusuo.id, cast.toivonsilta.id, cast.keksila.id]


def propose(session: Session, cast: Cast, ids: list[int], **more: Any) -> Introduction:
    reply_by = more.pop("reply_by", today() + timedelta(days=14))
    return introductions.propose(session, cast.fanni, ids, more.pop("words", WORDS), reply_by, **more)


def told(session: Session, key: str) -> set[str]:
    query = select(Person.name).join(Notice, col(Notice.person_id) == Person.id).where(Notice.key == key)
    return {name.lower() for name in session.exec(query)}


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("aino", NotFound), ("arvo", NotFound), ("visitor", NotFound), ("frans", Forbidden)],
)
def test_only_a_facilitator_of_none_of_them_introduces(
    session: Session, cast: Cast, three: list[int], who: str, refusal: type[WorkspaceError]
) -> None:
    with pytest.raises(refusal):
        introductions.propose(session, getattr(cast, who), three, WORDS, today() + timedelta(days=7))

    assert session.exec(select(Introduction)).all() == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"words": "  "}, "words"),
        ({"words": "x" * 2001}, "words"),
        ({"reply_by": 0}, "reply_by"),
        ({"reply_by": 91}, "reply_by"),
        ({"count": 1}, "sides"),
        ({"state": AssociationState.PENDING}, "sides"),
        ({"lonely": True}, "sides"),
        ({"idea": IdeaState.HIDDEN}, "idea"),
        ({"idea": IdeaState.PUBLISHED}, "idea"),  # published, but of an association that is not introduced
    ],
)
def test_what_cannot_be_proposed_is_said_beside_its_field(
    session: Session, cast: Cast, three: list[int], change: dict[str, Any], field: str
) -> None:
    more: dict[str, Any] = {"words": change.get("words", WORDS)}
    if "reply_by" in change:
        more["reply_by"] = today() + timedelta(days=change["reply_by"])
    if "state" in change:
        cast.keksila.state = change["state"]
    if "lonely" in change:
        three = [three[0], make_association(session, "Yksinäiset ry").id]
    if "idea" in change:
        three = three[1:]
        more["idea_id"] = idea_of(session, cast.satusuo, "Olohuone", cast.aino.id, change["idea"]).id
    session.flush()

    with pytest.raises(Invalid) as refused:
        propose(session, cast, three[: change.get("count", 3)], **more)

    assert refused.value.field == field


def test_the_same_are_asked_once_at_a_time(session: Session, cast: Cast, three: list[int]) -> None:
    first = propose(session, cast, three)
    propose(session, cast, three[:2])

    with pytest.raises(Conflict):
        propose(session, cast, three[::-1])

    introductions.withdraw(session, cast.fanni, first.id)
    assert propose(session, cast, three).id != first.id


def _contacts(session: Session, cast: Cast, who: str, number: int) -> list[list[str]]:
    seen = introductions.view(session, getattr(cast, who), number)
    return [side.contact.parts for side in seen.sides if side.contact]


def test_contacts_are_shown_when_the_last_one_agrees(session: Session, cast: Cast, three: list[int]) -> None:
    made = propose(session, cast, three)
    assert told(session, "introduction_propose") == {"aino", "eero", "frans", "pekka", "sami"}
    introductions.agree(session, cast.aino, made.id)
    introductions.agree(session, cast.pekka, made.id)
    for who in ("aino", "sami", "fanni"):
        assert _contacts(session, cast, who, made.id) == []
    # Who has answered what is not the other sides' to know yet.
    seen = introductions.view(session, cast.sami, made.id)
    assert [side.state for side in seen.sides] == [None, None, "waiting"]
    assert [side.answered_by for side in seen.sides] == ["", "", ""]

    introductions.agree(session, cast.sami, made.id)

    assert _contacts(session, cast, "veera", made.id) == [
        ["Aino Satu", "040 123 4567"],
        # Without a contact in the profile it is who agreed.
        ["Pekka", "pekka@example.org"],
        ["Sami", "sami@example.org"],
    ]
    assert told(session, "introduction_complete") == {"aino", "eero", "frans", "pekka"}
    assert told(session, "introduction_completed") == {"fanni"}


def test_letter_brings_the_contacts_and_no_notice_keeps_them(
    session: Session, cast: Cast, three: list[int]
) -> None:
    made = propose(session, cast, three[:2])
    introductions.agree(session, cast.pekka, made.id)

    introductions.agree(session, cast.aino, made.id)

    mails = outbox.take(session, most=50)
    waiting = {mail.address: mail for mail in mails if mail.key == "introduction_complete"}
    letter = letter_of(waiting["pekka@example.org"], settings())
    assert [entry.text for entry in letter.entries] == [cast.satusuo.name, "Aino Satu", "040 123 4567"]
    # Who said the last yes gets it too, though nobody is told of their own step.
    own = letter_of(waiting["aino@example.org"], settings())
    assert own.entries[0].text == cast.toivonsilta.name
    kept = session.exec(select(Notice.params).where(Notice.key == "introduction_complete")).all()
    assert "040 123 4567" not in str(kept)


def test_a_no_ends_it_and_only_the_desk_reads_whose_and_why(
    session: Session, cast: Cast, three: list[int]
) -> None:
    made = propose(session, cast, three)
    introductions.agree(session, cast.aino, made.id)

    introductions.decline(session, cast.pekka, made.id, REASON)

    assert made.state == State.DECLINED
    reasons = {
        who: [side.reason for side in introductions.view(session, getattr(cast, who), made.id).sides]
        for who in ("fanni", "pekka", "aino", "frans")
    }
    assert reasons["fanni"] == reasons["pekka"] == ["", REASON, ""]
    # Frans is a facilitator, but an editor of Satusuo.
    assert reasons["aino"] == reasons["frans"] == ["", "", ""]
    seen = introductions.view(session, cast.sami, made.id)
    assert [side.state for side in seen.sides] == [None, None, "waiting"]
    assert told(session, "introduction_ended") == {"aino", "eero", "frans", "sami"}
    assert told(session, "introduction_decline") == {"fanni"}
    everywhere = (
        *session.exec(select(JournalEntry.why)),
        *map(str, session.exec(select(Notice.params))),
        *map(str, session.exec(select(Mail.params))),
    )
    assert not [text for text in everywhere if REASON in text]


def test_a_silence_reads_like_a_no(session: Session, cast: Cast, three: list[int], clock: Clock) -> None:
    silent = propose(session, cast, three)
    refused = propose(session, cast, three[:2])
    introductions.decline(session, cast.pekka, refused.id, REASON)
    clock.at += timedelta(days=12)
    assert introductions.remind_due(session) == 1
    assert introductions.remind_due(session) == 0
    assert told(session, "introduction_remind") == {"aino", "eero", "frans", "pekka", "sami"}
    clock.at += timedelta(days=4)

    assert introductions.expire_due(session) == 1

    assert introductions.expire_due(session) == 0
    cards = introductions.listed(session, cast.aino, shelf="ended").rows
    assert [(card.id, card.state) for card in cards] == [
        (refused.id, State.DECLINED),
        (silent.id, State.DECLINED),
    ]
    assert introductions.view(session, cast.fanni, silent.id).state == State.EXPIRED
    with pytest.raises(WrongState):
        introductions.agree(session, cast.aino, silent.id)


@pytest.mark.parametrize(
    ("who", "agree", "decline", "withdraw"),
    [
        ("aino", None, None, Forbidden),
        ("eero", None, None, Forbidden),
        ("veera", Forbidden, Forbidden, Forbidden),
        ("fanni", Forbidden, Forbidden, None),
        ("frans", None, None, Forbidden),
        ("sami", NotFound, NotFound, NotFound),
        ("uuno", NotFound, NotFound, NotFound),
        ("arvo", NotFound, NotFound, NotFound),
        ("visitor", NotFound, NotFound, NotFound),
    ],
)
def test_who_may_take_which_step(
    session: Session, cast: Cast, three: list[int], who: str, agree: Any, decline: Any, withdraw: Any
) -> None:
    made = propose(session, cast, three[:2])
    steps: dict[str, Any] = {
        "agree": introductions.agree,
        "decline": lambda session, actor, number: introductions.decline(session, actor, number, REASON),
        "withdraw": introductions.withdraw,
    }

    found: dict[str, type[WorkspaceError] | None] = dict.fromkeys(steps)
    for name, act in steps.items():
        with session.begin_nested() as attempt:
            try:
                act(session, getattr(cast, who), made.id)
            except WorkspaceError as error:
                found[name] = type(error)
            attempt.rollback()

    assert found == {"agree": agree, "decline": decline, "withdraw": withdraw}


def test_association_answers_once_and_may_still_get_out(
    session: Session, cast: Cast, three: list[int]
) -> None:
    made = propose(session, cast, three)
    introductions.agree(session, cast.aino, made.id)
    with pytest.raises(WrongState, match="introduction_answered_already"):
        introductions.agree(session, cast.eero, made.id)
    with pytest.raises(Invalid) as refused:
        introductions.decline(session, cast.eero, made.id, " ")
    assert refused.value.field == "reason"

    introductions.decline(session, cast.eero, made.id, REASON)

    assert made.state == State.DECLINED


def test_the_desk_asks_how_it_went_and_again_while_talks_go_on(
    session: Session, cast: Cast, three: list[int], clock: Clock
) -> None:
    made = propose(session, cast, three[:2])
    introductions.agree(session, cast.aino, made.id)
    introductions.agree(session, cast.pekka, made.id)
    with pytest.raises(Forbidden):
        introductions.follow_up(session, cast.aino, made.id, IntroductionOutcome.COOPERATION)
    assert introductions.follow_up_due(session) == 0
    clock.at += timedelta(weeks=6)
    assert introductions.follow_up_due(session) == 1
    assert introductions.follow_up_due(session) == 0
    assert told(session, "introduction_come_back") == {"fanni"}

    introductions.follow_up(session, cast.fanni, made.id, IntroductionOutcome.GOES_ON, "Sopivat palaverin.")
    clock.at += timedelta(weeks=6)
    assert introductions.follow_up_due(session) == 1
    introductions.follow_up(session, cast.fanni, made.id, IntroductionOutcome.COOPERATION)

    assert introductions.follow_up_due(session) == 0
    assert (made.state, made.outcome, made.follow_up_on) == (State.FOLLOWED_UP, "cooperation", None)
    assert _counted(session, cast) == [1, 1, 1]
    introductions.follow_up(session, cast.fanni, made.id, IntroductionOutcome.NOTHING)
    assert _counted(session, cast) == [1, 1, 0]
    # The desk's own words are not the sides' to read.
    seen = introductions.view(session, cast.aino, made.id)
    assert (seen.state, seen.outcome, seen.outcome_words) == (State.AGREED, None, "")


def _counted(session: Session, cast: Cast) -> list[int | None]:
    bring_up_to_date(session)
    cells = statistics.report(session, cast.fanni, asked_of({"period": "2026"})).total.cells
    return [cells[name] for name in ("introductions", "introductions_agreed", "introductions_led")]


def test_answers_from_a_letter(session: Session, cast: Cast, three: list[int]) -> None:
    made = propose(session, cast, three[:2])
    letters = {mail.address: mail for mail in outbox.take(session, most=50)}
    offered = {offer.purpose.name: offer for offer in mail_acts.offer(session, letters["aino@example.org"])}
    assert set(offered) == {"introduction_agree", "introduction_decline"}
    page = mail_acts.look(session, VISITOR, offered["introduction_agree"].token)
    assert page.standing
    assert (page.standing.words, page.standing.told["contact"]) == (WORDS, "Aino Satu, 040 123 4567")

    mail_acts.act(session, VISITOR, offered["introduction_agree"].token)
    theirs = {offer.purpose.name: offer for offer in mail_acts.offer(session, letters["pekka@example.org"])}
    mail_acts.act(session, VISITOR, theirs["introduction_decline"].token, REASON)

    assert made.state == State.DECLINED
    assert len(session.exec(select(MailAct).where(col(MailAct.used_at).is_not(None))).all()) == 2


def test_it_waits_at_home_and_a_longer_list_asks_no_more(
    session: Session, cast: Cast, three: list[int], queries: Queries
) -> None:
    made = propose(session, cast, three)
    waiting = home.waits_for(session, cast.pekka)[home.Block.INTRODUCTIONS]
    assert [(row.title, row.link) for row in waiting] == [
        (f"{cast.satusuo.name}, {cast.keksila.name}", f"/introduction?id={made.id}")
    ]
    actor = cast.fanni
    queries.statements.clear()
    introductions.listed(session, actor)
    few = len(queries)
    for _ in range(3):
        introductions.withdraw(session, actor, propose(session, cast, three[:2]).id)
    session.expire_all()
    queries.statements.clear()
    assert len(introductions.listed(session, actor).rows) == 4
    assert len(queries) == few
    assert len(introductions.listed(session, actor, municipality="309").rows) == 1
