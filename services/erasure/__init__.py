"""Erasing an account, asked for or unused for long: done by the clock when the time to regret is over."""

from services.erasure.asking import REGRET, Outlook, ask, outlook
from services.erasure.erasing import erase_next
from services.erasure.idle import IDLE_MONTHS, end_idle, remind_idle
from services.erasure.obstacles import Hindrance, Obstacle

__all__ = [
    "IDLE_MONTHS",
    "REGRET",
    "Hindrance",
    "Obstacle",
    "Outlook",
    "ask",
    "end_idle",
    "erase_next",
    "outlook",
    "remind_idle",
]
