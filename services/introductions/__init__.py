"""Introductions: a facilitator proposes associations to each other; contacts are shown when all have agreed."""

from services.introductions.access import actions_for, address, fetch, may, may_propose, visible
from services.introductions.answering import REASON_LENGTH, agree, decline, end_merged, follow_up, withdraw
from services.introductions.contacts import Shared
from services.introductions.due import expire_due, follow_up_due, remind_due
from services.introductions.proposing import MOST, USUAL_TIME, WORDS_LENGTH, propose
from services.introductions.reading import (
    Beginning,
    IntroductionCard,
    IntroductionView,
    Shelf,
    SideView,
    WaitingIntroduction,
    beginning,
    in_municipality,
    listed,
    view,
    waiting_for,
)

__all__ = [
    "MOST",
    "REASON_LENGTH",
    "USUAL_TIME",
    "WORDS_LENGTH",
    "Beginning",
    "IntroductionCard",
    "IntroductionView",
    "Shared",
    "Shelf",
    "SideView",
    "WaitingIntroduction",
    "actions_for",
    "address",
    "agree",
    "beginning",
    "decline",
    "end_merged",
    "expire_due",
    "fetch",
    "follow_up",
    "follow_up_due",
    "in_municipality",
    "listed",
    "may",
    "may_propose",
    "propose",
    "remind_due",
    "view",
    "visible",
    "waiting_for",
    "withdraw",
]
