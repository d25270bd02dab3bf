"""Each implementer stands behind the words that go to the funder, and says so anew when they change."""

from services.confirmations.access import address
from services.confirmations.acts import LONGEST_REASON, LONGEST_WAIT, LONGEST_WORDS, ask, confirm, decline
from services.confirmations.due import remind_due, tell_late, tell_touched
from services.confirmations.reading import (
    Asking,
    Awaited,
    Change,
    Confirmations,
    Names,
    Short,
    Standing,
    of_plan,
    state_in,
    waiting_for,
)

__all__ = [
    "LONGEST_REASON",
    "LONGEST_WAIT",
    "LONGEST_WORDS",
    "Asking",
    "Awaited",
    "Change",
    "Confirmations",
    "Names",
    "Short",
    "Standing",
    "address",
    "ask",
    "confirm",
    "decline",
    "of_plan",
    "remind_due",
    "state_in",
    "tell_late",
    "tell_touched",
    "waiting_for",
]
