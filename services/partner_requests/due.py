"""What the clock does to partner requests; the job that calls it may run as often as it likes."""

from datetime import timedelta

from sqlmodel import Session, col, select

from models import (
    PARTNER_REQUEST_OPEN,
    Association,
    Idea,
    JournalEntry,
    Kind,
    PartnerRequest,
    PartnerRequestAction,
    today,
)
from services import journal, notices, partner_sets
from services.partner_requests.access import address, news_of, spoken, waits_for

REMINDED_BEFORE = timedelta(days=3)
# So many in one transaction; the next run takes the rest.
MOST = 200
_REMIND = "remind"


def expire_due(session: Session) -> int:
    """Closes the requests whose reply-by day has passed in Finland; how many."""
    due = _open(session, col(PartnerRequest.reply_by) < today())
    for request in due:
        before = request.state
        request.move(PartnerRequestAction.EXPIRE)
        session.flush()
        entry = journal.record(
            session,
            None,
            Kind.PARTNER_REQUEST,
            request.id,
            PartnerRequestAction.EXPIRE,
            before=before,
            after=request.state,
        )
        for side in (request.from_association_id, request.to_association_id):
            _tell(session, request, entry, side, *news_of(request, PartnerRequestAction.EXPIRE, side))
        partner_sets.after_answer(session, None, request)
    return len(due)


def remind_due(session: Session) -> int:
    """Reminds those whose turn it is, three days before the last day, once for each request; how many."""
    reminded = select(JournalEntry.thing_id).where(
        JournalEntry.kind == Kind.PARTNER_REQUEST,
        JournalEntry.thing_id == PartnerRequest.id,
        JournalEntry.action == _REMIND,
    )
    near = col(PartnerRequest.reply_by).between(today(), today() + REMINDED_BEFORE)
    due = _open(session, near & ~reminded.exists())
    for request in due:
        entry = journal.record(
            session,
            None,
            Kind.PARTNER_REQUEST,
            request.id,
            _REMIND,
            before=request.state,
            after=request.state,
        )
        _tell(session, request, entry, waits_for(request), "partner_request_remind", address(request.id))
    return len(due)


def _open(session: Session, when: object) -> list[PartnerRequest]:
    query = (
        select(PartnerRequest)
        .where(col(PartnerRequest.state).in_(PARTNER_REQUEST_OPEN), when)  # type: ignore[arg-type]
        .order_by(col(PartnerRequest.reply_by), col(PartnerRequest.id))
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    return list(session.exec(query))


def _tell(
    session: Session,
    request: PartnerRequest,
    entry: JournalEntry,
    side: int | None,
    key: str,
    link: str,
) -> None:
    notices.tell(
        session,
        entry,
        notices.people_of(session, side),
        key,
        link,
        by_mail=True,
        association=session.get_one(Association, request.from_association_id).name,
        receiver=session.get_one(Association, request.to_association_id).name,
        idea=session.get_one(Idea, request.idea_id).title,
        reply_by=spoken(request.reply_by),
    )
