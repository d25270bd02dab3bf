"""Advice: who knows of a case, what the others may know, and how it goes from a question to an end."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models import (
    AdviceCase,
    AdviceChannel,
    AdviceFile,
    AdviceMessage,
    AdviceReading,
    AdviceReadingOf,
    AdviceSeat,
    AdviceState,
    AssociationMember,
    Conflict,
    Forbidden,
    Invalid,
    JournalEntry,
    Kind,
    Mail,
    MembershipState,
    NotFound,
    Notice,
    ServiceRole,
    WorkspaceError,
    WrongState,
    now,
    today,
)
from services import advice
from services.actors import Actor
from services.advice import Notes
from services.settings import settings
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.advice_world import (
    CONTENT,
    MINUTES,
    OUTCOME,
    PLAIN,
    SAID,
    TOPIC,
    World,
    a_case,
    ask,
    outsiders,
    slots,
    typed,
)

WHO = ("visitor", "sami", "veera", "eero", "aino", "fanni", "fiia", "frans", "arvo")
# Requester, colleague who was let in, adviser.
INSIDE = {"aino", "eero", "fanni"}
Act = Callable[[Session, Actor, World], Any]

# Each act with an open case, and whose it is; nobody outside learns that the case is there.
ACTS: dict[str, tuple[Act, set[str]]] = {
    "read": (lambda s, who, w: advice.read(s, who, w.case.id), INSIDE),
    "open a file": (lambda s, who, w: advice.open_file(s, who, w.file.id), INSIDE),
    "calendar": (lambda s, who, w: advice.ics(s, who, w.case.id, "Aika"), INSIDE),
    "say": (lambda s, who, w: advice.say(s, who, w.case.id, "Kiitos."), INSIDE),
    "add a file": (lambda s, who, w: advice.add_file(s, who, w.case.id, "a.csv", b"a;b\n"), INSIDE),
    "free times": (lambda s, who, w: advice.free(s, who, w.case.id), INSIDE),
    "book": (lambda s, who, w: advice.book(s, who, w.case.id, w.free.id), {"aino", "fanni"}),
    "unbook": (lambda s, who, w: advice.unbook(s, who, w.case.id), {"aino", "fanni"}),
    "note": (
        lambda s, who, w: advice.note(s, who, w.case.id, Notes(), number=w.case.notes_number),
        {"fanni"},
    ),
    "answer": (
        lambda s, who, w: advice.answer(s, who, w.case.id, OUTCOME, Notes(), number=w.case.notes_number),
        {"fanni"},
    ),
    "close": (lambda s, who, w: advice.close(s, who, w.case.id), {"aino", "fanni"}),
    "members": (lambda s, who, w: advice.members(s, who, w.case.id), {"aino"}),
    "uninvite": (lambda s, who, w: advice.uninvite(s, who, w.case.id, _guest(s, w)), {"aino"}),
    "colleagues": (lambda s, who, w: advice.colleagues(s, who, w.case.id), {"fanni"}),
    "leave": (lambda s, who, w: advice.leave(s, who, w.case.id), {"eero", "fanni"}),
    "take": (lambda s, who, w: advice.take(s, who, w.case.id), set()),
    "remove the file": (lambda s, who, w: advice.remove_file(s, who, w.file.id), {"aino"}),
}


def _guest(session: Session, world: World) -> int:
    query = select(AdviceSeat.person_id).where(
        AdviceSeat.case_id == world.case.id, AdviceSeat.role == "guest"
    )
    return session.exec(query).one()


def refused(session: Session, act: Callable[[], Any]) -> str:
    """The class of the refusal; nothing stays of what was done."""
    point = session.begin_nested()
    try:
        act()
    except WorkspaceError as error:
        return type(error).__name__
    finally:
        point.rollback()
        session.expire_all()
    return ""


def test_each_act_is_its_seats_and_for_others_the_case_is_not_there(session: Session, cast: Cast) -> None:
    world = a_case(cast)
    people = {who: getattr(cast, who) for who in WHO}

    for name, (act, allowed) in ACTS.items():
        found = {who: refused(session, partial(act, session, people[who], world)) for who in WHO}

        assert {who for who in WHO if found[who] == ""} == allowed, name
        assert {found[who] for who in WHO if who not in INSIDE} == {"NotFound"}, name
        if name not in ("take", "remove the file"):
            assert {found[who] for who in INSIDE - allowed} <= {"Forbidden"}, name


def test_lists_show_a_case_to_its_people_alone(session: Session, cast: Cast) -> None:
    a_case(cast)

    seen = {who for who in WHO if advice.of(session, getattr(cast, who)).rows}

    assert seen == INSIDE
    (card,) = advice.of(session, cast.eero).rows
    assert (card.topic, card.state) == (TOPIC, AdviceState.SCHEDULED)


def test_the_queue_tells_a_facilitator_nothing_but_place_channel_and_time(
    session: Session, cast: Cast
) -> None:
    outsiders(cast)
    case = ask(cast)

    (row,) = advice.queue(session, cast.fiia).rows
    (own,) = advice.queue(session, cast.frans).rows

    assert vars(row) == {
        "id": case.id,
        "municipality": "176",
        "channel": AdviceChannel.PHONE,
        "since": case.waiting_since,
        "may_take": True,
    }
    assert not own.may_take
    for who in ("visitor", "aino", "sami", "arvo"):
        with pytest.raises(NotFound):
            advice.queue(session, getattr(cast, who))
    # Before it is taken its words are no facilitator's.
    with pytest.raises(NotFound):
        advice.read(session, cast.fiia, case.id)


def test_one_facilitator_takes_it_and_it_leaves_the_others_sight(session: Session, cast: Cast) -> None:
    outsiders(cast)
    case = ask(cast)
    with pytest.raises(Forbidden):
        advice.take(session, cast.frans, case.id)

    advice.take(session, cast.fanni, case.id)

    assert advice.read(session, cast.fanni, case.id).words.topic == TOPIC
    assert advice.queue(session, cast.fiia).rows == []
    with pytest.raises(NotFound) as late:
        advice.take(session, cast.fiia, case.id)
    with pytest.raises(NotFound) as never:
        advice.take(session, cast.fiia, 987654)
    assert late.value.key == never.value.key == "advice_taken"


def test_an_adviser_brings_a_colleague_in_and_leaves_but_none_of_the_own_association(
    session: Session, cast: Cast
) -> None:
    world = a_case(cast)
    assert [each.name for each in advice.colleagues(session, cast.fanni, world.case.id)] == ["Fiia"]
    with pytest.raises(Invalid):
        advice.add_adviser(session, cast.fanni, world.case.id, cast.frans.id)

    advice.add_adviser(session, cast.fanni, world.case.id, cast.fiia.id)
    advice.leave(session, cast.fanni, world.case.id)
    advice.leave(session, cast.fiia, world.case.id)

    # Fanni's time is free again, and the case waits for somebody.
    assert world.case.state == AdviceState.REQUESTED
    assert [row.id for row in advice.queue(session, cast.fanni).rows] == [world.case.id]
    assert {slot.id for slot in advice.free(session, cast.aino, world.case.id)} == {
        world.booked.id,
        world.free.id,
    }


def test_a_seat_ends_with_what_it_stands_on(session: Session, cast: Cast) -> None:
    world = a_case(cast)
    rows = session.exec(select(AssociationMember).where(AssociationMember.person_id == cast.eero.id))
    rows.one().state = MembershipState.LEFT
    cast.people["fanni"].role = ServiceRole.MEMBER
    session.flush()

    for who in ("eero", "fanni"):
        with pytest.raises(NotFound):
            advice.read(session, getattr(cast, who), world.case.id)
    assert [seat.name for seat in advice.read(session, cast.aino, world.case.id).seats] == ["Aino"]
    assert [row.id for row in advice.queue(session, cast.fiia).rows] == [world.case.id]


def test_the_requester_lets_colleagues_in_and_out(session: Session, cast: Cast) -> None:
    case = ask(cast)
    assert {each.name for each in advice.members(session, cast.aino, case.id)} == {"Eero", "Frans", "Veera"}
    with pytest.raises(Invalid):
        advice.invite(session, cast.aino, case.id, cast.sami.id)

    advice.invite(session, cast.aino, case.id, cast.veera.id)
    inside = advice.read(session, cast.veera, case.id).words.topic
    advice.uninvite(session, cast.aino, case.id, cast.veera.id)

    assert inside == TOPIC
    with pytest.raises(NotFound):
        advice.read(session, cast.veera, case.id)


def test_a_case_from_the_question_to_the_end_and_back(session: Session, cast: Cast) -> None:
    world = a_case(cast)
    case = world.case
    notes = Notes(minutes=MINUTES, follow_up_on=today() + timedelta(days=14))
    seen = case.notes_number

    advice.answer(session, cast.fanni, case.id, OUTCOME, notes, number=seen)
    with pytest.raises(Conflict):
        advice.note(session, cast.fanni, case.id, Notes(minutes="Vanha"), number=seen)
    answered = advice.read(session, cast.aino, case.id)
    advice.close(session, cast.aino, case.id)
    with pytest.raises(WrongState):
        advice.say(session, cast.aino, case.id, "Vielä yksi asia.")
    closed = case.closed_at
    advice.reopen(session, cast.aino, case.id)

    assert (answered.state, answered.words.outcome, answered.words.minutes) == (
        AdviceState.ANSWERED,
        OUTCOME,
        MINUTES,
    )
    assert (answered.follow_up_on, closed is not None) == (notes.follow_up_on, True)
    assert (case.state, case.closed_at) == (AdviceState.REQUESTED, None)
    # The time to come was given back.
    assert world.booked.id in {slot.id for slot in advice.free(session, cast.aino, case.id)}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": " "}, "topic"),
        ({"topic": "a" * 161}, "topic"),
        ({"municipality": ""}, "municipality"),
        ({"municipality": "999"}, "municipality"),
        ({"body": "131052-308T"}, "body"),
        ({"contact": "a" * 201}, "contact"),
    ],
)
def test_what_does_not_hold_is_refused_beside_its_field(
    session: Session, cast: Cast, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as error:
        ask(cast, **changes)

    assert error.value.field == field


def test_a_double_click_asks_once_and_says_once(session: Session, cast: Cast) -> None:
    first, second = ask(cast), ask(cast)
    said = [advice.say(session, cast.aino, first.id, SAID).id for _ in range(2)]
    sent = [advice.add_file(session, cast.aino, first.id, "a.csv", b"a;b\n").id for _ in range(2)]

    assert first.id == second.id
    assert (len(set(said)), len(set(sent))) == (1, 1)


def test_nobody_holds_more_open_cases_than_they_can_have_at_heart(session: Session, cast: Cast) -> None:
    for number in range(10):
        ask(cast, topic=f"Asia {number}")

    with pytest.raises(Conflict):
        ask(cast, topic="Vielä yksi")


def test_who_has_not_confirmed_the_address_asks_later(session: Session, cast: Cast) -> None:
    cast.people["uuno"].verified_at = None

    with pytest.raises(Forbidden):
        ask(cast, "uuno")
    with pytest.raises(Forbidden):
        ask(cast, "visitor")


def test_somebody_without_an_association_asks_for_themselves(session: Session, cast: Cast) -> None:
    case = ask(cast, "uuno")

    assert case.association_id is None
    assert advice.members(session, cast.uuno, case.id) == []


def test_times_are_offered_one_after_the_other_and_never_twice(session: Session, cast: Cast) -> None:
    at = now() + timedelta(days=1)
    made = advice.offer(session, cast.fanni, at, at + timedelta(minutes=100), minutes=45, place="Toimisto")

    assert [slot.starts_at for slot in made] == [at, at + timedelta(minutes=45)]
    for starts, ends, minutes, field in (
        (at + timedelta(minutes=30), at + timedelta(hours=3), 60, "starts_at"),
        (now() - timedelta(hours=1), now() + timedelta(hours=1), 60, "starts_at"),
        (at + timedelta(days=1), at + timedelta(days=1, minutes=20), 30, "ends_at"),
        (at + timedelta(days=1), at + timedelta(days=3), 30, "ends_at"),
        (at + timedelta(days=1), at + timedelta(days=2), 5, "minutes"),
    ):
        with pytest.raises(Invalid) as error:
            advice.offer(session, cast.fanni, starts, ends, minutes=minutes)
        assert error.value.field == field
    with pytest.raises(Forbidden):
        advice.offer(session, cast.aino, at, at + timedelta(hours=1), minutes=60)


def test_a_time_is_one_cases(session: Session, cast: Cast) -> None:
    world = a_case(cast)
    other = ask(cast, "sami")

    assert world.booked.id not in {slot.id for slot in advice.free(session, cast.sami)}
    with pytest.raises(Conflict):
        advice.book(session, cast.sami, other.id, world.booked.id)
    with pytest.raises(WrongState):
        advice.withdraw(session, cast.fanni, world.booked.id)
    with pytest.raises(NotFound):
        advice.withdraw(session, cast.fiia, world.free.id)
    advice.withdraw(session, cast.fanni, world.free.id)

    assert [(slot.id, slot.case_id) for slot in advice.mine(session, cast.fanni)] == [
        (world.booked.id, world.case.id)
    ]


def test_another_time_gives_the_first_one_back(session: Session, cast: Cast) -> None:
    world = a_case(cast)

    advice.book(session, cast.aino, world.case.id, world.free.id)

    assert {slot.id for slot in advice.free(session, cast.aino, world.case.id)} == {world.booked.id}
    found = advice.read(session, cast.aino, world.case.id).slot
    assert found is not None
    assert found.id == world.free.id


def test_nobody_books_the_times_of_their_own_association_nor_of_who_does_not_advise_the_case(
    session: Session, cast: Cast
) -> None:
    world = a_case(cast)
    (own,) = slots(cast, "frans", days=5)
    (other,) = slots(cast, "fiia", days=6)
    fresh = ask(cast, topic="Toinen asia")

    assert {slot.adviser for slot in advice.free(session, cast.aino)} == {"Fanni", "Fiia"}
    assert {slot.adviser for slot in advice.free(session, cast.aino, world.case.id)} == {"Fanni"}
    for case, slot in ((fresh, own), (world.case, other)):
        with pytest.raises(Conflict):
            advice.book(session, cast.aino, case.id, slot.id)


def test_a_question_comes_with_its_time_or_not_at_all(session: Session, cast: Cast) -> None:
    (slot,) = slots(cast)
    case = advice.ask(session, cast.aino, typed(), slot_id=slot.id)

    assert case.state == AdviceState.SCHEDULED
    assert [seat.name for seat in advice.read(session, cast.aino, case.id).seats] == ["Aino", "Fanni"]
    assert refused(session, lambda: advice.ask(session, cast.sami, typed(), slot_id=slot.id)) == "Conflict"


def test_each_opening_is_written_down_and_shown_to_the_requester(
    session: Session, cast: Cast, clock: Clock
) -> None:
    world = a_case(cast)
    for _ in range(3):
        advice.read(session, cast.fanni, world.case.id)
        clock.at += timedelta(minutes=4)
    advice.open_file(session, cast.eero, world.file.id)
    advice.ics(session, cast.fanni, world.case.id, "Aika")
    clock.at += timedelta(hours=1)
    advice.read(session, cast.fanni, world.case.id)

    seen = [(each.who, each.what) for each in advice.read(session, cast.aino, world.case.id).readings]

    case, file, calendar = AdviceReadingOf
    assert seen == [("Aino", case), ("Fanni", case), ("Fanni", calendar), ("Eero", file), ("Fanni", case)]
    assert advice.read(session, cast.fanni, world.case.id).readings == []


def test_a_refused_opening_is_no_reading(session: Session, cast: Cast) -> None:
    world = a_case(cast)
    for who in ("arvo", "fiia", "sami"):
        refused(session, partial(advice.open_file, session, getattr(cast, who), world.file.id))

    assert session.exec(select(AdviceReading)).all() == []


def test_the_admin_learns_how_many_and_nothing_else(session: Session, cast: Cast) -> None:
    a_case(cast)
    ask(cast, "sami")

    found = advice.counts(session, cast.arvo)

    assert (found.states[AdviceState.SCHEDULED], found.states[AdviceState.REQUESTED], found.waiting) == (
        1,
        1,
        1,
    )
    for who in ("visitor", "aino"):
        with pytest.raises(NotFound):
            advice.counts(session, getattr(cast, who))


def test_journal_notices_and_mails_hold_counts_and_links_but_no_word(session: Session, cast: Cast) -> None:
    world = a_case(cast)
    advice.answer(session, cast.fanni, world.case.id, OUTCOME, Notes(), number=world.case.notes_number)
    advice.close(session, cast.fanni, world.case.id)

    query = select(JournalEntry).where(JournalEntry.kind == Kind.ADVICE)
    steps = session.exec(query.order_by(col(JournalEntry.id))).all()
    told = session.exec(select(Notice).where(Notice.kind == Kind.ADVICE)).all()
    mails = session.exec(select(Mail)).all()

    assert [step.action for step in steps if step.action in ("ask", "answer", "close")] == [
        "ask",
        "answer",
        "close",
    ]
    assert {(step.association_id, step.why) for step in steps} == {(cast.satusuo.id, "176 phone")}
    assert told
    assert mails
    assert {str(notice.params) for notice in told} == {str(mail.params) for mail in mails} == {"{}"}
    assert {mail.link for mail in mails} == {"/advice?show=queue", f"/advice_case?id={world.case.id}"}
    assert not [word for word in PLAIN if word in repr([*steps, *told, *mails])]


def test_what_is_closed_for_long_is_deleted_after_a_warning_and_still_counted(
    session: Session, cast: Cast, clock: Clock
) -> None:
    world = a_case(cast)
    case_id, blob = world.case.id, world.file.sha256
    advice.close(session, cast.aino, case_id)
    kept = timedelta(days=settings().advice_kept_days)

    clock.at += kept - advice.WARNED_BEFORE - timedelta(days=1)
    early = (advice.warn_due(session), advice.delete_due(session))
    clock.at += timedelta(days=2)
    warned = (advice.warn_due(session), advice.warn_due(session), advice.delete_due(session))
    clock.at += advice.WARNED_BEFORE
    gone = advice.delete_due(session)

    assert early == (0, [])
    assert warned == (1, 0, [])
    assert gone == [blob]
    tables: tuple[Any, ...] = (AdviceCase, AdviceSeat, AdviceMessage, AdviceFile, AdviceReading)
    assert [len(session.exec(select(table)).all()) for table in tables] == [0] * 5
    assert session.exec(select(Notice).where(Notice.kind == Kind.ADVICE)).all() == []
    last = session.exec(select(JournalEntry).order_by(col(JournalEntry.id).desc())).first()
    assert last is not None
    assert (last.action, last.association_id, last.why) == ("delete", cast.satusuo.id, "176 phone")


def test_a_case_that_was_never_warned_of_is_not_deleted(session: Session, cast: Cast, clock: Clock) -> None:
    case = ask(cast)
    advice.close(session, cast.aino, case.id)
    clock.at += timedelta(days=5000)

    at_once = (advice.delete_due(session), advice.warn_due(session), advice.delete_due(session))
    advice.reopen(session, cast.aino, case.id)
    clock.at += timedelta(days=5000)

    assert at_once == ([], 1, [])
    assert advice.delete_due(session) == []


def test_advisers_are_reminded_once_of_what_they_meant_to_come_back_to(
    session: Session, cast: Cast, clock: Clock
) -> None:
    world = a_case(cast)
    notes = Notes(follow_up_on=today() + timedelta(days=7))
    advice.note(session, cast.fanni, world.case.id, notes, number=world.case.notes_number)
    past = Notes(follow_up_on=today() - timedelta(days=1))
    with pytest.raises(Invalid):
        advice.note(session, cast.fanni, world.case.id, past, number=world.case.notes_number)

    early = advice.follow_up_due(session)
    clock.at += timedelta(days=7)
    due = (advice.follow_up_due(session), advice.follow_up_due(session))

    assert (early, due) == (0, (1, 0))
    told = session.exec(select(Notice.person_id).where(Notice.key == "advice_follow_up")).all()
    assert told == [cast.fanni.id]


def test_the_number_of_questions_does_not_grow_with_the_talk(
    session: Session, cast: Cast, queries: Queries
) -> None:
    world = a_case(cast)
    aino, fanni = cast.aino, cast.fanni

    def asked() -> int:
        session.flush()
        session.expunge_all()
        queries.statements.clear()
        advice.read(session, aino, world.case.id)
        advice.of(session, aino)
        return len(queries)

    asked()
    few = asked()
    for number in range(7):
        advice.say(session, fanni, world.case.id, f"Viesti {number}")
        advice.ask(session, aino, typed(topic=f"Asia {number}"))

    assert asked() == few
    assert advice.open_file(session, cast.eero, world.file.id).content == CONTENT
