"""Carries the outbox to the mail server, or to a folder where a newcomer finds the links."""

import logging
import smtplib
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlmodel import Session

from server.letters import message_of, return_address
from services import accounts, bounces, mail_acts, notices, outbox
from services.database import changing
from services.mail_acts import Offer
from services.outbox import Waiting
from services.settings import Settings, settings

log = logging.getLogger("kanto.post")

TIMEOUT_SECONDS = 20
# What can be wrong with one mail or with the way to its receiver; the next one is tried all the same.
_TROUBLE = (OSError, smtplib.SMTPException, KeyError, ValueError)


def deliver() -> int:
    """Sends what is due; how many left. Each mail is settled on its own, outside of any transaction."""
    sent = 0
    while waiting := _taken():
        sent += sum(_settle(mail) for mail in waiting)
    return sent


def _taken() -> list[Waiting]:
    """Some of what is due; what tells of nothing that still holds is put aside instead."""
    with changing() as session:
        while waiting := outbox.take(session):
            gone = notices.letters_gone(session, [mail.id for mail in waiting])
            outbox.withdraw(session, gone)
            if kept := [mail for mail in waiting if mail.id not in gone]:
                return kept
    return []


def _settle(mail: Waiting) -> bool:
    with changing() as session:
        if not outbox.hold(session, mail.id, mail.claim):
            return False
        offers = mail_acts.offer(session, mail)
    try:
        _send(mail, settings(), offers)
    except _TROUBLE as error:
        log.warning("mail %s was not sent: %r", mail.id, error)
        with changing() as session:
            _note(session, mail, error)
        return False
    with changing() as session:
        outbox.delivered(session, mail.id)
    return True


def _note(session: Session, mail: Waiting, error: Exception) -> None:
    """Whose fault it was decides whether it is tried again, and what becomes of the address."""
    code, said = _answer(error)
    if code >= 500:
        gone = isinstance(error, smtplib.SMTPRecipientsRefused) and bounces.is_about_address(code, said)
        begun = outbox.refused(session, mail.id, f"{code} {said}", address_gone=gone)
    else:
        told = f"{code} {said}" if code else repr(error)
        begun = outbox.failed(session, mail.id, told, address_refuses=code >= 400)
    if begun:
        accounts.tell_of_bounce(session, mail.address)


def _answer(error: Exception) -> tuple[int, str]:
    """What the receiver's server said to this address or this mail; 0 when the trouble was before that."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=answers):
            code, said = next(iter(answers.values()))
        case smtplib.SMTPDataError(smtp_code=code, smtp_error=said):
            pass
        case _:
            return 0, ""
    # 421 closes the connection: it is about the server, not about the address.
    return (
        (0, "") if code == 421 else (code, said.decode(errors="replace") if isinstance(said, bytes) else said)
    )


def _send(mail: Waiting, config: Settings, offers: Sequence[Offer]) -> None:
    message = message_of(mail, config, offers)
    if config.smtp_url:
        _by_smtp(message, config.smtp_url, return_address(mail, config))
    else:
        _into_folder(message, Path(config.mail_folder), mail)


def _by_smtp(message: EmailMessage, url: str, returns_to: str) -> None:
    """`smtps://user:password@host:465` is encrypted from the start, `smtp://…:587` when the server offers it."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    secure = parts.scheme == "smtps"
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with kind(host, parts.port or (465 if secure else 587), timeout=TIMEOUT_SECONDS) as server:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls()
            server.ehlo()
            secure = True
        if parts.username:
            if not secure:
                raise smtplib.SMTPNotSupportedError("a password is not sent over an open connection")
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message, from_addr=returns_to or None)


def _into_folder(message: EmailMessage, folder: Path, mail: Waiting) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{mail.id:08d}.eml"
    path.write_bytes(message.as_bytes())
    log.info("mail to %s: %s (%s)", mail.address, message["Subject"], path)
    if mail.link and settings().development:
        log.info("  %s", settings().base_url + mail.link)
