"""Reads one letter that came back, as a mail server's pipe gives it: `python -m server.bounces [recipient] < message`.

Only reports of RFC 3464 are understood; an answer of a person on holiday, or anything else, is let pass. It ends with
75 when the database does not answer, which tells the mail server to try again later, and else with 0: nobody is to
get a report about a report.
"""

import email
import re
import sys
from collections.abc import Iterator, Sequence
from email.message import Message
from typing import IO

from sqlalchemy.exc import DBAPIError

from models import NotFound
from services import bounces
from services.bounces import Report
from services.database import changing
from services.settings import SettingsError

# The report stands before the letter that came back, which may be cut off.
MOST_BYTES = 1_000_000
TRY_LATER = 75
# Where mail servers note for whom the report came.
_RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
_IN_ADDRESS = re.compile(rf"\+({bounces.MARK.pattern})@")


def main(arguments: Sequence[str], source: IO[bytes]) -> int:
    message = email.message_from_bytes(source.read(MOST_BYTES))
    report, mark = report_in(message), mark_in(message, arguments)
    if report is None or not mark:
        return _said("no report about a letter of ours")
    try:
        with changing() as session:
            begun = bounces.note(session, mark, report)
    except NotFound:
        return _said("the letter is not ours, or is forgotten")
    except (DBAPIError, SettingsError) as error:
        _said(f"try again later: {type(error).__name__}")
        return TRY_LATER
    return _said(f"{report.action} {report.status}{': the address bounces' if begun else ''}")


def report_in(message: Message) -> Report | None:
    """What a delivery report says of its first receiver: each of our letters has one."""
    if (
        message.get_content_type() != "multipart/report"
        or message.get_param("report-type") != "delivery-status"
    ):
        return None
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for fields in _blocks(part):
                if fields["Action"]:
                    return _report(fields)
    return None


def _blocks(part: Message) -> list[Message]:
    """The groups of fields: one about the report, then one for each receiver."""
    found = part.get_payload()
    return [each for each in found if isinstance(each, Message)] if isinstance(found, list) else []


def _report(fields: Message) -> Report:
    status = re.search(r"[245]\.\d{1,3}\.\d{1,3}", str(fields["Status"]))
    said = " ".join(str(fields["Diagnostic-Code"] or "").split())
    return Report(str(fields["Action"]).strip().lower(), status.group() if status else "", said)


def mark_in(message: Message, recipients: Sequence[str] = ()) -> str:
    """The mark in the address that the report came to, else in the letter that it brings back; empty without."""
    addressed = [*recipients, *(str(value) for name in _RECIPIENTS for value in message.get_all(name, []))]
    for address in addressed:
        if found := _IN_ADDRESS.search(address):
            return found[1]
    return next((mark for mark in _brought_back(message) if bounces.MARK.fullmatch(mark)), "")


def _brought_back(message: Message) -> Iterator[str]:
    for part in message.walk():
        yield str(part.get(bounces.HEADER, "")).strip()
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            if isinstance(headers, bytes):
                yield str(email.message_from_bytes(headers).get(bounces.HEADER, "")).strip()


def _said(what: str) -> int:
    print(f"kanto bounces: {what}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin.buffer))
