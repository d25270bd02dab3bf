"""How an address takes our mail: fine, failing, or bouncing. While it bounces, nothing is sent there."""

from collections.abc import Collection
from datetime import timedelta

from sqlmodel import Session, col, select

from models import AddressState, MailAddress, now

# A mailbox that is full over a weekend is no wrong address.
PATIENCE = timedelta(days=4)
MOST_FAILURES = 5


def state_of(session: Session, address: str) -> AddressState:
    row = session.get(MailAddress, address)
    return row.state if row else AddressState.OK


def bouncing(session: Session, addresses: Collection[str]) -> set[str]:
    """Those of the addresses whose mail comes back."""
    return set(
        session.exec(
            select(MailAddress.address).where(
                col(MailAddress.address).in_(addresses), MailAddress.state == AddressState.BOUNCING
            )
        )
    )


def got_through(session: Session, address: str) -> None:
    row = _held(session, address)
    if row and row.state != AddressState.OK and not _came_back_lately(row):
        _set(row, AddressState.OK, "")
        row.failures, row.failing_since = 0, None


def _came_back_lately(row: MailAddress) -> bool:
    """A server that takes everything and sends it back says nothing with its yes."""
    return row.returned_at is not None and row.returned_at > now() - PATIENCE


def put_off(session: Session, address: str, error: str) -> bool:
    """Counts a refusal that may pass; after many of them over days the address bounces: whether it began to now."""
    row = _held(session, address) or _new(session, address)
    row.failures += 1
    row.failing_since = row.failing_since or now()
    row.last_error = error[:500]
    tired = row.failures >= MOST_FAILURES and row.failing_since <= now() - PATIENCE
    if row.state == AddressState.BOUNCING:
        return False
    _set(row, AddressState.BOUNCING if tired else AddressState.FAILING, error)
    return tired


def came_back(session: Session, address: str, error: str) -> bool:
    """The receiver's server knows no such address; whether it began to bounce with this."""
    row = _held(session, address) or _new(session, address)
    row.failures += 1
    row.failing_since = row.failing_since or now()
    new = row.state != AddressState.BOUNCING
    _set(row, AddressState.BOUNCING, error)
    return new


def returned(session: Session, address: str, error: str, *, gone: bool) -> bool:
    """A letter came back that had been taken before; whether the address began to bounce with this."""
    begun = (came_back if gone else put_off)(session, address, error)
    session.flush()
    if row := _held(session, address):
        row.returned_at = now()
    return begun


def begin_anew(session: Session, address: str) -> None:
    """Mail is tried again, from a clean slate."""
    row = _held(session, address)
    if row:
        row.failures, row.failing_since, row.returned_at = 0, None, None
        _set(row, AddressState.OK, "")


def _set(row: MailAddress, state: AddressState, error: str) -> None:
    row.state, row.last_error, row.changed_at = state, error[:500], now()


def _held(session: Session, address: str) -> MailAddress | None:
    return session.get(MailAddress, address, with_for_update=True)


def _new(session: Session, address: str) -> MailAddress:
    row = MailAddress(address=address)
    session.add(row)
    return row
