"""Mail leaves in its receiver's language, once, and what cannot leave is tried again."""

import email
import socketserver
import threading
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models import Mail
from server import letters, post
from services import outbox
from services.database import changing, reading
from services.settings import settings


def _queue(address: str, key: str = "reset", locale: str = "fi", link: str = "/reset?token=secret") -> None:
    with changing() as session:
        outbox.put(session, address, key, locale=locale, link=link, name="Aino")


def _mails() -> list[Mail]:
    with reading() as session:
        return list(session.exec(select(Mail).order_by(Mail.id)))  # type: ignore[arg-type]


def _in_folder(tmp_path: Path) -> list[EmailMessage]:
    return [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((tmp_path / "mail").glob("*.eml"))
    ]


def test_without_a_mail_server_the_link_lies_in_a_folder(engine: Engine, tmp_path: Path) -> None:
    _queue("aino@example.org")

    sent = post.deliver()

    [message] = _in_folder(tmp_path)
    assert (sent, message["To"]) == (1, "aino@example.org")
    assert "http://kanto.example/reset?token=secret" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_delivered_mail_forgets_its_token_and_is_not_sent_again(engine: Engine, tmp_path: Path) -> None:
    _queue("aino@example.org")

    post.deliver()
    again = post.deliver()

    assert (again, len(_in_folder(tmp_path))) == (0, 1)
    assert [(mail.link, mail.sent_at is not None) for mail in _mails()] == [("", True)]


def test_the_mail_speaks_its_receivers_language(engine: Engine, tmp_path: Path) -> None:
    for locale in ("fi", "sv", "en", ""):
        _queue("aino@example.org", locale=locale)

    post.deliver()

    assert [message["Content-Language"] for message in _in_folder(tmp_path)] == ["fi", "sv", "en", "fi"]
    assert len({message["Subject"] for message in _in_folder(tmp_path)}) == 3


def test_a_mail_without_words_holds_up_nobody_else(engine: Engine, tmp_path: Path) -> None:
    _queue("aino@example.org", key="no such words")
    _queue("pekka@example.org")

    sent = post.deliver()

    assert (sent, [message["To"] for message in _in_folder(tmp_path)]) == (1, ["pekka@example.org"])
    assert [(mail.tries, bool(mail.last_error)) for mail in _mails()] == [(1, True), (0, False)]


class _Postman(socketserver.StreamRequestHandler):
    """As much of SMTP as a delivery needs, without encryption."""

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.received.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line == b"QUIT" else b"250 fine\r\n")
            if line == b"QUIT":
                return


@pytest.fixture
def postman(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """What a mail server on this machine has received; the settings point at it."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Postman) as server:
        server.received = []  # type: ignore[attr-defined]
        monkeypatch.setenv("KANTO_SMTP_URL", f"smtp://127.0.0.1:{server.server_address[1]}")
        settings.cache_clear()
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.received  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


def test_a_mail_server_gets_the_mail(postman: list[bytes]) -> None:
    _queue("aino@example.org")

    post.deliver()

    [received] = postman
    assert b"To: aino@example.org" in received


def test_a_password_is_not_sent_in_the_open(postman: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANTO_SMTP_URL", settings().smtp_url.replace("//", "//kanto:secret@"))
    settings.cache_clear()
    _queue("aino@example.org")

    sent = post.deliver()

    assert (sent, postman) == (0, [])


def test_a_title_with_a_line_break_adds_no_header(engine: Engine) -> None:
    named = {"name": "x\r\nBcc: all@example.org"}
    waiting = outbox.Waiting(1, "aino@example.org", "fi", "reset", named, "", message_id="7")

    message = letters.message_of(waiting, settings())

    assert message["Bcc"] is None
