"""What the clock does: a proposal about an idea that is no longer there is closed with a word to both sides."""

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from models import Idea, Joining, JoiningAction, JoiningState, Kind
from services import journal
from services.joinings.access import JOINABLE, pair_of
from services.joinings.news import tell

# So many in one transaction; the next run takes the rest.
MOST = 200


def close_gone(session: Session) -> int:
    """Closes the proposals of which an idea was withdrawn, hidden, rejected or taken back; how many."""
    kept, joined = aliased(Idea), aliased(Idea)
    query = (
        select(Joining)
        .join(kept, col(kept.id) == Joining.kept_id)
        .join(joined, col(joined.id) == Joining.joined_id)
        .where(
            Joining.state == JoiningState.PROPOSED,
            or_(col(kept.state).not_in(JOINABLE), col(joined.state).not_in(JOINABLE)),
        )
        .order_by(col(Joining.id))
        .limit(MOST)
        .with_for_update(of=Joining, skip_locked=True)
    )
    gone = list(session.exec(query))
    for joining in gone:
        _close(session, joining)
    return len(gone)


def _close(session: Session, joining: Joining) -> None:
    before = joining.state
    joining.move(JoiningAction.WITHDRAW)
    session.flush()
    entry = journal.record(
        session,
        None,
        Kind.JOINING,
        joining.id,
        JoiningAction.WITHDRAW,
        before=before,
        after=joining.state,
    )
    tell(session, entry, joining, pair_of(session, joining), "gone")
