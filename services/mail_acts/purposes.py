"""What can be done from which mail: one row each. A new row needs its texts, `acts.<name>_…` in `locales/`.

`docs/decisions/act-from-mail.md` says which acts ask for a sign-in, and why.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from models import (
    IntroductionAction,
    MeetingAction,
    MeetingStage,
    NotFound,
    PartnerRequestAction,
    SeatState,
    now,
)
from services import accounts, events, groups, introductions, meetings, partner_requests, spoken
from services.accounts import LinkState
from services.actors import Actor
from services.groups import Joining

TWO_WEEKS = timedelta(days=14)
# Trainings are announced long before they are held.
A_SEASON = timedelta(days=120)


@dataclass(frozen=True)
class Standing:
    """How the thing stands for this person now."""

    # Changes with whatever makes the question another one.
    version: str
    # The act can be done, by this person, now.
    open: bool
    # Where the thing is in the app.
    link: str
    # What the sentence on the page tells.
    told: dict[str, Any] = field(default_factory=dict)
    # What others wrote that the person should read before the act.
    words: str = ""


@dataclass(frozen=True)
class Purpose:
    name: str
    # The keys of the mails that offer it.
    mails: frozenset[str]
    # NotFound for who may not know of the thing.
    standing: Callable[[Session, Actor, int], Standing]
    # The use-case, with what was typed.
    do: Callable[[Session, Actor, int, str], object]
    # How much may be typed, and the use-case's own name of the field; 0: there is nothing to type.
    most: int = 0
    field: str = ""
    # Asks for a sign-in first.
    sign_in: bool = False
    lasts: timedelta = TWO_WEEKS


def _request(action: PartnerRequestAction) -> Callable[[Session, Actor, int], Standing]:
    def standing(session: Session, actor: Actor, request_id: int) -> Standing:
        view = partner_requests.view(session, actor, request_id)
        card, said = view.card, view.messages[-1].body if view.messages else view.words
        ours, theirs = (card.from_name, card.to_name) if card.ours else (card.to_name, card.from_name)
        return Standing(
            version=f"{card.state}-{len(view.messages)}",
            open=action in view.actions,
            link=f"/request?id={request_id}",
            told={
                "ours": ours,
                "theirs": theirs,
                "idea": card.idea_title,
                "reply_by": spoken.day(card.reply_by),
            },
            words=said,
        )

    return standing


def _introduction(action: IntroductionAction) -> Callable[[Session, Actor, int], Standing]:
    def standing(session: Session, actor: Actor, introduction_id: int) -> Standing:
        view = introductions.view(session, actor, introduction_id)
        mine = [side for side in view.sides if side.ours]
        return Standing(
            version="-".join([view.state, *(str(side.state) for side in mine)]),
            open=action in view.actions,
            link=introductions.address(introduction_id),
            told={
                "ours": ", ".join(side.name for side in mine),
                "others": ", ".join(side.name for side in view.sides if not side.ours),
                "contact": ", ".join(view.shares.parts) if view.shares else "",
            },
            words=view.words,
        )

    return standing


def _meeting(session: Session, actor: Actor, meeting_id: int) -> Standing:
    view = meetings.view(session, actor, meeting_id)
    mine = [seat for seat in view.seats if seat.mine]
    return Standing(
        version=f"{view.starts_at.timestamp():.0f}-{view.place}"[:100],
        open=bool(mine) and view.stage == MeetingStage.CALLED and not view.begun,
        link=f"/meeting?id={meeting_id}",
        told={
            "title": view.title,
            "circle": view.place_name,
            "starts": spoken.moment(view.starts_at),
            "ours": ", ".join(seat.association for seat in mine),
        },
    )


def _minutes(session: Session, actor: Actor, meeting_id: int) -> Standing:
    view = meetings.view(session, actor, meeting_id)
    waiting = [seat for seat in view.seats if seat.mine and seat.attended and not seat.approved_at]
    return Standing(
        version=f"{view.published_at.timestamp():.0f}" if view.published_at else "",
        open=bool(waiting) and MeetingAction.APPROVE in view.actions,
        link=f"/meeting?id={meeting_id}",
        told={
            "title": view.title,
            "circle": view.place_name,
            "ours": ", ".join(seat.association for seat in waiting),
        },
    )


def _approve(session: Session, actor: Actor, meeting_id: int) -> None:
    for seat in meetings.view(session, actor, meeting_id).seats:
        if seat.mine and seat.attended and not seat.approved_at:
            meetings.approve(session, actor, seat.id)


def _invitation(session: Session, actor: Actor, link_id: int) -> Standing:
    found = accounts.invitation(session, actor, link_id=link_id)
    return Standing(
        version="",
        open=found.state == LinkState.OPEN,
        link=f"/invitation?id={link_id}",
        told={
            "theirs": found.association,
            "inviter": found.inviter,
            "role_key": f"association_role.{found.role}",
        },
    )


def _group(session: Session, actor: Actor, group_id: int) -> Standing:
    view = groups.view(session, actor, group_id)
    return Standing(
        version="",
        open=view.joining == Joining.ANSWER,
        link=f"/group?id={group_id}",
        told={"circle": view.name},
        words=view.purpose,
    )


def _stay_out(session: Session, actor: Actor, group_id: int) -> None:
    row = groups.row_of(session, actor, group_id)
    if row is None:
        raise NotFound
    groups.decline(session, actor, row.id)


def _seat(*states: SeatState) -> Callable[[Session, Actor, int], Standing]:
    """The person's seat at an event, while it is in one of these states and the event is ahead."""

    def standing(session: Session, actor: Actor, event_id: int) -> Standing:
        view = events.view(session, actor, event_id)
        seat = view.mine
        late = seat is not None and seat.offered_until is not None and seat.offered_until <= now()
        return Standing(
            version="",
            open=seat is not None and seat.state in states and view.opens and not late,
            link=events.address(event_id),
            told={"title": view.title, "starts": spoken.moment(view.starts_at)},
        )

    return standing


_REQUEST_MAILS = frozenset(
    f"partner_request_{news}" for news in ("invitation", "offer", "ask", "reply", "remind")
)
_INTRODUCTION_MAILS = frozenset({"introduction_propose", "introduction_remind"})
_MEETING_MAILS = frozenset({"meeting_called", "meeting_changed", "meeting_remind"})
_Action = PartnerRequestAction

# In the order in which a mail offers them.
PURPOSES = (
    Purpose(
        "request_accept",
        _REQUEST_MAILS,
        _request(_Action.ACCEPT),
        lambda session, actor, request_id, _: partner_requests.accept(session, actor, request_id),
    ),
    Purpose(
        "request_reply",
        _REQUEST_MAILS,
        _request(_Action.REPLY),
        partner_requests.reply,
        most=2000,
        field="message",
    ),
    Purpose(
        "request_ask", _REQUEST_MAILS, _request(_Action.ASK), partner_requests.ask, most=2000, field="message"
    ),
    Purpose(
        "request_decline",
        _REQUEST_MAILS,
        _request(_Action.DECLINE),
        partner_requests.decline,
        most=1000,
        field="reason",
    ),
    Purpose(
        "introduction_agree",
        _INTRODUCTION_MAILS,
        _introduction(IntroductionAction.AGREE),
        lambda session, actor, introduction_id, _: introductions.agree(session, actor, introduction_id),
    ),
    Purpose(
        "introduction_decline",
        _INTRODUCTION_MAILS,
        _introduction(IntroductionAction.DECLINE),
        introductions.decline,
        most=introductions.REASON_LENGTH,
        field="reason",
    ),
    Purpose(
        "meeting_come",
        _MEETING_MAILS,
        _meeting,
        lambda session, actor, meeting_id, _: meetings.answer(session, actor, meeting_id, coming=True),
    ),
    Purpose(
        "meeting_stay_away",
        _MEETING_MAILS,
        _meeting,
        lambda session, actor, meeting_id, _: meetings.answer(session, actor, meeting_id, coming=False),
    ),
    Purpose(
        "minutes_approve",
        frozenset({"minutes_published"}),
        _minutes,
        lambda session, actor, meeting_id, _: _approve(session, actor, meeting_id),
        sign_in=True,
    ),
    Purpose(
        "invitation_accept",
        frozenset({"invite"}),
        _invitation,
        lambda session, actor, link_id, _: accounts.accept(session, actor, link_id=link_id),
    ),
    Purpose(
        "invitation_decline",
        frozenset({"invite"}),
        _invitation,
        lambda session, actor, link_id, _: accounts.decline(session, actor, link_id=link_id),
    ),
    Purpose(
        "group_join",
        frozenset({"group_invited"}),
        _group,
        lambda session, actor, group_id, _: groups.join(session, actor, group_id),
    ),
    Purpose(
        "group_stay_out",
        frozenset({"group_invited"}),
        _group,
        lambda session, actor, group_id, _: _stay_out(session, actor, group_id),
    ),
    Purpose(
        "seat_confirm",
        frozenset({"seat_offered"}),
        _seat(SeatState.OFFERED),
        lambda session, actor, event_id, _: events.confirm(session, actor, event_id),
    ),
    Purpose(
        "seat_cancel",
        frozenset({"seat_offered", "seat_registered", "seat_waiting", "event_remind", "event_moved"}),
        _seat(SeatState.OFFERED, SeatState.REGISTERED, SeatState.WAITLISTED),
        lambda session, actor, event_id, _: events.cancel(session, actor, event_id),
        lasts=A_SEASON,
    ),
)

BY_NAME = {purpose.name: purpose for purpose in PURPOSES}
