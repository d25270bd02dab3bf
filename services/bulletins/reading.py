"""The letters that have been sent, and one of them for the desk or for whom it has reached."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col

from models import Bulletin, BulletinState, Group, Person
from services.actors import Actor
from services.bulletins.access import check, fetch, may_write, visible
from services.bulletins.audience import Audience, audience_of
from services.bulletins.sending import FIRST, Words
from services.paging import Page, carded, paged


@dataclass(frozen=True)
class Sending:
    """What the desk alone reads."""

    audience: Audience
    # Empty when the group is gone.
    group: str
    people: int
    associations: int
    told: int
    state: BulletinState
    leaves_at: datetime
    ended_at: datetime | None

    @property
    def stoppable(self) -> bool:
        return self.state in (BulletinState.WAITING, BulletinState.SENDING)


@dataclass(frozen=True)
class BulletinView:
    id: int
    author: str
    created_at: datetime
    # By language, Finnish first.
    words: dict[str, Words]
    sending: Sending | None


@dataclass(frozen=True)
class BulletinCard:
    id: int
    subject: str
    author: str
    created_at: datetime
    state: BulletinState
    told: int
    people: int
    associations: int


def view(session: Session, actor: Actor, bulletin_id: int) -> BulletinView:
    bulletin = fetch(session, actor, bulletin_id)
    locales = sorted(bulletin.words, key=lambda locale: (locale != FIRST, locale))
    return BulletinView(
        bulletin.id,
        session.get_one(Person, bulletin.author_id).name,
        bulletin.created_at,
        {locale: Words(**bulletin.words[locale]) for locale in locales},
        _sending(session, bulletin) if may_write(actor) else None,
    )


def _sending(session: Session, bulletin: Bulletin) -> Sending:
    audience = audience_of(bulletin.audience)
    return Sending(
        audience,
        _group_name(session, audience),
        bulletin.people,
        bulletin.associations,
        bulletin.told,
        bulletin.state,
        bulletin.leaves_at,
        bulletin.ended_at,
    )


def _group_name(session: Session, audience: Audience) -> str:
    found = session.get(Group, int(audience.group)) if audience.group else None
    return found.name if found else ""


def listed(session: Session, actor: Actor, *, after: str = "") -> Page[BulletinCard]:
    """What the desk has sent, newest first."""
    check(actor)
    query = visible(actor, Bulletin, col(Person.name)).join(Person, col(Person.id) == Bulletin.author_id)
    page = paged(session, query, key=[col(Bulletin.id)], after=after, descending=True)
    return carded(page, lambda row: _card(*row))


def _card(bulletin: Bulletin, author: str) -> BulletinCard:
    return BulletinCard(
        bulletin.id,
        bulletin.words[FIRST]["subject"],
        author,
        bulletin.created_at,
        bulletin.state,
        bulletin.told,
        bulletin.people,
        bulletin.associations,
    )
