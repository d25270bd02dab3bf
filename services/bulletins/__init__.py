"""Bulletins: the desk's letters to the owners of the associations that filters leave."""

from services.bulletins.access import may_write, visible
from services.bulletins.audience import Audience, Reach, groups, reach
from services.bulletins.reading import BulletinCard, BulletinView, Sending, listed, view
from services.bulletins.sending import (
    BODY_LENGTH,
    FIRST,
    SUBJECT_LENGTH,
    Words,
    send,
    send_due,
    stop,
)

__all__ = [
    "BODY_LENGTH",
    "FIRST",
    "SUBJECT_LENGTH",
    "Audience",
    "BulletinCard",
    "BulletinView",
    "Reach",
    "Sending",
    "Words",
    "groups",
    "listed",
    "may_write",
    "reach",
    "send",
    "send_due",
    "stop",
    "view",
    "visible",
]
