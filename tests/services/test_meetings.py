"""Meetings of groups and plans: called, written down by several hands, approved, and followed up."""

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlmodel import Session, col, select

from models import (
    ActionPoint,
    AgendaItem,
    Conflict,
    Forbidden,
    Group,
    GroupAction,
    Invalid,
    Kind,
    Mail,
    Meeting,
    MeetingSeat,
    MeetingStage,
    NotFound,
    Notice,
    OpenedBecause,
    Plan,
    ReviewState,
    Task,
    TaskAction,
    VisibilityAction,
    WorkspaceError,
    WrongState,
)
from services import groups, meetings, plans, reviews
from services.meetings import MinutesConflict, PointRow, PointWords
from tests.cast import Cast
from tests.conftest import Clock, Queries
from tests.services.circle_world import a_group, a_plan, call, join, meeting_words, propose

EVERYBODY = ["aino", "eero", "veera", "pekka", "sami", "uuno", "fanni", "frans", "arvo", "visitor"]
IN_GROUP = {"aino", "eero", "pekka", "uuno", "fanni", "frans", "arvo"}
IN_PLAN = {"aino", "eero", "veera", "frans", "pekka", "sami"}
WRITERS = {"aino", "eero", "frans", "pekka", "sami"}
DUE = date(2026, 9, 20)


def outcome_of(act: Any, *args: Any, **more: Any) -> str:
    try:
        act(*args, **more)
    except WorkspaceError as error:
        return type(error).__name__
    return "done"


def told(session: Session, cast: Cast, key: str) -> set[str]:
    ids = set(session.exec(select(Notice.person_id).where(Notice.key == key)))
    return {name for name, person in cast.people.items() if person.id in ids}


def items_of(session: Session, meeting: Meeting) -> list[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    return list(session.exec(query.order_by(col(AgendaItem.position))))


def seat_of(session: Session, meeting: Meeting, association_id: int) -> MeetingSeat:
    query = select(MeetingSeat).filter_by(meeting_id=meeting.id, association_id=association_id)
    return session.exec(query).one()


def held(cast: Cast, clock: Clock, place: Group | Plan) -> Meeting:
    """A meeting that is over; Satusuo and Toivonsilta came."""
    meeting = call(cast, place)
    clock.at = meeting.ends_at
    for association in (cast.satusuo, cast.toivonsilta):
        seat = seat_of(cast.session, meeting, association.id)
        meetings.mark(cast.session, cast.aino, seat.id, attended=True, people="Kaksi")
    return meeting


def point(**more: Any) -> PointWords:
    return PointWords(**{"title": "Pyydä tarjous", "due_on": DUE, **more})


def test_who_takes_part_calls_and_reads(session: Session, cast: Cast) -> None:
    group, plan = a_group(cast), a_plan(cast)
    in_group, in_plan = call(cast, group), call(cast, plan)

    for who in EVERYBODY:
        actor = getattr(cast, who)
        found = [
            outcome_of(meetings.view, session, actor, in_group.id),
            outcome_of(meetings.ics, session, actor, in_group.id),
            outcome_of(meetings.of, session, actor, Kind.GROUP, group.id),
            outcome_of(meetings.points_of, session, actor, Kind.GROUP, group.id),
            outcome_of(meetings.view, session, actor, in_plan.id),
            outcome_of(meetings.history, session, actor, in_plan.id),
            outcome_of(meetings.of_tasks, session, actor, plan.id),
        ]
        calls = [outcome_of(call, cast, place, who, title=who) for place in (group, plan)]

        of_group = ["done"] * 2 + ["done"] * 2 if who in IN_GROUP else ["NotFound"] * 2 + ["Forbidden"] * 2
        of_plan = ["done" if who in IN_PLAN else "NotFound"] * 3
        assert found == [*of_group, *of_plan], who
        # A plan's viewers read along; its cooperation partners call meetings like the others.
        in_the_plan = "done" if who in WRITERS else "Forbidden" if who in IN_PLAN else "NotFound"
        assert calls == ["done" if who in IN_GROUP else "Forbidden", in_the_plan], who


@pytest.mark.parametrize("where", ["group", "plan"])
def test_what_each_may_do_with_a_meeting(session: Session, cast: Cast, clock: Clock, where: str) -> None:
    place: Group | Plan = a_group(cast) if where == "group" else a_plan(cast)
    # Pekka called it: his, the host's or the lead's to change; everybody's who takes part to write down.
    meeting = call(cast, place, "pekka", agenda=("Avaus",))
    item = items_of(session, meeting)[0]
    writing = IN_GROUP if where == "group" else WRITERS
    running = (
        {"pekka", "aino", "fanni", "frans", "arvo"}
        if where == "group"
        else {"pekka", "aino", "eero", "frans"}
    )

    for who in EVERYBODY:
        actor = getattr(cast, who)
        known = who in (IN_GROUP if where == "group" else IN_PLAN)
        refused = "Forbidden" if known else "NotFound"
        number = meetings.view(session, cast.aino, meeting.id).items[0].number

        assert outcome_of(meetings.add_item, session, actor, meeting.id, who) == (
            "done" if who in writing else refused
        )
        assert outcome_of(meetings.save_minutes, session, actor, item.id, who, number=number) == (
            "done" if who in writing else refused
        )
        assert outcome_of(
            meetings.edit, session, actor, meeting.id, meeting_words(title=who), version=meeting.version
        ) == ("done" if who in running else refused)
        assert outcome_of(meetings.cancel, session, actor, meeting.id, why=" ") == (
            "Invalid" if who in running else refused
        )
        session.refresh(meeting)


@pytest.mark.parametrize(
    ("typed", "field", "key"),
    [
        ({"title": " "}, "title", "needed"),
        ({"body": "Tunnus 131052-308T"}, "body", "identity_code"),
        ({"place": "", "link": ""}, "place", "event_nowhere"),
        ({"place": "", "link": "javascript:alert(1)"}, "link", "event_link"),
        ({"hours": 0}, "ends_at", "meeting_ends_first"),
        ({"hours": 73}, "ends_at", "meeting_too_long"),
        ({"ago": 380}, "starts_at", "meeting_long_ago"),
        ({"invited": [999999]}, "invited", "needed"),
    ],
)
def test_a_bad_meeting_is_refused_beside_its_field(
    session: Session, cast: Cast, clock: Clock, typed: dict[str, Any], field: str, key: str
) -> None:
    group = a_group(cast)
    start = clock.at + timedelta(days=7) - timedelta(days=typed.get("ago", 0))
    times: dict[str, Any] = {"starts_at": start, "ends_at": start + timedelta(hours=typed.get("hours", 2))}
    words = {name: value for name, value in typed.items() if name not in ("ago", "hours")}

    with pytest.raises(Invalid) as refused:
        call(cast, group, **times, **words)

    assert (refused.value.field, refused.value.key) == (field, key)
    assert session.exec(select(Meeting)).all() == []


def test_the_invited_are_told_and_a_second_click_calls_nothing(
    session: Session, cast: Cast, clock: Clock
) -> None:
    group = a_group(cast)

    meeting = call(cast, group, invited=[cast.toivonsilta.id])

    assert call(cast, group, invited=[cast.toivonsilta.id]).id == meeting.id
    # Those of the invited associations, and who takes part for none.
    assert told(session, cast, "meeting_called") == {"pekka", "uuno"}
    assert session.exec(select(Mail).where(Mail.key == "meeting_called")).first()
    view = meetings.view(session, cast.pekka, meeting.id)
    assert [seat.association for seat in view.seats] == ["Toivonsillan kriisituki ry"]
    assert [item.title for item in view.items] == ["Avaus", "Retki"]


def test_a_new_time_is_told_new_words_are_not(session: Session, cast: Cast, clock: Clock) -> None:
    meeting = call(cast, a_group(cast))
    meetings.edit(session, cast.aino, meeting.id, meeting_words(title="Talvikokous"), version=meeting.version)
    assert told(session, cast, "meeting_changed") == set()

    with pytest.raises(Conflict) as refused:
        meetings.edit(session, cast.aino, meeting.id, meeting_words(), version=0)
    meetings.edit(session, cast.aino, meeting.id, meeting_words(place="Koulu"), version=meeting.version)

    assert refused.value.key == "meeting_meanwhile"
    assert told(session, cast, "meeting_changed") == {"eero", "pekka", "uuno"}
    entry = Calendar.from_ical(meetings.ics(session, cast.pekka, meeting.id)).walk("VEVENT")[0]
    assert (str(entry["SUMMARY"]), str(entry["LOCATION"]), entry.decoded("DTSTART")) == (
        "Syyskokous",
        "Koulu",
        meeting.starts_at,
    )
    assert str(entry["URL"]).endswith(f"/meeting?id={meeting.id}")
    assert entry.decoded("SEQUENCE") == meeting.version


def test_a_cancelled_meeting_says_why_and_is_left_as_it_is(
    session: Session, cast: Cast, clock: Clock
) -> None:
    group = a_group(cast)
    meeting, over = call(cast, group), call(cast, group, title="Eilinen")
    meetings.cancel(session, cast.aino, meeting.id, why="Lumimyrsky.")

    assert told(session, cast, "meeting_cancelled") == {"eero", "pekka", "uuno"}
    view = meetings.view(session, cast.pekka, meeting.id)
    assert (view.stage, view.reason, view.actions) == (MeetingStage.CANCELLED, "Lumimyrsky.", [])
    entry = Calendar.from_ical(meetings.ics(session, cast.pekka, meeting.id)).walk("VEVENT")[0]
    assert str(entry["STATUS"]) == "CANCELLED"
    with pytest.raises(WrongState):
        meetings.add_item(session, cast.aino, meeting.id, "Vielä")
    clock.at = over.ends_at
    with pytest.raises(WrongState) as refused:
        meetings.cancel(session, cast.aino, over.id, why="Ei tullut ketään.")
    assert refused.value.key == "meeting_over"


def test_the_agenda_is_put_in_order(session: Session, cast: Cast) -> None:
    meeting = call(cast, a_group(cast), agenda=("Avaus", "Retki", "Muut"))
    retki = items_of(session, meeting)[1]
    meetings.add_item(session, cast.uuno, meeting.id, "Talous", body="Tilinpäätös.")
    meetings.add_item(session, cast.uuno, meeting.id, "Talous", body="Tilinpäätös.")

    meetings.move_item(session, cast.pekka, retki.id, to=4)
    meetings.edit_item(session, cast.pekka, retki.id, title="Kevätretki", body="")
    meetings.remove_item(session, cast.pekka, items_of(session, meeting)[0].id)

    assert [(item.position, item.title) for item in items_of(session, meeting)] == [
        (1, "Muut"),
        (2, "Talous"),
        (3, "Kevätretki"),
    ]


def test_a_matter_with_something_under_it_stays(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    meeting = call(cast, group, agenda=("Pöytäkirja", "Äänestys", "Tehtävä"))
    written, voted, promised = items_of(session, meeting)
    meetings.save_minutes(session, cast.aino, written.id, "Sovittiin.", number=0)
    propose(cast, group, item_id=voted.id)
    meetings.add_point(session, cast.aino, meeting.id, point(item_id=promised.id, person_id=cast.uuno.id))

    for item in (written, voted, promised):
        with pytest.raises(WrongState) as refused:
            meetings.remove_item(session, cast.aino, item.id)
        assert refused.value.key == "meeting_item_used"

    view = meetings.view(session, cast.pekka, meeting.id)
    assert [card.title for card in view.items[1].decisions] == ["Retken kohde"]
    assert [row.title for row in view.items[2].points] == ["Pyydä tarjous"]


def test_two_who_write_the_same_minutes_lose_nothing(session: Session, cast: Cast) -> None:
    meeting = call(cast, a_group(cast), agenda=("Retki",))
    item = items_of(session, meeting)[0]
    assert meetings.save_minutes(session, cast.aino, item.id, "Mennään Kolille.", number=0) == 1
    # The same words again are a second click.
    assert meetings.save_minutes(session, cast.aino, item.id, "Mennään Kolille.", number=0) == 1

    with pytest.raises(MinutesConflict) as refused:
        meetings.save_minutes(session, cast.pekka, item.id, "Mennään Valamoon.", number=0)
    meetings.set_aside(session, cast.pekka, item.id, "Mennään Valamoon.")

    assert refused.value.params == {"who": "Aino"}
    both = meetings.view(session, cast.pekka, meeting.id).items[0]
    assert (both.minutes, both.aside, both.edited_by) == ("Mennään Kolille.", "Mennään Valamoon.", "Aino")
    assert meetings.view(session, cast.aino, meeting.id).items[0].aside is None
    meetings.save_minutes(session, cast.pekka, item.id, "Mennään Valamoon.", number=both.number)
    after = meetings.view(session, cast.pekka, meeting.id).items[0]
    assert (after.minutes, after.aside, after.number) == ("Mennään Valamoon.", None, 2)
    earlier = meetings.earlier(session, cast.uuno, item.id)
    assert [(text.text, text.who) for text in earlier] == [("Mennään Kolille.", "Aino")]
    meetings.set_aside(session, cast.aino, item.id, "Ei kumpikaan.")
    meetings.keep_theirs(session, cast.aino, item.id)
    assert meetings.view(session, cast.aino, meeting.id).items[0].aside is None
    with pytest.raises(NotFound):
        meetings.earlier(session, cast.sami, item.id)
    with pytest.raises(Invalid):
        meetings.save_minutes(session, cast.aino, item.id, "Tunnus 131052-308T", number=2)


def test_minutes_go_out_and_stand_as_they_are(session: Session, cast: Cast, clock: Clock) -> None:
    group = a_group(cast)
    days = {days: clock.at + timedelta(days=days) for days in (30, 31)}
    early = call(cast, group, title="Tuleva", starts_at=days[30], ends_at=days[31])
    meeting = held(cast, clock, group)
    with pytest.raises(WrongState):
        meetings.publish(session, cast.aino, early.id)
    with pytest.raises(Forbidden):
        meetings.publish(session, cast.uuno, meeting.id)

    meetings.publish(session, cast.aino, meeting.id)

    assert told(session, cast, "minutes_published") == {"eero", "pekka", "uuno"}
    item = items_of(session, meeting)[0]
    with pytest.raises(WrongState):
        meetings.save_minutes(session, cast.aino, item.id, "Lisäys.", number=item.number)


def test_who_was_there_approves_until_the_minutes_are_taken_back(
    session: Session, cast: Cast, clock: Clock
) -> None:
    meeting = held(cast, clock, a_group(cast))
    theirs = seat_of(session, meeting, cast.toivonsilta.id)
    with pytest.raises(WrongState):
        meetings.approve(session, cast.pekka, theirs.id)
    meetings.publish(session, cast.aino, meeting.id)
    for who in ("aino", "uuno", "fanni"):
        with pytest.raises(Forbidden):
            meetings.approve(session, getattr(cast, who), theirs.id)
    meetings.approve(session, cast.pekka, theirs.id)
    with pytest.raises(Conflict):
        meetings.approve(session, cast.pekka, theirs.id)
    seats = meetings.view(session, cast.uuno, meeting.id).seats
    assert {seat.association_id for seat in seats if seat.approved_at} == {cast.toivonsilta.id}
    with pytest.raises(Invalid):
        meetings.reopen(session, cast.aino, meeting.id, why="")

    meetings.reopen(session, cast.aino, meeting.id, why="Nimi oli väärin.")

    view = meetings.view(session, cast.pekka, meeting.id)
    assert (view.stage, view.reason, view.published_at) == (MeetingStage.CALLED, "Nimi oli väärin.", None)
    assert [seat.approved_at for seat in view.seats] == [None, None]
    assert told(session, cast, "minutes_reopened") == {"eero", "pekka", "uuno"}


def test_minutes_without_anybody_there_are_not_sent(session: Session, cast: Cast, clock: Clock) -> None:
    meeting = call(cast, a_group(cast))
    clock.at = meeting.starts_at

    with pytest.raises(Invalid) as refused:
        meetings.publish(session, cast.aino, meeting.id)

    assert refused.value.field == "attended"
    meetings.name_others(session, cast.aino, meeting.id, "Kunnan edustaja")
    assert meetings.publish(session, cast.aino, meeting.id).stage == MeetingStage.PUBLISHED


def test_in_a_group_a_promise_is_followed_up(session: Session, cast: Cast, clock: Clock) -> None:
    meeting = call(cast, a_group(cast))
    made = meetings.add_point(session, cast.aino, meeting.id, point(person_id=cast.uuno.id))
    same = meetings.add_point(session, cast.aino, meeting.id, point(person_id=cast.uuno.id))
    theirs = meetings.add_point(
        session, cast.aino, meeting.id, point(title="Laske kulut", association_id=cast.toivonsilta.id)
    )
    assert same.id == made.id
    assert told(session, cast, "action_point") == {"uuno", "pekka"}
    assert [row.title for row in meetings.points_for(session, cast.uuno, until=DUE, most=5)] == [
        "Pyydä tarjous"
    ]

    clock.at = clock.at.replace(month=9, day=18)
    assert (meetings.remind_points_due(session), meetings.remind_points_due(session)) == (2, 0)
    assert told(session, cast, "action_point_remind") == {"uuno", "pekka"}
    meetings.finish(session, cast.uuno, made.id, done=True, version=made.version)

    assert meetings.points_for(session, cast.uuno, until=DUE, most=5) == []
    open_rows = meetings.points_of(session, cast.pekka, Kind.GROUP, meeting.group_id or 0).rows
    assert [(row.title, row.association, row.may_finish) for row in open_rows] == [
        ("Laske kulut", "Toivonsillan kriisituki ry", True)
    ]
    done = meetings.points_of(session, cast.pekka, Kind.GROUP, meeting.group_id or 0, done=True).rows
    assert [row.title for row in done] == ["Pyydä tarjous"]
    with pytest.raises(Conflict):
        meetings.finish(session, cast.uuno, made.id, done=False, version=0)
    with pytest.raises(NotFound):
        meetings.finish(session, cast.sami, theirs.id, done=True, version=theirs.version)
    with pytest.raises(WrongState):
        meetings.take_up(session, cast.pekka, theirs.id)
    meetings.remove_point(session, cast.pekka, theirs.id, version=theirs.version)
    assert len(session.exec(select(ActionPoint)).all()) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "association_id"),
        ({"title": "", "person_id": "uuno"}, "title"),
        ({"due_on": None, "person_id": "uuno"}, "due_on"),
        ({"due_on": date(1926, 9, 1), "person_id": "uuno"}, "due_on"),
        ({"association_id": "keksila"}, "association_id"),
        ({"person_id": "sami"}, "person_id"),
        ({"association_id": "satusuo", "person_id": "pekka"}, "person_id"),
    ],
)
def test_a_promise_is_somebodys_who_takes_part(
    session: Session, cast: Cast, typed: dict[str, Any], field: str
) -> None:
    meeting = call(cast, a_group(cast))
    named: dict[str, Any] = {"satusuo": cast.satusuo, "keksila": cast.keksila, **cast.people}
    words = {name: named[value].id if name.endswith("_id") else value for name, value in typed.items()}

    with pytest.raises(Invalid) as refused:
        meetings.add_point(session, cast.aino, meeting.id, point(**words))

    assert refused.value.field == field


def rows_of(cast: Cast, who: str, meeting: Meeting) -> dict[str, PointRow]:
    return {row.title: row for row in meetings.view(cast.session, getattr(cast, who), meeting.id).points}


def test_in_a_plan_a_promise_becomes_a_task_of_who_answers(session: Session, cast: Cast) -> None:
    plan = a_plan(cast)
    meeting = call(cast, plan)

    # The lead gives tasks to each part.
    given = meetings.add_point(
        session,
        cast.aino,
        meeting.id,
        point(association_id=cast.toivonsilta.id, person_id=cast.pekka.id),
    )

    task = session.get_one(Task, given.task_id)
    assert (task.title, task.owner_id, task.ends_on) == ("Pyydä tarjous", cast.pekka.id, DUE)
    assert meetings.of_tasks(session, cast.veera, plan.id) == {task.id: (meeting.id, "Syyskokous")}
    with pytest.raises(WrongState) as refused:
        meetings.finish(session, cast.pekka, given.id, done=True, version=given.version)
    assert refused.value.key == "action_point_is_task"
    plans.move_task(session, cast.pekka, task.id, TaskAction.FINISH, version=task.version)
    assert rows_of(cast, "sami", meeting)["Pyydä tarjous"].done
    # A task that is taken away leaves the promise behind, to be marked done by hand.
    plans.remove_task(session, cast.pekka, task.id, version=task.version)
    session.expire_all()
    after = rows_of(cast, "pekka", meeting)["Pyydä tarjous"]
    assert (after.task_id, after.may_finish) == (None, True)


def test_what_another_implementer_wrote_down_is_taken_up_by_who_answers(session: Session, cast: Cast) -> None:
    meeting = call(cast, a_plan(cast))

    waits = meetings.add_point(session, cast.pekka, meeting.id, point(association_id=cast.satusuo.id))

    assert waits.task_id is None
    assert told(session, cast, "action_point") == {"aino", "eero", "frans"}
    for who in ("pekka", "sami", "veera"):
        assert not rows_of(cast, who, meeting)["Pyydä tarjous"].may_take_up
        with pytest.raises(Forbidden):
            meetings.take_up(session, getattr(cast, who), waits.id)
    assert rows_of(cast, "eero", meeting)["Pyydä tarjous"].may_take_up
    assert meetings.take_up(session, cast.eero, waits.id).task_id is not None


def test_in_a_plan_an_association_answers(session: Session, cast: Cast) -> None:
    meeting = call(cast, a_plan(cast))

    with pytest.raises(Invalid) as refused:
        meetings.add_point(session, cast.aino, meeting.id, point(person_id=cast.pekka.id))

    assert refused.value.field == "association_id"


def test_a_groups_meeting_is_looked_at_afterwards_a_plans_is_its_own(
    session: Session, cast: Cast, clock: Clock
) -> None:
    meeting, own = call(cast, a_group(cast)), call(cast, a_plan(cast))
    item = reviews.item_of(session, Kind.MEETING, meeting.id)
    assert item is not None
    assert (item.title, item.association_id) == ("Syyskokous", cast.satusuo.id)
    assert reviews.item_of(session, Kind.MEETING, own.id) is None
    item.state = ReviewState.DECIDED
    meetings.flag(session, cast.pekka, meeting.id, "Mainos.")
    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.FLAG)
    with pytest.raises(Forbidden):
        meetings.flag(session, cast.pekka, own.id, "Mainos.")
    for who in ("aino", "pekka", "frans", "arvo"):
        with pytest.raises(Forbidden):
            meetings.move(session, getattr(cast, who), meeting.id, VisibilityAction.HIDE)

    meetings.move(session, cast.fanni, meeting.id, VisibilityAction.HIDE, why="Mainos.")

    with pytest.raises(NotFound):
        meetings.view(session, cast.pekka, meeting.id)
    # Its author sees why nobody else does, and mends nothing behind the facilitator's back.
    assert meetings.view(session, cast.aino, meeting.id).actions == []
    with pytest.raises(WrongState):
        meetings.add_item(session, cast.aino, meeting.id, "Lisää")
    assert [
        card.id
        for card in meetings.waiting_for(session, cast.aino, until=clock.at + timedelta(days=30), most=5)
    ] == [own.id]


def test_minutes_that_go_out_are_looked_at_once_more(session: Session, cast: Cast, clock: Clock) -> None:
    meeting = held(cast, clock, a_group(cast))
    item = reviews.item_of(session, Kind.MEETING, meeting.id)
    assert item is not None
    item.state = ReviewState.DECIDED

    meetings.publish(session, cast.aino, meeting.id)

    assert (item.state, item.opened_because) == (ReviewState.WAITING, OpenedBecause.EDIT)


def test_the_lists_and_what_waits(session: Session, cast: Cast, clock: Clock) -> None:
    group = a_group(cast)
    past = call(
        cast,
        group,
        title="Mennyt",
        starts_at=clock.at - timedelta(days=3),
        ends_at=clock.at - timedelta(days=2),
    )
    later = call(
        cast,
        group,
        title="Myöhempi",
        starts_at=clock.at + timedelta(days=9),
        ends_at=clock.at + timedelta(days=10),
    )
    soon = call(cast, group)
    off = call(cast, group, title="Peruttu")
    meetings.cancel(session, cast.aino, off.id, why="Lumimyrsky.")

    coming = [card.id for card in meetings.of(session, cast.uuno, Kind.GROUP, group.id).rows]
    been = [card.id for card in meetings.of(session, cast.uuno, Kind.GROUP, group.id, past=True).rows]
    waits = meetings.waiting_for(session, cast.pekka, until=clock.at + timedelta(days=8), most=5)

    assert coming == [soon.id, off.id, later.id]
    assert been == [past.id]
    assert [card.id for card in waits] == [soon.id]
    # Of a meeting that has been nobody is told; it is only written down.
    assert (
        session.exec(select(Notice).where(Notice.thing_id == past.id, Notice.key == "meeting_called")).all()
        == []
    )


def test_the_day_before_the_invited_are_reminded_once(session: Session, cast: Cast, clock: Clock) -> None:
    meeting = call(cast, a_group(cast))
    assert meetings.remind_due(session) == 0
    clock.at = meeting.starts_at - timedelta(hours=20)

    assert (meetings.remind_due(session), meetings.remind_due(session)) == (1, 0)
    assert told(session, cast, "meeting_remind") == {"aino", "eero", "pekka", "uuno"}


def test_where_nobody_meets_no_meeting_is_called(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    groups.move(session, cast.aino, group.id, GroupAction.ARCHIVE)

    with pytest.raises(WrongState):
        call(cast, group)


def test_who_left_the_group_reads_no_more(session: Session, cast: Cast) -> None:
    group = a_group(cast)
    meeting = call(cast, group)
    join(cast, group, "sami", cast.keksila.id)
    assert meetings.view(session, cast.sami, meeting.id).title == "Syyskokous"
    groups.leave(session, cast.sami, group.id)

    for question in (meetings.view, meetings.ics):
        with pytest.raises(NotFound):
            question(session, cast.sami, meeting.id)


@pytest.mark.parametrize("n", [1, 3])
def test_it_asks_as_often_however_long_the_agenda(
    session: Session, cast: Cast, queries: Queries, n: int
) -> None:
    plan = a_plan(cast)
    for place in range(n):
        meeting = call(cast, plan, title=f"Kokous {place}", agenda=tuple(f"Asia {x}" for x in range(n)))
    for place, item in enumerate(items_of(session, meeting)):
        propose(cast, plan, title=f"Ehdotus {place}", item_id=item.id)
        meetings.add_point(
            session, cast.aino, meeting.id, point(title=f"Tehtävä {place}", association_id=cast.satusuo.id)
        )
    aino, plan_id, meeting_id = cast.aino, plan.id, meeting.id
    session.expire_all()
    queries.statements.clear()

    meetings.view(session, aino, meeting_id)
    assert len(queries) == 8
    queries.statements.clear()
    meetings.of(session, aino, Kind.PLAN, plan_id)
    meetings.points_of(session, aino, Kind.PLAN, plan_id)
    assert len(queries) == 7
