"""What concerns a person: told once per event, never to the one who did it, on the way that they have chosen.

`tell` is the one place where notices begin; `resolving` is the one place that says who hears, and is asked when
something is told and again when a letter about it leaves.
"""

from services.notices.concerns import CHANNELS, USUAL
from services.notices.digests import admit, send_due
from services.notices.listening import Heard, choose, chosen_by, forget, may_listen, stance_of
from services.notices.reading import NoticeCard, of, read, read_all, unread
from services.notices.resolving import letters_gone
from services.notices.telling import facilitators, people_of, tell, tell_lettered
from services.notices.ways import ZONES, Habits, habits, next_digest, save_habits, stop_mail

__all__ = [
    "CHANNELS",
    "USUAL",
    "ZONES",
    "Habits",
    "Heard",
    "NoticeCard",
    "admit",
    "choose",
    "chosen_by",
    "facilitators",
    "forget",
    "habits",
    "letters_gone",
    "may_listen",
    "next_digest",
    "of",
    "people_of",
    "read",
    "read_all",
    "save_habits",
    "send_due",
    "stance_of",
    "stop_mail",
    "tell",
    "tell_lettered",
    "unread",
]
