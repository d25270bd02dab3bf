"""Decisions of groups and plans: something is put to the vote, people vote, the outcome is written down."""

from services.decisions.access import (
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
from services.decisions.closing import Count, Turnout, close, close_due, remind_due, withdraw
from services.decisions.merged import one_seat
from services.decisions.opening import ProposalWords, propose
from services.decisions.reading import (
    Option,
    ProposalCard,
    ProposalView,
    history,
    of,
    of_items,
    view,
    waiting_for,
)
from services.decisions.roll import MySeat, SeatRow, roll
from services.decisions.voting import vote

__all__ = [
    "Count",
    "MySeat",
    "Option",
    "ProposalCard",
    "ProposalView",
    "ProposalWords",
    "SeatRow",
    "Turnout",
    "actions_for",
    "address",
    "close",
    "close_due",
    "fetch",
    "flag",
    "history",
    "may",
    "may_flag",
    "may_judge",
    "move",
    "of",
    "of_items",
    "one_seat",
    "propose",
    "remind_due",
    "roll",
    "view",
    "visible",
    "vote",
    "waiting_for",
    "withdraw",
]
