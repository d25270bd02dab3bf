"""RFC 8058: a mail programme's POST says no to a kind of mail; opening the address changes nothing."""

import email
import re
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from models import Alert, Channel, Concern, Kind, NoticeSettings, SavedSearch, Sought
from server import post, unsubscribing
from services import outbox
from services.database import changing
from services.mail_acts.tokens import signed
from tests.cast import cast_in

HOME = "http://kanto.example"


@pytest.fixture
def client(engine: Engine) -> TestClient:
    return TestClient(Starlette(routes=unsubscribing.ROUTES), base_url=HOME)


@pytest.fixture
def pekka(engine: Engine) -> int:
    with Session(engine) as session:
        person = cast_in(session).people["pekka"]
        session.commit()
        return person.id


def letter(tmp_path: Path, person_id: int | None, kind: str) -> EmailMessage:
    with changing() as session:
        outbox.put(session, "pekka@example.org", "reset", person_id=person_id, kind=kind, name="Pekka")
    post.deliver()
    path = sorted((tmp_path / "mail").glob("*.eml"))[-1]
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def address_in(mail: EmailMessage) -> str:
    found = re.fullmatch(rf"<{HOME}(/unsubscribe/\S+)>", mail["List-Unsubscribe"])
    assert found is not None
    return found[1]


def channels(engine: Engine) -> dict[str, str]:
    with Session(engine) as session:
        found = session.exec(select(NoticeSettings)).first()
        return dict(found.channels) if found else {}


def test_a_mail_programme_unsubscribes_with_one_post(
    engine: Engine, pekka: int, client: TestClient, tmp_path: Path
) -> None:
    mail = letter(tmp_path, pekka, Concern.WORK)
    path = address_in(mail)

    looks = [client.head(path), client.get(path)]
    before = channels(engine)
    posted = [client.post(path, data={"List-Unsubscribe": "One-Click"}) for _ in range(2)]

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"{HOME}{path}" in body.get_content()
    assert [answer.status_code for answer in (*looks, *posted)] == [200] * 4
    assert "pekka@example.org" in looks[1].text
    assert before == {}
    assert channels(engine) == {str(Concern.WORK): str(Channel.IN_APP)}


def test_a_wrong_or_foreign_address_unsubscribes_nobody(
    engine: Engine, pekka: int, client: TestClient, tmp_path: Path
) -> None:
    path = address_in(letter(tmp_path, pekka, Concern.WORK))
    act = signed("act", pekka, "work")

    answers = [client.post(wrong) for wrong in (path[:-1], "/unsubscribe/x", f"/unsubscribe/{act}")]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert channels(engine) == {}


def test_the_letter_of_saved_searches_has_its_own_no(
    engine: Engine, pekka: int, client: TestClient, tmp_path: Path
) -> None:
    with Session(engine) as session:
        search = SavedSearch(person_id=pekka, sought=Sought.IDEAS, name="Juuka", alert=Alert.DIGEST)
        session.add(search)
        session.commit()

    client.post(address_in(letter(tmp_path, pekka, Kind.SAVED_SEARCH)))

    with Session(engine) as session:
        assert session.exec(select(SavedSearch.alert)).all() == [Alert.IN_APP]


@pytest.mark.parametrize("kind", ["", "news"])
def test_what_an_account_cannot_do_without_has_no_no(
    engine: Engine, pekka: int, tmp_path: Path, kind: str
) -> None:
    mail = letter(tmp_path, pekka if not kind else None, kind)

    assert mail["List-Unsubscribe"] is None


@pytest.mark.parametrize("kind", [*Concern, "digest", Kind.SAVED_SEARCH])
def test_every_kind_of_mail_is_named(
    engine: Engine, pekka: int, client: TestClient, tmp_path: Path, kind: str
) -> None:
    assert client.get(address_in(letter(tmp_path, pekka, kind))).status_code == 200
