"""For how many days what is kept, from where it is deleted: what the privacy notice says, the code does."""

from services import feedback, outbox
from services.accounts import sessions
from services.events import due as events
from services.files import tidying as files
from services.settings import settings


def days() -> dict[str, int]:
    return {
        "session_days": sessions.SESSION_DAYS,
        "mail_days": outbox.KEPT.days,
        "seat_days": events.KEPT.days,
        "advice_days": settings().advice_kept_days,
        "feedback_days": feedback.KEPT.days,
        "file_days": files.PUT_BACK_WITHIN.days,
    }
