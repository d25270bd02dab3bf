"""Meetings and votes: one that was held, with its minutes, one to come, an open and a closed ballot."""

from datetime import time, timedelta
from typing import Any

from sqlmodel import col, select

from models import AgendaItem, Ballot, Kind, Meeting, MeetingSeat, ProposalSeat, QuorumKind, now
from services import decisions, events, meetings, plans
from services.decisions import ProposalWords
from services.demo.stage import Stage, script
from services.meetings import MeetingWords, PointWords

# How long before it a meeting is called.
CALLED = 8


def meet(stage: Stage) -> None:
    for row in script("together")["meetings"]:
        with stage.days_ago(CALLED - row["days"] if row["days"] < 0 else 2):
            meeting = _called(stage, row)
        if row["days"] < 0:
            with stage.days_ago(-row["days"] - 1):
                _write_down(stage, row, meeting)


def vote(stage: Stage) -> None:
    for row in script("together")["votes"]:
        with stage.days_ago(row["opened"]):
            _put_to_the_vote(
                stage, row, *_place(stage, row), timedelta(days=row["opened"] + row["closes_in"])
            )


def _place(stage: Stage, row: dict[str, Any]) -> tuple[Kind, int]:
    if "group" in row:
        return Kind.GROUP, stage.groups[row["group"]]
    plan = plans.of_idea(stage.session, stage.actor(row["by"]), stage.ideas[row["idea"]])
    assert plan is not None
    return Kind.PLAN, plan


def _called(stage: Stage, row: dict[str, Any]) -> Meeting:
    starts_at = events.in_finland(stage.in_days(row["days"]), time.fromisoformat(row["at"]))
    words = MeetingWords(
        title=row["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=row["hours"]),
        body=row["body"],
        place=row["place"],
        link=row["link"],
    )
    agenda = [item["title"] for item in row["agenda"]]
    return meetings.call(stage.session, stage.actor(row["by"]), *_place(stage, row), words, agenda=agenda)


def _write_down(stage: Stage, row: dict[str, Any], meeting: Meeting) -> None:
    actor = stage.actor(row["by"])
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    items = stage.session.exec(query.order_by(col(AgendaItem.position))).all()
    for item, written in zip(items, row["agenda"], strict=True):
        meetings.save_minutes(stage.session, actor, item.id, written["minutes"], number=0)
        if asked := written.get("vote"):
            place = _place(stage, row)
            _put_to_the_vote(stage, {**asked, "by": row["by"]}, *place, timedelta(days=1), item.id)
        for point in written.get("points", []):
            _promise(stage, row["by"], meeting, item.id, point)
    _send_out(stage, row, meeting)


def _promise(stage: Stage, by: str, meeting: Meeting, item_id: int, point: dict[str, Any]) -> None:
    typed = PointWords(
        point["title"],
        stage.in_days(point["in_days"]),
        association_id=stage.associations[point["for"]],
        item_id=item_id,
    )
    meetings.add_point(stage.session, stage.actor(by), meeting.id, typed)


def _send_out(stage: Stage, row: dict[str, Any], meeting: Meeting) -> None:
    actor = stage.actor(row["by"])
    seats = stage.session.exec(select(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id)).all()
    of = {seat.association_id: seat.id for seat in seats}
    for key, people in row["attended"].items():
        meetings.mark(stage.session, actor, of[stage.associations[key]], attended=True, people=people)
    meetings.name_others(stage.session, actor, meeting.id, row["others"])
    meetings.publish(stage.session, actor, meeting.id)
    for key in row["approved"]:
        meetings.approve(stage.session, stage.actor(key), of[stage.associations[key]])


def _put_to_the_vote(
    stage: Stage,
    row: dict[str, Any],
    kind: Kind,
    place_id: int,
    lasts: timedelta,
    item_id: int | None = None,
) -> None:
    words = ProposalWords(
        title=row["title"],
        body=row["body"],
        options=row["options"],
        closes_at=now() + lasts,
        ballot=Ballot(row.get("ballot", Ballot.OPEN)),
        quorum_kind=QuorumKind.NUMBER if "quorum" in row else QuorumKind.NONE,
        quorum=row.get("quorum", 0),
        item_id=item_id,
    )
    made = decisions.propose(stage.session, stage.actor(row["by"]), kind, place_id, words)
    options = {
        option.text: option.id
        for option in decisions.view(stage.session, stage.actor(row["by"]), made.id).options
    }
    for key, text in row["votes"].items():
        whose = {"proposal_id": made.id, "association_id": stage.associations[key]}
        seat = stage.session.exec(select(ProposalSeat).filter_by(**whose)).one()
        decisions.vote(stage.session, stage.actor(key), made.id, seat.id, options[text], seen=None)
