"""What a mail looks like: the same words as plain text and as HTML, in the receiver's language."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, Template

from models import now
from services import bounces, spoken, unsubscribing
from services.mail_acts import Offer
from services.outbox import Waiting
from services.settings import Settings
from ui.texts import LOCALES, translated

# What mail programmes of any age show without breaking lines themselves.
WIDTH = 72
_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Entry:
    """A line of a letter that lists."""

    text: str
    url: str
    heading: bool


@dataclass(frozen=True)
class Letter:
    locale: str
    subject: str
    paragraphs: list[str]
    entries: list[Entry]
    # What can be done from the letter itself, and a word about it.
    acts_head: str
    acts_words: str
    acts: list[Entry]
    url: str
    # What the button to the address is called.
    open: str
    footer: list[str]
    home: str
    # Where this kind of mail is said no to; empty for what an account cannot do without.
    unsubscribe: str
    no_more: str
    headers: dict[str, str] = field(default_factory=dict)


def letter_of(mail: Waiting, config: Settings, offers: Sequence[Offer] = ()) -> Letter:
    locale = mail.locale if mail.locale in LOCALES else LOCALES[0]
    body = translated(locale, f"mail.{mail.key}.body", **mail.params)
    unsubscribe = _unsubscribe(mail, config)
    subject = translated(locale, f"mail.{mail.key}.subject", **mail.params)
    return Letter(
        locale=locale,
        # A header is one line, whatever a title in it holds.
        subject=" ".join(subject.split()),
        paragraphs=[part.strip("\n") for part in _BLANK.split(body) if part.strip()],
        entries=[
            Entry(
                translated(locale, line["key"], **line["params"]),
                config.base_url + line["link"] if line["link"] else "",
                line["heading"],
            )
            for line in mail.lines
        ],
        acts_head=translated(locale, "mail.acts_head"),
        acts_words=_acts_words(locale, offers),
        acts=[_act(locale, offer, config) for offer in offers],
        url=config.base_url + mail.link if mail.link else "",
        open=translated(locale, "mail.open"),
        footer=[translated(locale, "mail.footer")],
        home=config.base_url,
        unsubscribe=unsubscribe,
        no_more=translated(locale, "mail.unsubscribe"),
        headers=mail.headers | (_one_click(unsubscribe) if unsubscribe else {}),
    )


def _unsubscribe(mail: Waiting, config: Settings) -> str:
    if mail.person_id is None or not mail.kind:
        return ""
    return config.base_url + unsubscribing.path_for(mail.person_id, mail.kind)


def _one_click(url: str) -> dict[str, str]:
    """RFC 8058; the mail server that signs our mail has to sign these too."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _acts_words(locale: str, offers: Sequence[Offer]) -> str:
    if not offers:
        return ""
    return translated(locale, "mail.acts_words", until=spoken.day(min(offer.expires_at for offer in offers)))


def _act(locale: str, offer: Offer, config: Settings) -> Entry:
    name = translated(locale, f"acts.{offer.purpose.name}_do")
    if offer.purpose.sign_in:
        name = translated(locale, "mail.acts_sign_in", act=name)
    return Entry(name, f"{config.base_url}/act/{offer.token}", heading=False)


def message_of(mail: Waiting, config: Settings, offers: Sequence[Offer] = ()) -> EmailMessage:
    letter = letter_of(mail, config, offers)
    message = EmailMessage()
    message["Subject"] = letter.subject
    message["From"] = config.mail_from
    message["To"] = mail.address
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{mail.message_id}@{urlsplit(config.base_url).hostname or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message[bounces.HEADER] = bounces.mark_of(mail.id, mail.message_id)
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(plain(letter), cte="quoted-printable")
    message.add_alternative(_template().render(letter=letter), subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.locale
    # A header that is one long address is kept in one piece: folded, it would be written in code that nobody follows.
    message.policy = message.policy.clone(max_line_length=998)
    return message


def return_address(mail: Waiting, config: Settings) -> str:
    """Where this very mail comes back to: `bounces+<mark>@…`; empty where the sender's address is good enough."""
    local, at, domain = config.mail_bounces.partition("@")
    return f"{local}+{bounces.mark_of(mail.id, mail.message_id)}@{domain}" if at else ""


def plain(letter: Letter) -> str:
    """As text: short lines, each address on a line of its own."""
    parts = ["\n".join(map(_wrapped, part.split("\n"))) for part in letter.paragraphs]
    parts += [_entry(entry) for entry in letter.entries]
    if letter.acts:
        parts += [letter.acts_head.upper(), _wrapped(letter.acts_words)]
        parts += [f"{act.text}:\n{act.url}" for act in letter.acts]
    if letter.url:
        parts.append(f"{letter.open}:\n{letter.url}")
    leaving = [f"{letter.no_more}:", letter.unsubscribe] if letter.unsubscribe else []
    parts.append("\n".join(["-- ", *map(_wrapped, letter.footer), letter.home, *leaving]))
    return "\n\n".join(parts) + "\n"


def _entry(entry: Entry) -> str:
    if entry.heading:
        return _wrapped(entry.text.upper())
    text = textwrap.fill(
        entry.text,
        WIDTH,
        initial_indent="- ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{text}\n  {entry.url}" if entry.url else text


def _wrapped(line: str) -> str:
    indent = "  " if line.startswith("- ") else ""
    return textwrap.fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


@cache
def _template() -> Template:
    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return made.from_string(Path(__file__).with_name("letter.html").read_text(encoding="utf-8"))
