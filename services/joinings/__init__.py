"""Two similar ideas become one: a facilitator proposes it, and nothing merges without both sides' writers."""

from services.joinings.access import Pair, actions_for, fetch, may, may_propose, visible
from services.joinings.answering import agree, decline, withdraw
from services.joinings.due import close_gone
from services.joinings.proposing import propose
from services.joinings.reading import (
    JoiningCard,
    JoiningView,
    SideView,
    WaitingJoining,
    newest,
    view,
    waiting_for,
)

__all__ = [
    "JoiningCard",
    "JoiningView",
    "Pair",
    "SideView",
    "WaitingJoining",
    "actions_for",
    "agree",
    "close_gone",
    "decline",
    "fetch",
    "may",
    "may_propose",
    "newest",
    "propose",
    "view",
    "visible",
    "waiting_for",
    "withdraw",
]
