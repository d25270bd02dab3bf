"""Acts from mails: opening a link changes nothing, one press does it, and a second one says what to do."""

import email
import re
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from models import (
    AssociationMember,
    AssociationRole,
    EventSeat,
    MailAct,
    MeetingSeat,
    MembershipState,
    PartnerRequest,
    PartnerRequestState,
    Person,
    RequestMessage,
    SeatState,
    now,
)
from models.base import as_of
from server import mailed, post
from services import accounts, events, mail_acts, meetings, partner_requests
from services.accounts import hashed
from services.mail_acts import PURPOSES
from tests.cast import Cast, cast_in
from tests.services.circle_world import a_group, call
from tests.services.request_world import invite, make_idea
from tests.services.test_events import make_event
from ui.spoken import Spoken
from ui.texts import LOCALES, catalogue

HOME = "http://kanto.example"
State = PartnerRequestState


@pytest.fixture
def client(engine: Engine) -> TestClient:
    return TestClient(Starlette(routes=mailed.ROUTES), base_url=HOME)


@pytest.fixture
def cast(engine: Engine) -> Iterator[Cast]:
    """The cast in a session that is committed when the test says so."""
    with Session(engine, expire_on_commit=False) as session:
        yield cast_in(session)


def asked(cast: Cast) -> PartnerRequest:
    """Aino's letter to Toivonsilta."""
    request = invite(
        cast.session, cast, make_idea(cast.session, cast), reply_by=(now() + timedelta(days=9)).date()
    )
    cast.session.commit()
    return request


def newest_mail(tmp_path: Path, address: str) -> EmailMessage:
    """What has come to this address last, after the post has been."""
    post.deliver()
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((tmp_path / "mail").glob("*.eml"))
    ]
    return [mail for mail in mails if mail["To"] == address][-1]


def links(mail: EmailMessage) -> dict[str, str]:
    """The paths of the mail's acts by what they are called."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.findall(rf"^(.+):\n{HOME}(/act/\S+)$", body.get_content(), re.MULTILINE)
    return dict(found)


def state_of(engine: Engine, request: PartnerRequest) -> PartnerRequestState:
    with Session(engine) as session:
        return session.get_one(PartnerRequest, request.id).state


def says(answer: Response, key: str) -> bool:
    return Spoken("fi").t(f"acts.{key}", when="").split("(")[0] in answer.text


def test_a_partner_accepts_with_one_press_and_opening_alone_does_nothing(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    request = asked(cast)
    path = links(newest_mail(tmp_path, "pekka@example.org"))["Hyväksy kumppanuus"]

    looks = [client.head(path), client.get(path), client.get(path)]
    before = state_of(engine, request)
    done = client.post(path)
    again = [client.post(path), client.get(path)]

    assert [look.status_code for look in looks] == [200, 200, 200]
    assert "Kylätalon olohuone" in looks[1].text
    assert "Lähtisittekö mukaan?" in looks[1].text
    assert looks[1].headers["referrer-policy"] == "no-referrer"
    assert (before, state_of(engine, request)) == (State.SENT, State.ACCEPTED)
    assert done.status_code == 200
    assert [answer.status_code for answer in again] == [409, 410]
    assert all(says(answer, "used") for answer in again)
    with Session(engine) as session:
        assert session.get_one(PartnerRequest, request.id).answered_by == cast.people["pekka"].id


def test_only_the_hash_of_a_token_is_kept_and_a_made_up_one_opens_nothing(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    asked(cast)
    token = links(newest_mail(tmp_path, "pekka@example.org"))["Hyväksy kumppanuus"].removeprefix("/act/")
    other = mail_acts.tokens.signed("unsubscribe", 1, "x")

    wrong = [client.post(f"/act/{made_up}") for made_up in (token[:-1], "x", other, token.split(".")[0])]

    assert [(answer.status_code, says(answer, "broken")) for answer in wrong] == [(404, True)] * 4
    assert hashed(token).encode() in _kept(engine)
    assert token.encode() not in _kept(engine)


def _kept(engine: Engine) -> bytes:
    """All that the database has on the disk."""
    file = Path(engine.url.database or "")
    return b"".join(each.read_bytes() for each in (file, Path(f"{file}-wal")) if each.exists())


def test_a_no_needs_a_reason_and_what_was_typed_stays(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    request = asked(cast)
    path = links(newest_mail(tmp_path, "pekka@example.org"))["Emme lähde mukaan"]
    long = "Väki <ei> riitä. " * 80

    empty = client.post(path, data={"typed": "  "})
    too_long = client.post(path, data={"typed": long})
    between = state_of(engine, request)
    done = client.post(path, data={"typed": "Väki ei riitä."})

    assert [empty.status_code, too_long.status_code, done.status_code] == [422, 422, 200]
    assert "Väki &lt;ei&gt; riitä." in too_long.text
    assert (between, state_of(engine, request)) == (State.SENT, State.DECLINED)


def test_a_question_and_its_answer_go_from_mail_to_mail(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    request = asked(cast)
    first = links(newest_mail(tmp_path, "pekka@example.org"))

    client.post(first["Lähetä kysymys"], data={"typed": "Kuka maksaa matkat?"})
    stale = client.get(first["Hyväksy kumppanuus"])
    answered = links(newest_mail(tmp_path, "aino@example.org"))
    client.post(answered["Lähetä vastaus"], data={"typed": "Hanke maksaa."})
    second = links(newest_mail(tmp_path, "pekka@example.org"))

    assert list(answered) == ["Lähetä vastaus"]
    assert (stale.status_code, says(stale, "changed")) == (410, True)
    assert "Hanke maksaa." in client.get(second["Hyväksy kumppanuus"]).text
    assert state_of(engine, request) == State.SENT
    with Session(engine) as session:
        bodies = session.exec(select(RequestMessage.body).order_by(col(RequestMessage.id))).all()
    assert bodies == ["Kuka maksaa matkat?", "Hanke maksaa."]


def test_rights_are_asked_anew_when_the_link_is_pressed(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    request = asked(cast)
    path = links(newest_mail(tmp_path, "pekka@example.org"))["Hyväksy kumppanuus"]
    member = cast.session.exec(
        select(AssociationMember).where(AssociationMember.person_id == cast.people["pekka"].id)
    ).one()
    member.role = AssociationRole.VIEWER
    cast.session.commit()
    reads_only = client.post(path)
    member.state = MembershipState.REMOVED
    cast.session.commit()
    gone = client.post(path)

    assert (reads_only.status_code, says(reads_only, "closed")) == (409, True)
    assert (gone.status_code, says(gone, "out_of_sight")) == (409, True)
    assert "Kylätalon olohuone" not in gone.text
    assert state_of(engine, request) == State.SENT


def test_a_link_that_has_expired_or_was_answered_elsewhere_says_so(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    request = asked(cast)
    path = links(newest_mail(tmp_path, "pekka@example.org"))["Emme lähde mukaan"]

    act = cast.session.exec(select(MailAct).where(MailAct.purpose == "request_decline")).one()
    act.expires_at = now() - timedelta(minutes=1)
    cast.session.commit()
    expired = client.post(path, data={"typed": "Kirjoitin tämän."})
    partner_requests.accept(cast.session, cast.pekka, request.id)
    act.expires_at = now() + timedelta(days=1)
    cast.session.commit()
    closed = client.post(path, data={"typed": "Kirjoitin tämän."})

    assert Spoken("fi").t("acts.expired", when="").split(".")[0][:20] in expired.text
    assert says(closed, "closed")
    assert "Kirjoitin tämän." in expired.text
    assert f"/request?id={request.id}" in closed.text
    assert state_of(engine, request) == State.ACCEPTED


def test_an_address_that_has_changed_hands_answers_nothing(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    request = asked(cast)
    path = links(newest_mail(tmp_path, "pekka@example.org"))["Hyväksy kumppanuus"]
    cast.people["pekka"].email = "uusi@example.org"
    cast.session.commit()

    answer = client.post(path)

    assert (answer.status_code, state_of(engine, request)) == (409, State.SENT)


def test_an_association_says_from_the_mail_that_it_comes(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    call(cast, a_group(cast))
    cast.session.commit()
    offered = links(newest_mail(tmp_path, "pekka@example.org"))

    client.post(offered["Tulemme"])
    with Session(engine) as session:
        said = dict(session.exec(select(MeetingSeat.association_id, MeetingSeat.coming)).all())
    client.post(offered["Emme pääse"])
    with Session(engine) as session:
        changed = dict(session.exec(select(MeetingSeat.association_id, MeetingSeat.coming)).all())

    assert said == {cast.satusuo.id: None, cast.toivonsilta.id: True}
    assert changed == said | {cast.toivonsilta.id: False}
    # Uuno comes for nobody, so there is nothing for him to say.
    assert links(newest_mail(tmp_path, "uuno@example.org")) == {}


def test_minutes_are_approved_after_signing_in_only(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    with as_of(now() - timedelta(days=9)):
        starts_at = now() + timedelta(days=8)
        meeting = call(cast, a_group(cast), starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    seats = {seat.association_id: seat for seat in meetings.view(cast.session, cast.aino, meeting.id).seats}
    meetings.mark(cast.session, cast.aino, seats[cast.toivonsilta.id].id, attended=True)
    meetings.publish(cast.session, cast.aino, meeting.id)
    tokens = {name: accounts.begin_session(cast.session, cast.people[name].id) for name in ("pekka", "aino")}
    cast.session.commit()
    ((name, path),) = links(newest_mail(tmp_path, "pekka@example.org")).items()

    def approved() -> bool:
        with Session(engine) as session:
            seat = session.get_one(MeetingSeat, seats[cast.toivonsilta.id].id)
            return seat.approved_at is not None

    signed_out = client.post(path)
    client.cookies.set("kanto_session", tokens["aino"])
    somebody_else = client.post(path)
    before = approved()
    client.cookies.set("kanto_session", tokens["pekka"])
    done = client.post(path)

    assert "kirjaudu" in name
    assert "/sign_in?next=%2Fact%2F" in signed_out.text
    assert (signed_out.status_code, somebody_else.status_code, before) == (409, 409, False)
    assert (done.status_code, approved()) == (200, True)


def test_somebody_with_an_account_joins_an_association_from_the_mail(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    accounts.invite(cast.session, cast.aino, cast.satusuo.id, "uuno@example.org", AssociationRole.EDITOR)
    accounts.invite(cast.session, cast.aino, cast.satusuo.id, "new@example.org", AssociationRole.EDITOR)
    cast.session.commit()
    offered = links(newest_mail(tmp_path, "uuno@example.org"))

    done = client.post(offered["Hyväksy kutsu"])
    late = client.post(offered["Kieltäydy kutsusta"])

    assert (done.status_code, late.status_code) == (200, 409)
    assert cast.satusuo.id in cast.uuno.roles
    assert links(newest_mail(tmp_path, "new@example.org")) == {}


def test_the_page_speaks_its_persons_language(
    engine: Engine, cast: Cast, client: TestClient, tmp_path: Path
) -> None:
    cast.people["pekka"].locale = "sv"
    asked(cast)
    body = newest_mail(tmp_path, "pekka@example.org").get_body(("plain",))
    assert body is not None
    (path,) = re.findall(rf"Godkänn partnerskapet:\n{HOME}(\S+)", body.get_content())

    answer = client.get(path)

    assert '<html lang="sv">' in answer.text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_purpose_has_its_words(locale: str) -> None:
    needed = {
        f"acts.{purpose.name}_{part}"
        for purpose in PURPOSES
        for part in ("title", "words", "means", "do", "done", *(["field"] if purpose.most else []))
    }

    assert needed - catalogue(locale).keys() == set()


def test_a_seat_is_confirmed_and_given_back_from_the_mail(
    client: TestClient, cast: Cast, engine: Engine, tmp_path: Path
) -> None:
    at = now() + timedelta(days=9)
    event = make_event(cast, registers=True, capacity=1, starts_at=at, ends_at=at + timedelta(hours=1))
    events.register(cast.session, cast.sami, event.id)
    events.register(cast.session, cast.aino, event.id)
    cast.session.commit()
    waiting = links(newest_mail(tmp_path, "aino@example.org"))
    assert list(waiting) == [catalogue("fi")["acts.seat_cancel_do"][0]]
    events.cancel(cast.session, cast.sami, event.id)
    cast.session.commit()

    confirm, cancel = links(newest_mail(tmp_path, "aino@example.org")).values()
    client.get(confirm)
    assert seat_states(engine) == {"sami": SeatState.CANCELLED, "aino": SeatState.OFFERED}
    client.post(confirm)
    assert seat_states(engine)["aino"] == SeatState.REGISTERED
    client.post(cancel)
    assert seat_states(engine)["aino"] == SeatState.CANCELLED


def seat_states(engine: Engine) -> dict[str, SeatState]:
    with Session(engine) as session:
        query = select(Person.name, EventSeat.state).join(EventSeat, col(EventSeat.person_id) == Person.id)
        return {name.lower(): SeatState(state) for name, state in session.exec(query)}
