"""Whatever is typed into whichever field: kept as it is, or refused beside that field. Never an error, never half."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from models import (
    Decision,
    GroupAction,
    Idea,
    IdeaState,
    Invalid,
    JoinMode,
    Kind,
    MembershipState,
    ReasonCode,
    WithdrawReason,
)
from services import (
    accounts,
    associations,
    comments,
    groups,
    ideas,
    moderation,
    partner_requests,
    plans,
    threads,
)
from services.accounts import Chosen
from services.associations import Details
from services.ideas import Need
from services.plans import TaskWords
from tests.cast import Cast, make_member
from tests.conftest import Clock
from tests.services import plan_world, request_world
from tests.services.moderated import make_idea, make_waiting
from tests.services.test_groups import make_group

Type = Callable[[Session, Cast, str], Any]


def draft(session: Session, cast: Cast) -> Idea:
    return make_idea(session, cast, IdeaState.DRAFT)


def asker(session: Session, cast: Cast) -> int:
    return make_member(session, cast.satusuo, cast.people["uuno"], state=MembershipState.REQUESTED).id


def details(**typed: str) -> Details:
    known: dict[str, Any] = {
        "name": "Uusi ry",
        "municipality": "176",
        "kind": "kylayhdistys",
        "description": "Olemme uusia.",
    }
    return Details(**(known | typed))


def letter(session: Session, cast: Cast) -> int:
    return request_world.invite(session, cast, request_world.make_idea(session, cast)).id


def question(session: Session, cast: Cast) -> int:
    request = letter(session, cast)
    partner_requests.ask(session, cast.pekka, request, "Milloin?")
    return request


def decide(session: Session, cast: Cast, text: str) -> None:
    item = make_waiting(session, cast, Kind.IDEA)
    moderation.decide(
        session, cast.fanni, item.id, Decision.RETURN, ReasonCode.UNCLEAR, text, version=item.version
    )


def write_task(session: Session, cast: Cast, text: str) -> None:
    plan = plan_world.make_plan(cast)
    part = plan_world.part_of(session, plan, cast.toivonsilta)
    words = TaskWords(text, None, date(2026, 10, 1), date(2026, 10, 2))
    plans.add_task(session, cast.pekka, plan.id, part.id, words)


def published(session: Session, cast: Cast) -> int:
    return make_idea(session, cast, IdeaState.PUBLISHED).id


def found(session: Session, cast: Cast, **typed: str) -> None:
    words = {"name": "Kahvilat", "purpose": "Puhumme."} | typed
    groups.found(session, cast.pekka, join_mode=JoinMode.OPEN, **words)


def end_group(session: Session, cast: Cast, text: str) -> None:
    group = make_group(session, cast)
    groups.move(session, cast.aino, group.id, GroupAction.ARCHIVE, why=text)


def start(session: Session, cast: Cast, title: str, body: str) -> None:
    group = make_group(session, cast)
    threads.start(session, cast.aino, group.id, title=title, body=body)


FIELDS: dict[str, tuple[str, Type]] = {
    "person": ("name", lambda s, c, x: accounts.rename(s, c.aino, x)),
    "newcomer": ("name", lambda s, c, x: accounts.sign_up(s, c.visitor, x, "uusi@example.org", Chosen("h"))),
    "association name": ("name", lambda s, c, x: associations.create(s, c.uuno, details(name=x))),
    "association text": (
        "description",
        lambda s, c, x: associations.create(s, c.uuno, details(description=x)),
    ),
    "contact": ("contact_name", lambda s, c, x: associations.create(s, c.uuno, details(contact_name=x))),
    "asking to join": (
        "words",
        lambda s, c, x: associations.ask_to_join(s, c.uuno, c.satusuo.id, words_for_owners=x),
    ),
    "declining": ("why", lambda s, c, x: associations.decline_request(s, c.aino, asker(s, c), why=x)),
    "association flag": ("why", lambda s, c, x: associations.flag(s, c.sami, c.satusuo.id, x)),
    "group name": ("name", lambda s, c, x: found(s, c, name=x)),
    "group purpose": ("purpose", lambda s, c, x: found(s, c, purpose=x)),
    "group end": (
        "why",
        lambda s, c, x: end_group(s, c, x),
    ),
    "thread title": (
        "title",
        lambda s, c, x: start(s, c, x, "b"),
    ),
    "thread body": ("body", lambda s, c, x: start(s, c, "t", x)),
    "comment": ("body", lambda s, c, x: comments.add(s, c.sami, Kind.IDEA, published(s, c), x)),
    "idea title": ("title", lambda s, c, x: ideas.save(s, c.aino, draft(s, c).id, {"title": x})),
    "idea summary": ("summary", lambda s, c, x: ideas.save(s, c.aino, draft(s, c).id, {"summary": x})),
    "idea need": ("need", lambda s, c, x: ideas.save(s, c.aino, draft(s, c).id, {"need": x})),
    "idea offers": ("offers", lambda s, c, x: ideas.save(s, c.aino, draft(s, c).id, {"offers": x})),
    "idea needs": ("needs", lambda s, c, x: ideas.save(s, c.aino, draft(s, c).id, {"needs": [Need("", x)]})),
    "idea flag": ("why", lambda s, c, x: ideas.flag(s, c.sami, published(s, c), x)),
    "idea end": (
        "why",
        lambda s, c, x: ideas.withdraw(s, c.aino, published(s, c), WithdrawReason.OTHER, why=x),
    ),
    "verdict": ("words", decide),
    "letter": (
        "words",
        lambda s, c, x: request_world.invite(s, c, request_world.make_idea(s, c), words=x),
    ),
    "question": ("message", lambda s, c, x: partner_requests.ask(s, c.pekka, letter(s, c), x)),
    "answer": ("message", lambda s, c, x: partner_requests.reply(s, c.aino, question(s, c), x)),
    "no": ("reason", lambda s, c, x: partner_requests.decline(s, c.pekka, letter(s, c), x)),
    "taken back": ("reason", lambda s, c, x: partner_requests.withdraw(s, c.aino, letter(s, c), x)),
    "task": ("title", write_task),
    "milestone": (
        "title",
        lambda s, c, x: plans.add_milestone(s, c.aino, plan_world.make_plan(c).id, x, date(2026, 10, 1)),
    ),
    "plan text": (
        "goals",
        lambda s, c, x: plans.save_field(
            s, c.aino, plan_world.make_plan(c).id, plans.SHARED, "goals", x, number=0
        ),
    ),
    "plan text aside": (
        "goals",
        lambda s, c, x: plans.set_aside(s, c.aino, plan_world.make_plan(c).id, plans.SHARED, "goals", x),
    ),
}
REFUSED = {
    "NUL": ("a\0b", "control_characters"),
    "escape": ("a\x1b[31mb", "control_characters"),
    "half a character": ("a\ud800b", "control_characters"),
    "identity code": ("Soita 131052-308T illalla", "identity_code"),
    "ten thousand and one": ("ä" * 10_001, "too_long"),
}
KEPT = {
    "emoji": "Perhe 👨‍👩‍👧‍👦 🇫🇮",
    "markup": "<script>alert(1)</script> [x](javascript:alert(1)) **b** ${x} {who} %s {0} \\",
    "SQL": "'; DROP TABLE person; -- \" ` \\' %' OR 1=1",
    "turned": "Hei \u202eolleh\u202c maailma",
    "line separators": "a\u2028b\u2029c",
    "combined": "e\u0301" * 20,
}


@pytest.mark.parametrize("hostile", REFUSED)
@pytest.mark.parametrize("name", FIELDS)
def test_what_may_not_be_kept_is_refused_beside_its_field(
    session: Session, cast: Cast, clock: Clock, name: str, hostile: str
) -> None:
    field, act = FIELDS[name]
    typed, key = REFUSED[hostile]

    with pytest.raises(Invalid) as refused:
        act(session, cast, typed)

    assert (refused.value.key, refused.value.field) == (key, field)


@pytest.mark.parametrize("name", FIELDS)
def test_the_rest_is_kept(session: Session, cast: Cast, clock: Clock, name: str) -> None:
    _, act = FIELDS[name]

    for typed in KEPT.values():
        with session.begin_nested() as tried:
            act(session, cast, typed)
            session.flush()
            tried.rollback()
        session.expire_all()


@pytest.mark.parametrize("sign", ["가", "ﬃ", "ΐ", "ß", "Ǟ"])
def test_a_name_of_signs_that_sort_as_several_is_kept(session: Session, cast: Cast, sign: str) -> None:
    associations.create(session, cast.uuno, details(name=sign * 160))
    found(session, cast, name=sign * 120)

    session.flush()


@pytest.mark.parametrize("place", ["/" + "ä" * 149, "/ideas?words=" + "%C3%A4" * 22, "/" + "%" * 149])
def test_a_long_way_on_does_not_stop_a_newcomer(session: Session, cast: Cast, place: str) -> None:
    accounts.sign_up(session, cast.visitor, "Uusi", "uusi@example.org", Chosen("h"), after=place)

    session.flush()


@pytest.mark.parametrize("email", ["aino\0@example.org", "aino\ud800@example.org", "\0", "ä" * 10_000])
def test_an_address_that_is_none_signs_nobody_in(session: Session, cast: Cast, email: str) -> None:
    attempt = accounts.begin_attempt(session, cast.visitor, email, address="192.0.2.1")

    assert attempt.person_id is None
