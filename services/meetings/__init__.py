"""Meetings of groups and plans: called, held with an agenda, written down, and what was promised followed up."""

from services.meetings.access import (
    actions_for,
    address,
    fetch,
    flag,
    may,
    may_flag,
    may_judge,
    move,
    visible,
)
from services.meetings.agenda import add_item, edit_item, move_item, remove_item
from services.meetings.calendar import entries_of_plan, ics
from services.meetings.calling import MeetingWords, call, cancel, edit
from services.meetings.coming import answer
from services.meetings.due import remind_due, remind_points_due
from services.meetings.minutes import (
    EarlierText,
    MinutesConflict,
    earlier,
    keep_theirs,
    save_minutes,
    set_aside,
)
from services.meetings.point_rows import MyPoint, PointRow, of_tasks, points_for, points_of
from services.meetings.points import PointWords, add_point, finish, remove_point, take_up
from services.meetings.publishing import approve, mark, name_others, publish, reopen
from services.meetings.reading import Item, MeetingCard, MeetingView, Seat, history, of, view, waiting_for

__all__ = [
    "EarlierText",
    "Item",
    "MeetingCard",
    "MeetingView",
    "MeetingWords",
    "MinutesConflict",
    "MyPoint",
    "PointRow",
    "PointWords",
    "Seat",
    "actions_for",
    "add_item",
    "add_point",
    "address",
    "answer",
    "approve",
    "call",
    "cancel",
    "earlier",
    "edit",
    "edit_item",
    "entries_of_plan",
    "fetch",
    "finish",
    "flag",
    "history",
    "ics",
    "keep_theirs",
    "mark",
    "may",
    "may_flag",
    "may_judge",
    "move",
    "move_item",
    "name_others",
    "of",
    "of_tasks",
    "points_for",
    "points_of",
    "publish",
    "remind_due",
    "remind_points_due",
    "remove_item",
    "remove_point",
    "reopen",
    "save_minutes",
    "set_aside",
    "take_up",
    "view",
    "visible",
    "waiting_for",
]
