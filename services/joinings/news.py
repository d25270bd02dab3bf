"""Who hears of a step: both sides' writers and the facilitator who proposed it."""

from sqlmodel import Session

from models import Association, Joining, JournalEntry
from services import notices
from services.joinings.access import Pair, address


def tell(
    session: Session, entry: JournalEntry, joining: Joining, pair: Pair, step: str, *, speaking: int = 0
) -> None:
    """Tells them with mail as `joining_<step>`; `speaking` is the association that took it."""
    sides = [pair.joined.association_id]
    if pair.joined.published_at or joining.joined_agreed_by:
        sides.append(pair.kept.association_id)
    people = [person for side in sides for person in notices.people_of(session, side)]
    notices.tell(
        session,
        entry,
        [*people, joining.proposed_by],
        f"joining_{step}",
        address(joining.id),
        by_mail=True,
        kept=pair.kept.title,
        joined=pair.joined.title,
        association=session.get_one(Association, speaking).name if speaking else "",
        words=entry.why,
    )
