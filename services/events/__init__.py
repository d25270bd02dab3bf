"""Trainings and info sessions that facilitators hold for everybody."""

from services.events.access import actions_for, fetch, may, may_hold, visible
from services.events.acts import EventWords, create, edit, hold_past, in_finland, move
from services.events.reading import EventCard, EventView, view, visible_to

__all__ = [
    "EventCard",
    "EventView",
    "EventWords",
    "actions_for",
    "create",
    "edit",
    "fetch",
    "hold_past",
    "in_finland",
    "may",
    "may_hold",
    "move",
    "view",
    "visible",
    "visible_to",
]
