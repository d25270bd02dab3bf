from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    PARTNER_REQUEST_LIFECYCLE,
    AssociationState,
    AssociationTag,
    Conflict,
    Forbidden,
    IdeaNeed,
    IdeaState,
    ImplementerRole,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    NotFound,
    Notice,
    PartnerRequest,
    PartnerRequestAction,
    PartnerRequestState,
    Person,
    RequestDirection,
    RequestMessage,
    RequestNeed,
    TagKind,
    WithdrawReason,
    WorkspaceError,
    WrongState,
)
from services import ideas, partner_requests
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.request_world import REPLY_BY, invite, make_idea, need_ids, offer

Action, State = PartnerRequestAction, PartnerRequestState

pytestmark = pytest.mark.usefixtures("clock")


def told(session: Session, key: str) -> list[str]:
    return sorted(
        session.exec(
            select(Person.name).join(Notice, col(Notice.person_id) == Person.id).where(Notice.key == key)
        )
    )


# Sending


def test_invitation_keeps_the_words_of_the_day(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)

    request = invite(session, cast, idea)
    session.exec(select(IdeaNeed).where(IdeaNeed.words == "Ryhmänohjaaja")).one().words = "Muuta"

    kept = session.exec(select(RequestNeed).where(RequestNeed.request_id == request.id)).one()
    assert (request.direction, request.state, request.sent_by) == (
        RequestDirection.INVITATION,
        State.SENT,
        cast.aino.id,
    )
    assert (kept.competence, kept.words) == ("ohjaus", "Ryhmänohjaaja")


def test_invitation_is_told_to_the_receivers_writers_by_mail_with_the_link(
    session: Session, cast: Cast
) -> None:
    request = invite(session, cast, make_idea(session, cast))

    mail = session.exec(select(Mail)).one()
    assert told(session, "partner_request_invitation") == ["Pekka"]
    assert (mail.address, mail.link) == ("pekka@example.org", f"/request?id={request.id}")


def test_offer_is_told_to_the_ideas_writers_and_not_to_its_viewer(session: Session, cast: Cast) -> None:
    request = offer(session, cast, make_idea(session, cast))

    assert request.direction == RequestDirection.OFFER
    assert told(session, "partner_request_offer") == ["Aino", "Eero", "Frans"]


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"reply_by": date(2026, 9, 1)}, Invalid, "reply_by"),
        ({"reply_by": date(2027, 9, 2)}, Invalid, "reply_by"),
        ({"hours": 0}, Invalid, "hours"),
        ({"hours": 10_001}, Invalid, "hours"),
        ({"words": " "}, Invalid, "words"),
        ({"words": "x" * 2001}, Invalid, "words"),
        ({"words": "Hetu on 131052-308T"}, Invalid, "words"),
        ({"need_ids": [987654]}, Invalid, "needs"),
        ({"to_association_id": 987654}, NotFound, ""),
        ({"to_association_id": None}, NotFound, ""),
    ],
)
def test_letter_that_does_not_hold_is_refused(
    session: Session, cast: Cast, changes: dict[str, Any], refusal: type[WorkspaceError], field: str
) -> None:
    idea = make_idea(session, cast)

    with pytest.raises(refusal) as caught:
        invite(session, cast, idea, **changes)

    assert getattr(caught.value, "field", "") == field
    assert session.exec(select(PartnerRequest)).all() == []


@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2027, 9, 1)])
def test_reply_by_may_be_tomorrow_and_a_year_away(session: Session, cast: Cast, day: date) -> None:
    assert invite(session, cast, make_idea(session, cast), reply_by=day).reply_by == day


@pytest.mark.parametrize("who", ["veera", "fanni", "arvo", "sami", "pekka", "uuno"])
def test_only_a_writer_of_the_sender_sends(session: Session, cast: Cast, who: str) -> None:
    idea = make_idea(session, cast)

    with pytest.raises(Forbidden):
        partner_requests.send(
            session,
            getattr(cast, who),
            idea.id,
            to_association_id=cast.toivonsilta.id,
            role=ImplementerRole.LEAD,
            reply_by=REPLY_BY,
            need_ids=[],
            words="Hei",
        )


def test_visitor_finds_no_idea_to_write_about(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)

    with pytest.raises(NotFound):
        partner_requests.letterhead(session, cast.visitor, idea.id)


def test_unverified_association_does_not_send(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    cast.satusuo.state = AssociationState.PENDING
    session.flush()

    with pytest.raises(Forbidden) as caught:
        invite(session, cast, idea)

    assert caught.value.key == "request_sender_unverified"


def test_unverified_association_is_not_asked(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    cast.toivonsilta.state = AssociationState.PENDING
    session.flush()

    with pytest.raises(NotFound):
        invite(session, cast, idea)


@pytest.mark.parametrize("state", [state for state in IdeaState if state != IdeaState.PUBLISHED])
def test_only_a_published_idea_takes_partners(session: Session, cast: Cast, state: IdeaState) -> None:
    idea = make_idea(session, cast, state)

    with pytest.raises(WrongState):
        invite(session, cast, idea)


def test_one_request_at_a_time_whoever_starts(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    offer(session, cast, idea)

    with pytest.raises(Conflict) as caught:
        invite(session, cast, idea, to_association_id=cast.keksila.id)

    assert caught.value.key == "request_open_already"


def test_accepted_partner_is_not_asked_again(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    partner_requests.accept(session, cast.pekka, invite(session, cast, idea).id)

    with pytest.raises(Conflict) as caught:
        invite(session, cast, idea)

    assert caught.value.key == "request_accepted_already"


def test_declined_partner_may_be_asked_again(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    partner_requests.decline(session, cast.pekka, invite(session, cast, idea).id, "Ei ehditä")

    assert invite(session, cast, idea).state == State.SENT


@pytest.mark.parametrize("role", [ImplementerRole.LEAD, ImplementerRole.CO_IMPLEMENTER])
def test_unregistered_group_is_no_implementer(session: Session, cast: Cast, role: ImplementerRole) -> None:
    idea = make_idea(session, cast)
    cast.toivonsilta.registered = False
    session.flush()

    with pytest.raises(Invalid) as caught:
        invite(session, cast, idea, role=role)

    assert (caught.value.key, caught.value.field) == ("request_role_unregistered", "role")


def test_unregistered_group_is_a_cooperation_partner(session: Session, cast: Cast) -> None:
    cast.toivonsilta.registered = False
    session.flush()

    request = invite(session, cast, make_idea(session, cast), role=ImplementerRole.COOPERATION_PARTNER)

    assert request.state == State.SENT


def test_second_lead_is_refused_when_it_accepts(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    first = invite(session, cast, idea, role=ImplementerRole.LEAD)
    second = offer(session, cast, idea, role=ImplementerRole.LEAD)
    partner_requests.accept(session, cast.pekka, first.id)

    with pytest.raises(Invalid) as caught:
        partner_requests.accept(session, cast.aino, second.id)

    assert caught.value.key == "request_lead_taken"
    assert second.state == State.SENT


# The form


def test_letterhead_of_the_ideas_own_people_is_an_invitation(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)

    head = partner_requests.letterhead(session, cast.aino, idea.id, cast.toivonsilta.id)

    assert (head.direction, head.partner_id) == (RequestDirection.INVITATION, cast.toivonsilta.id)
    assert [need.id for need in head.needs] == need_ids(session, idea)
    assert head.reply_by == date(2026, 9, 29)


def test_letterhead_marks_what_the_partner_offers(session: Session, cast: Cast) -> None:
    session.add(AssociationTag(association_id=cast.toivonsilta.id, kind=TagKind.COMPETENCE, slug="keittio"))
    session.flush()

    head = partner_requests.letterhead(session, cast.aino, make_idea(session, cast).id, cast.toivonsilta.id)

    assert [(need.competence, need.offered) for need in head.needs] == [("ohjaus", False), ("keittio", True)]


def test_letterhead_of_others_is_their_offer(session: Session, cast: Cast) -> None:
    head = partner_requests.letterhead(session, cast.sami, make_idea(session, cast).id)

    assert (head.direction, head.partner_id) == (RequestDirection.OFFER, cast.keksila.id)


def test_letterhead_of_somebody_without_an_association_names_no_partner(session: Session, cast: Cast) -> None:
    head = partner_requests.letterhead(session, cast.uuno, make_idea(session, cast).id)

    assert head.partner_id is None


def test_letterhead_of_an_unregistered_partner_offers_one_role(session: Session, cast: Cast) -> None:
    cast.toivonsilta.registered = False
    session.flush()

    head = partner_requests.letterhead(session, cast.aino, make_idea(session, cast).id, cast.toivonsilta.id)

    assert head.roles == [ImplementerRole.COOPERATION_PARTNER]


# Answering: who × action × state

RECEIVER, SENDER = {"pekka"}, {"aino", "eero", "frans"}
EVERYBODY = ("aino", "eero", "frans", "veera", "pekka", "sami", "uuno", "fanni", "arvo", "visitor")
MAY = {
    Action.ASK: RECEIVER,
    Action.ACCEPT: RECEIVER,
    Action.DECLINE: RECEIVER,
    Action.REPLY: SENDER,
    Action.WITHDRAW: SENDER,
    Action.EXPIRE: set[str](),
    # They follow from what happens in the plan.
    Action.LEAVE: set[str](),
    Action.COME_BACK: set[str](),
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_who_may_do_what_in_which_state(
    session: Session, cast: Cast, action: PartnerRequestAction, state: PartnerRequestState
) -> None:
    request = invite(session, cast, make_idea(session, cast))
    request.state = state
    exists = (state, action) in PARTNER_REQUEST_LIFECYCLE.steps

    able = {who for who in EVERYBODY if partner_requests.may(getattr(cast, who), action, request)}
    offered = {
        who for who in EVERYBODY if action in partner_requests.actions_for(getattr(cast, who), request)
    }

    assert able == MAY[action]
    assert offered == (MAY[action] if exists else set())


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("aino", True),
        ("veera", True),
        ("pekka", True),
        ("fanni", True),
        ("frans", True),
        ("sami", False),
        ("uuno", False),
        ("arvo", False),
        ("visitor", False),
    ],
)
def test_both_sides_and_facilitators_read(session: Session, cast: Cast, who: str, sees: bool) -> None:
    request = invite(session, cast, make_idea(session, cast))

    if sees:
        assert partner_requests.view(session, getattr(cast, who), request.id).words == "Lähtisittekö mukaan?"
    else:
        with pytest.raises(NotFound):
            partner_requests.view(session, getattr(cast, who), request.id)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("sami", NotFound),
        ("visitor", NotFound),
        ("arvo", NotFound),
        ("aino", Forbidden),
        ("fanni", Forbidden),
    ],
)
def test_others_do_not_accept(session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]) -> None:
    request = invite(session, cast, make_idea(session, cast))

    with pytest.raises(refusal):
        partner_requests.accept(session, getattr(cast, who), request.id)

    assert request.state == State.SENT


def test_question_and_answer_pass_the_turn(session: Session, cast: Cast) -> None:
    request = invite(session, cast, make_idea(session, cast))

    partner_requests.ask(session, cast.pekka, request.id, "Montako kertaa viikossa?")
    asked = partner_requests.view(session, cast.aino, request.id)
    partner_requests.reply(session, cast.aino, request.id, "Kerran.")
    answered = partner_requests.view(session, cast.pekka, request.id)

    assert (asked.card.my_turn, asked.card.state) == (True, State.QUESTION)
    assert (answered.card.my_turn, answered.card.state) == (True, State.SENT)
    assert [(message.author, message.body) for message in answered.messages] == [
        ("Pekka", "Montako kertaa viikossa?"),
        ("Aino", "Kerran."),
    ]
    assert told(session, "partner_request_ask") == ["Aino", "Eero", "Frans"]
    assert told(session, "partner_request_reply") == ["Pekka"]


def test_yes_is_kept_and_told_to_both_sides(session: Session, cast: Cast, clock: Clock) -> None:
    request = invite(session, cast, make_idea(session, cast))
    clock.at += timedelta(days=2)

    partner_requests.accept(session, cast.pekka, request.id)

    assert (request.state, request.answered_by, request.answered_at) == (
        State.ACCEPTED,
        cast.pekka.id,
        clock.at,
    )
    assert told(session, "partner_request_accept") == ["Aino", "Eero", "Frans"]
    assert [
        (promise.name, promise.competences) for promise in partner_requests.accepted(session, request.idea_id)
    ] == [("Toivonsillan kriisituki ry", frozenset({"ohjaus"}))]


def test_second_click_on_accept_changes_nothing(session: Session, cast: Cast) -> None:
    request = invite(session, cast, make_idea(session, cast))
    partner_requests.accept(session, cast.pekka, request.id)

    with pytest.raises(WrongState):
        partner_requests.accept(session, cast.pekka, request.id)

    assert told(session, "partner_request_accept") == ["Aino", "Eero", "Frans"]


def test_yes_to_a_withdrawn_idea_is_refused(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    request = invite(session, cast, idea)
    idea.state = IdeaState.WITHDRAWN
    session.flush()

    with pytest.raises(WrongState) as caught:
        partner_requests.accept(session, cast.pekka, request.id)

    assert caught.value.key == "request_idea_closed"


def test_archived_association_can_decline_and_not_accept(session: Session, cast: Cast) -> None:
    request = invite(session, cast, make_idea(session, cast))
    cast.toivonsilta.state = AssociationState.ARCHIVED
    session.flush()

    with pytest.raises(Forbidden):
        partner_requests.accept(session, cast.pekka, request.id)
    partner_requests.decline(session, cast.pekka, request.id, "Yhdistys on lopettanut.")

    assert request.state == State.DECLINED


def test_no_needs_a_reason_and_keeps_it(session: Session, cast: Cast) -> None:
    request = invite(session, cast, make_idea(session, cast))

    with pytest.raises(Invalid) as caught:
        partner_requests.decline(session, cast.pekka, request.id, " ")
    partner_requests.decline(session, cast.pekka, request.id, "Kädet täynnä tänä vuonna.")

    assert caught.value.field == "reason"
    assert (request.state, request.reason) == (State.DECLINED, "Kädet täynnä tänä vuonna.")
    assert told(session, "partner_request_decline") == ["Aino", "Eero", "Frans"]


def test_withdrawing_is_told_to_the_receiver(session: Session, cast: Cast) -> None:
    request = invite(session, cast, make_idea(session, cast))

    partner_requests.withdraw(session, cast.eero, request.id)

    assert request.state == State.WITHDRAWN
    assert told(session, "partner_request_withdraw") == ["Pekka"]


@pytest.mark.parametrize("text", ["", "x" * 2001])
def test_empty_or_overlong_question_leaves_nothing_behind(session: Session, cast: Cast, text: str) -> None:
    request = invite(session, cast, make_idea(session, cast))

    with pytest.raises(Invalid) as caught:
        partner_requests.ask(session, cast.pekka, request.id, text)

    assert (caught.value.field, request.state) == ("message", State.SENT)
    assert session.exec(select(RequestMessage)).all() == []


def test_every_step_is_in_the_journal(session: Session, cast: Cast) -> None:
    request = invite(session, cast, make_idea(session, cast))
    partner_requests.ask(session, cast.pekka, request.id, "Milloin?")
    partner_requests.reply(session, cast.aino, request.id, "Syksyllä.")
    partner_requests.accept(session, cast.pekka, request.id)

    rows = session.exec(
        select(JournalEntry).where(JournalEntry.kind == Kind.PARTNER_REQUEST).order_by(col(JournalEntry.id))
    )

    assert [(row.action, row.before, row.after) for row in rows] == [
        ("send", "", "sent"),
        ("ask", "sent", "question"),
        ("reply", "question", "sent"),
        ("accept", "sent", "accepted"),
    ]


# The clock


def test_request_expires_when_its_day_is_over_in_finland(session: Session, cast: Cast, clock: Clock) -> None:
    request = invite(session, cast, make_idea(session, cast))
    # 20:59 UTC is 23:59 in Finland, still the last day.
    clock.at = clock.at.replace(day=15, hour=20, minute=59)
    early = partner_requests.expire_due(session)
    clock.at += timedelta(minutes=1)

    late = partner_requests.expire_due(session)

    assert (early, late, partner_requests.expire_due(session)) == (0, 1, 0)
    entry = session.exec(select(JournalEntry).where(JournalEntry.action == Action.EXPIRE)).one()
    assert (request.state, entry.actor_id) == (State.EXPIRED, None)
    assert told(session, "partner_request_expire") == ["Aino", "Eero", "Frans", "Pekka"]


def test_answered_request_does_not_expire(session: Session, cast: Cast, clock: Clock) -> None:
    request = invite(session, cast, make_idea(session, cast))
    partner_requests.accept(session, cast.pekka, request.id)
    clock.at += timedelta(days=60)

    assert partner_requests.expire_due(session) == 0
    assert request.state == State.ACCEPTED


def test_reminder_comes_three_days_before_and_once(session: Session, cast: Cast, clock: Clock) -> None:
    invite(session, cast, make_idea(session, cast))
    clock.at = clock.at.replace(day=11)
    early = partner_requests.remind_due(session)
    clock.at = clock.at.replace(day=12)

    assert (early, partner_requests.remind_due(session), partner_requests.remind_due(session)) == (0, 1, 0)
    assert told(session, "partner_request_remind") == ["Pekka"]


def test_reminder_goes_to_those_whose_turn_it_is(session: Session, cast: Cast, clock: Clock) -> None:
    request = invite(session, cast, make_idea(session, cast))
    partner_requests.ask(session, cast.pekka, request.id, "Milloin?")
    clock.at = clock.at.replace(day=13)

    partner_requests.remind_due(session)

    assert told(session, "partner_request_remind") == ["Aino", "Eero", "Frans"]


# Lists


def test_tabs_hold_what_waits_for_me_what_waits_for_others_and_the_rest(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    asked = invite(session, cast, idea)
    closed = offer(session, cast, idea)
    partner_requests.decline(session, cast.aino, closed.id, "Ei nyt")
    tabs = partner_requests.Tab

    seen = {
        who: {
            tab: [card.id for card in partner_requests.listed(session, getattr(cast, who), tab).rows]
            for tab in tabs
        }
        for who in ("aino", "pekka", "uuno")
    }

    assert seen == {
        "aino": {tabs.TO_ANSWER: [], tabs.WAITING: [asked.id], tabs.CLOSED: [closed.id]},
        "pekka": {tabs.TO_ANSWER: [asked.id], tabs.WAITING: [], tabs.CLOSED: []},
        "uuno": {tabs.TO_ANSWER: [], tabs.WAITING: [], tabs.CLOSED: []},
    }
    assert partner_requests.counts(session, cast.aino) == {
        tabs.TO_ANSWER: 0,
        tabs.WAITING: 1,
        tabs.CLOSED: 1,
    }
    assert [card.id for card in partner_requests.waiting_for(session, cast.pekka)] == [asked.id]


def test_who_was_asked_is_for_the_ideas_own_people(session: Session, cast: Cast) -> None:
    idea = make_idea(session, cast)
    invite(session, cast, idea)

    assert len(partner_requests.standing(session, cast.veera, idea.id)) == 1
    with pytest.raises(NotFound):
        partner_requests.standing(session, cast.sami, idea.id)


@pytest.mark.parametrize("many", [1, 3])
def test_list_asks_as_often_for_three_as_for_one(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    for _ in range(many):
        invite(session, cast, make_idea(session, cast))
    pekka = cast.pekka
    queries.statements.clear()

    page = partner_requests.listed(session, pekka, partner_requests.Tab.TO_ANSWER)

    assert (len(page.rows), len(queries)) == (many, 1)


@pytest.mark.parametrize("many", [1, 3])
def test_letter_asks_as_often_for_three_messages_as_for_one(
    session: Session, cast: Cast, queries: Queries, many: int
) -> None:
    request = invite(session, cast, make_idea(session, cast))
    for _ in range(many):
        partner_requests.ask(session, cast.pekka, request.id, "Milloin?")
        partner_requests.reply(session, cast.aino, request.id, "Pian.")
    pekka = cast.pekka
    session.expunge_all()
    queries.statements.clear()

    partner_requests.view(session, pekka, request.id)

    assert len(queries) <= 6


def test_withdrawn_idea_is_told_to_whoever_was_asked_and_still_read_by_them(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(session, cast)
    invite(session, cast, idea)

    ideas.withdraw(session, cast.aino, idea.id, WithdrawReason.UNFEASIBLE)

    assert told(session, "idea_withdrawn") == ["Pekka"]
    assert ideas.fetch(session, cast.pekka, idea.id).state == "withdrawn"
    with pytest.raises(NotFound):
        ideas.fetch(session, cast.sami, idea.id)


@pytest.mark.parametrize("state", [AssociationState.ARCHIVED, AssociationState.PENDING])
def test_nobody_writes_about_an_idea_whose_association_is_gone(
    session: Session, cast: Cast, clock: Clock, state: AssociationState
) -> None:
    idea = make_idea(session, cast)
    letter = invite(session, cast, idea)
    cast.satusuo.state = state
    session.flush()

    with pytest.raises(WrongState, match="request_idea_closed"):
        offer(session, cast, idea)
    with pytest.raises(NotFound):
        partner_requests.letterhead(session, cast.sami, idea.id)
    with pytest.raises(WrongState, match="request_idea_closed"):
        partner_requests.accept(session, cast.pekka, letter.id)
    assert not ideas.detail(session, cast.sami, idea.id).may_offer
    partner_requests.decline(session, cast.pekka, letter.id, "Yhdistystä ei enää ole.")
