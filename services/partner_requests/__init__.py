"""Partner requests: from letter to answer, from either side, kept for ever."""

from services.partner_requests.access import actions_for, fetch, may, visible
from services.partner_requests.agreed import come_along
from services.partner_requests.answering import accept, ask, decline, reply, withdraw
from services.partner_requests.due import expire_due, remind_due
from services.partner_requests.letterheads import Letterhead, letterhead
from services.partner_requests.lists import (
    Promise,
    RequestCard,
    RequestView,
    Tab,
    accepted,
    between,
    counts,
    listed,
    standing,
    view,
    waiting_for,
)
from services.partner_requests.merged import end_merged
from services.partner_requests.sending import send

__all__ = [
    "Letterhead",
    "Promise",
    "RequestCard",
    "RequestView",
    "Tab",
    "accept",
    "accepted",
    "actions_for",
    "ask",
    "between",
    "come_along",
    "counts",
    "decline",
    "end_merged",
    "expire_due",
    "fetch",
    "letterhead",
    "listed",
    "may",
    "remind_due",
    "reply",
    "send",
    "standing",
    "view",
    "visible",
    "waiting_for",
    "withdraw",
]
