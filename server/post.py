"""Carries the outbox to the mail server, or to a folder where a newcomer finds the links."""

import logging
import smtplib
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from models import now
from services import outbox
from services.database import changing
from services.outbox import Waiting
from services.settings import Settings, settings
from ui.texts import LOCALES, translated

log = logging.getLogger("kanto.post")

TIMEOUT_SECONDS = 20
# What can be wrong with one mail or with the way to its receiver; the next one is tried all the same.
_TROUBLE = (OSError, smtplib.SMTPException, KeyError, ValueError)


def deliver() -> int:
    """Sends what is due; how many left. Each mail is settled on its own, outside of any transaction."""
    with changing() as session:
        waiting = outbox.take(session)
    return sum(_settle(mail) for mail in waiting)


def _settle(mail: Waiting) -> bool:
    try:
        _send(mail, settings())
    except _TROUBLE as error:
        log.warning("mail %s was not sent: %r", mail.id, error)
        with changing() as session:
            outbox.failed(session, mail.id, repr(error))
        return False
    with changing() as session:
        outbox.delivered(session, mail.id)
    return True


def message_of(mail: Waiting, config: Settings) -> EmailMessage:
    """The mail in its receiver's language, with the link last."""
    locale = mail.locale if mail.locale in LOCALES else LOCALES[0]
    body = [translated(locale, f"mail.{mail.key}.body", **mail.params)]
    if mail.link:
        body.append(config.base_url + mail.link)
    body.append(f"-- \n{translated(locale, 'mail.footer')}\n{config.base_url}")
    message = EmailMessage()
    # A header is one line, whatever a title in it holds.
    message["Subject"] = " ".join(translated(locale, f"mail.{mail.key}.subject", **mail.params).split())
    message["From"] = config.mail_from
    message["To"] = mail.address
    message["Date"] = format_datetime(now())
    message["Message-ID"] = make_msgid(domain=urlsplit(config.base_url).hostname)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(body) + "\n")
    message["Content-Language"] = locale
    return message


def _send(mail: Waiting, config: Settings) -> None:
    message = message_of(mail, config)
    if config.smtp_url:
        _by_smtp(message, config.smtp_url)
    else:
        _into_folder(message, Path(config.mail_folder), mail)


def _by_smtp(message: EmailMessage, url: str) -> None:
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
        server.send_message(message)


def _into_folder(message: EmailMessage, folder: Path, mail: Waiting) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{mail.id:08d}.eml"
    path.write_bytes(message.as_bytes())
    log.info("mail to %s: %s (%s)", mail.address, message["Subject"], path)
    if mail.link and settings().development:
        log.info("  %s", settings().base_url + mail.link)
