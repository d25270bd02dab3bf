"""Trainings and info sessions that facilitators hold for everybody, with seats, queues and what people thought."""

from services.events.access import actions_for, fetch, may, may_hold, visible
from services.events.acts import EventWords, create, edit, hold_past, in_finland, move
from services.events.attendance import (
    People,
    SeatRow,
    mark,
    mark_rest,
    people,
    release,
    walk_in,
)
from services.events.calendar import (
    end_own_feed,
    ics,
    make_own_feed,
    own_feed_of,
    public_feed,
    read_own_feed,
)
from services.events.due import ask_feedback_due, forget_due, offer_due, remind_due
from services.events.feedback import Results, give, results
from services.events.keys import address, key_of
from services.events.leaving import give_back_all
from services.events.reading import EventCard, EventView, MySeat, view, visible_to
from services.events.seats import cancel, confirm, leave_word, register, sign_up
from services.events.series import (
    cancel_following,
    day_of,
    days,
    edit_following,
    following,
    repeat,
)

__all__ = [
    "EventCard",
    "EventView",
    "EventWords",
    "MySeat",
    "People",
    "Results",
    "SeatRow",
    "actions_for",
    "address",
    "ask_feedback_due",
    "cancel",
    "cancel_following",
    "confirm",
    "create",
    "day_of",
    "days",
    "edit",
    "edit_following",
    "end_own_feed",
    "fetch",
    "following",
    "forget_due",
    "give",
    "give_back_all",
    "hold_past",
    "ics",
    "in_finland",
    "key_of",
    "leave_word",
    "make_own_feed",
    "mark",
    "mark_rest",
    "may",
    "may_hold",
    "move",
    "offer_due",
    "own_feed_of",
    "people",
    "public_feed",
    "read_own_feed",
    "register",
    "release",
    "remind_due",
    "repeat",
    "results",
    "sign_up",
    "view",
    "visible",
    "visible_to",
    "walk_in",
]
