"""The days and months that the privacy notice names, from where the code keeps to them."""

from services import erasure, feedback, hosting, outbox, unsaved
from services.accounts import sessions
from services.events import due as events
from services.files import tidying as files
from services.settings import settings


def times() -> dict[str, int]:
    return {
        "session_days": sessions.SESSION_DAYS,
        "erasure_days": erasure.REGRET.days,
        "idle_months": erasure.IDLE_MONTHS,
        "mail_days": outbox.KEPT.days,
        "seat_days": events.KEPT.days,
        "advice_days": settings().advice_kept_days,
        "feedback_days": feedback.KEPT.days,
        "away_days": hosting.AWAY_AFTER.days,
        "unsaved_days": unsaved.KEPT.days,
        "file_days": files.PUT_BACK_WITHIN.days,
    }
