"""What the hosts of a group do to keep it alive: its discussions, its people, and when it has gone quiet."""

from services.hosting.discussions import MOST_PINNED, close, pin, reopen, unpin
from services.hosting.people import AWAY_AFTER, AwayCard, away, hand_over, remind
from services.hosting.quiet import QUIET_AFTER, flag_due

__all__ = [
    "AWAY_AFTER",
    "MOST_PINNED",
    "QUIET_AFTER",
    "AwayCard",
    "away",
    "close",
    "flag_due",
    "hand_over",
    "pin",
    "remind",
    "reopen",
    "unpin",
]
