"""Feedback on the service: anybody gives it, machines do not, and one answer goes out."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models import Feedback, FeedbackState, FeedbackTopic, Invalid, Mail, NotFound, WorkspaceError, WrongState
from services import feedback, kept, notices
from services.actors import VISITOR, Actor
from services.feedback import FeedbackView
from tests.cast import Cast
from tests.conftest import Clock


def give(session: Session, who: Actor = VISITOR, text: str = "Painike ei toimi.", **more: str) -> None:
    feedback.give(session, who, FeedbackTopic.ACCESSIBILITY, text, locale="sv", **more)


def waiting(session: Session, cast: Cast) -> list[FeedbackView]:
    return feedback.of(session, cast.fanni).rows


def test_a_visitor_is_answered_by_mail_in_their_language(session: Session, cast: Cast, clock: Clock) -> None:
    give(session, email="Helmi@Example.org ")
    [view] = waiting(session, cast)

    feedback.handle(session, cast.fanni, view.id, "Korjattu.")

    letter = session.exec(select(Mail).where(Mail.key == "feedback_answer")).one()
    assert (letter.address, letter.locale, letter.params["answer"]) == (
        "helmi@example.org",
        "sv",
        "Korjattu.",
    )
    assert view.answer_by == date(2026, 9, 15)
    assert waiting(session, cast) == []
    assert [card.key for card in notices.of(session, cast.frans).rows] == ["feedback_given"]


def test_who_answers_second_is_told_so(session: Session, cast: Cast) -> None:
    give(session, email="helmi@example.org")
    [view] = waiting(session, cast)
    feedback.handle(session, cast.fanni, view.id)

    with pytest.raises(WrongState):
        feedback.handle(session, cast.frans, view.id, "Kiitos.")

    feedback.reopen(session, cast.frans, view.id)
    assert waiting(session, cast)[0].id == view.id


def test_what_is_typed_wrong_is_said_beside_its_field(session: Session, cast: Cast) -> None:
    wrong: list[tuple[str, FeedbackTopic | None, str, str]] = [
        ("topic", None, "Toive", ""),
        ("words", FeedbackTopic.WISH, "  ", ""),
        ("words", FeedbackTopic.WISH, "http://a.fi http://b.fi", ""),
        ("email", FeedbackTopic.WISH, "Toive", "helmi"),
    ]
    for field, topic, text, email in wrong:
        with pytest.raises(Invalid) as refused:
            feedback.give(session, VISITOR, topic, text, email)
        assert refused.value.field == field
    give(session)
    [view] = waiting(session, cast)
    with pytest.raises(Invalid):
        feedback.handle(session, cast.fanni, view.id, "Kiitos.")


def test_a_machine_and_a_double_click_leave_nothing(session: Session, cast: Cast) -> None:
    give(session, trap="https://spam.example")
    give(session, cast.aino)
    give(session, cast.aino)

    assert len(waiting(session, cast)) == 1


@pytest.mark.parametrize("who", ["visitor", "aino"])
def test_nobody_floods(session: Session, cast: Cast, who: str) -> None:
    refused = []
    for turn in range(7):
        try:
            give(session, getattr(cast, who), f"Viesti {turn}", address="192.0.2.1")
        except WorkspaceError as error:
            refused.append(error.key)

    assert set(refused) == {"too_fast" if who == "aino" else "too_many_tries"}


def test_others_know_of_none(session: Session, cast: Cast) -> None:
    give(session, cast.aino)
    [view] = waiting(session, cast)

    for who in (VISITOR, cast.aino):
        with pytest.raises(NotFound):
            feedback.of(session, who)
        with pytest.raises(NotFound):
            feedback.view(session, who, view.id)
        with pytest.raises(NotFound):
            feedback.handle(session, who, view.id)


def test_it_is_deleted_when_the_privacy_notice_says(session: Session, cast: Cast, clock: Clock) -> None:
    give(session)
    give(session, text="Toinen")
    feedback.handle(session, cast.fanni, waiting(session, cast)[0].id)

    clock.at += timedelta(days=kept.times()["feedback_days"], minutes=1)
    feedback.forget_old(session)

    assert [row.state for row in session.exec(select(Feedback))] == [FeedbackState.NEW]
