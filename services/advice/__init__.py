"""Advice: always confidential, between the people of a case and nobody else (`docs/decisions/advice.md`)."""

from services.advice.access import actions_for, address, fetch, may, may_take, visible
from services.advice.answering import Notes, answer, close, note, reopen
from services.advice.asking import AdviceWords, Asker, ask, asker, may_ask
from services.advice.calendar import ics
from services.advice.due import WARNED_BEFORE, delete_due, follow_up_due, warn_due
from services.advice.leaving import forget
from services.advice.people import add_adviser, colleagues, invite, leave, members, take, uninvite
from services.advice.reading import (
    CaseCard,
    CaseView,
    Counts,
    QueueRow,
    counts,
    of,
    open_in_hand,
    queue,
    read,
)
from services.advice.readings import Reading
from services.advice.slots import Slot, book, free, mine, offer, unbook, withdraw
from services.advice.talk import Opened, add_file, open_file, remove_file, say
from services.advice.words_of import CaseWords

__all__ = [
    "WARNED_BEFORE",
    "AdviceWords",
    "Asker",
    "CaseCard",
    "CaseView",
    "CaseWords",
    "Counts",
    "Notes",
    "Opened",
    "QueueRow",
    "Reading",
    "Slot",
    "actions_for",
    "add_adviser",
    "add_file",
    "address",
    "answer",
    "ask",
    "asker",
    "book",
    "close",
    "colleagues",
    "counts",
    "delete_due",
    "fetch",
    "follow_up_due",
    "forget",
    "free",
    "ics",
    "invite",
    "leave",
    "may",
    "may_ask",
    "may_take",
    "members",
    "mine",
    "note",
    "of",
    "offer",
    "open_file",
    "open_in_hand",
    "queue",
    "read",
    "remove_file",
    "reopen",
    "say",
    "take",
    "unbook",
    "uninvite",
    "visible",
    "warn_due",
    "withdraw",
]
