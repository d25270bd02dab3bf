"""Mail is written with the act that causes it and sent after the act has held."""

from typing import Any

from sqlmodel import Session

from models import Mail


def put(session: Session, address: str, key: str, *, locale: str = "", link: str = "", **params: Any) -> Mail:
    """Queues `mail.<key>` for this address; the words are made when it is sent, in the receiver's language."""
    mail = Mail(address=address, locale=locale, key=key, params=params, link=link)
    session.add(mail)
    return mail
