"""Acts that a person can do from a mail, without a password where little can go wrong.

A mail offers what its key has rows for in `purposes.PURPOSES`; each link is for one act of one person on one thing,
works once and for a time, and goes through the same use-case as the screen, with the rights of the day.
"""

from services.mail_acts.acting import ActState, ActView, act, look
from services.mail_acts.offering import Offer, offer
from services.mail_acts.purposes import PURPOSES, Purpose, Standing

__all__ = [
    "PURPOSES",
    "ActState",
    "ActView",
    "Offer",
    "Purpose",
    "Standing",
    "act",
    "look",
    "offer",
]
