"""Letters of notices on their way out: asked about once more, and read as text."""

import email
from email import policy
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import col, select

from models import Concern, Idea, IdeaState, Kind, Mail, MailState
from server import post
from services import journal, notices, outbox
from services.database import changing, reading
from tests.cast import cast_in


def _in_folder(tmp_path: Path) -> list[EmailMessage]:
    return [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((tmp_path / "mail").glob("*.eml"))
    ]


def test_a_letter_about_what_no_longer_holds_does_not_leave(engine: Engine, tmp_path: Path) -> None:
    with changing() as session:
        cast = cast_in(session)
        entry = journal.record(session, cast.fanni, Kind.IDEA, 1, "remind")
        people = [cast.aino.id, cast.eero.id]
        notices.tell(
            session, entry, people, "partner_call_remind", "/idea?id=1", by_mail=True, idea="", reply_by=""
        )
        session.add(
            Idea(id=1, association_id=cast.satusuo.id, author_id=cast.aino.id, state=IdeaState.PUBLISHED)
        )
        notices.stop_mail(session, cast.eero.id, Concern.ANSWER)

    post.deliver()

    with reading() as session:
        states = session.exec(select(Mail.state).order_by(col(Mail.id))).all()
    assert [message["To"] for message in _in_folder(tmp_path)] == ["aino@example.org"]
    assert states == [MailState.SENT, MailState.WITHHELD]


def test_a_digest_reads_as_text_in_its_readers_language(engine: Engine, tmp_path: Path) -> None:
    told = {"who": "Pekka", "title": "Olohuone"}
    lines = [
        outbox.Line("notices.digest_thing", {"name": "Olohuone", "kind_key": "kind.idea"}, heading=True),
        outbox.Line("notices.comment_added", told, "/idea?id=1"),
        outbox.Line("notices.digest_more", {"n": 2}, "/notices"),
    ]
    with changing() as session:
        outbox.put(session, "aino@example.org", "digest", locale="sv", link="/notices", lines=lines, n=3)

    post.deliver()

    [message] = _in_folder(tmp_path)
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert message["Subject"] == "Kanto: 3 nya saker"
    assert text.index("OLOHUONE (PROJEKTIDÉ)") < text.index("Pekka") < text.index("idea?id=1")
    assert "Dessutom 2 meddelanden" in text
