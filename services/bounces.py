"""Letters that come back after their server had taken them: whose they were, and what it says of the address.

Each letter carries a mark that we have signed, in the address that it comes back to and in a header. A report is
believed for the letter whose mark it brings, so nobody silences somebody else by writing reports.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

from sqlmodel import Session

from models import Mail, NotFound
from services import accounts, outbox
from services.settings import settings

HEADER = "Kanto-Letter"
MARK = re.compile(r"(?P<id>[1-9]\d{0,17})-[0-9a-f]{32}")
_STATUS = re.compile(r"\b5\.(?P<subject>\d{1,3})\.\d{1,3}\b")


@dataclass(frozen=True)
class Report:
    """What the receiver's side says of one letter (RFC 3464)."""

    action: str
    # As in RFC 3463: "5.1.1".
    status: str
    # The words of the server that said no, with its code.
    said: str = ""

    @property
    def is_final(self) -> bool:
        """It will not arrive. A delay is no news: it is still being tried."""
        return self.action == "failed" and self.status[:2] in ("4.", "5.")

    @property
    def code(self) -> int:
        found = re.search(r"\b[45]\d\d\b", self.said)
        return int(found.group()) if found else 0

    @property
    def about_address(self) -> bool:
        if not self.status.startswith("5."):
            return False
        # "5.0.0" says only that it is final: the server's own words then say more.
        detail = self.said if self.status.endswith(".0.0") else f"{self.said} {self.status}"
        return is_about_address(self.code, detail)


def is_about_address(code: int, said: str) -> bool:
    """Whether a no is about the address itself (RFC 3463), and not about the mail, the sender or the room left."""
    detailed = _STATUS.search(said)
    return detailed["subject"] == "1" if detailed else code in (550, 551, 553)


def mark_of(mail_id: int, message_id: str) -> str:
    """With the Message-ID in the signature: a number can be given a second time."""
    signed = f"kanto.bounce:{mail_id}:{message_id}".encode()
    digest = hmac.new(settings().secret_key.encode(), signed, hashlib.sha256)
    return f"{mail_id}-{digest.hexdigest()[:32]}"


def note(session: Session, mark: str, report: Report) -> bool:
    """Counts what came back for the letter's address, once; whether the address began to bounce with it.

    NotFound when the mark is none of ours, or its letter is forgotten.
    """
    mail = _marked(session, mark)
    if not report.is_final:
        return False
    told = f"{report.status} {report.said}".strip()
    begun = outbox.returned(session, mail.id, told, address_gone=report.about_address)
    if begun:
        accounts.tell_of_bounce(session, mail.address)
    return begun


def _marked(session: Session, mark: str) -> Mail:
    found = MARK.fullmatch(mark)
    mail = session.get(Mail, int(found["id"])) if found else None
    if mail is None or not hmac.compare_digest(mark_of(mail.id, mail.message_id), mark):
        raise NotFound
    return mail
