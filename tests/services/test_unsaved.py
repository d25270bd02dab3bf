"""What is typed and not saved: its writer's alone, bounded, and thrown away when nobody comes back to it."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from models import Forbidden, Invalid, Kind
from services import kept, unsaved
from tests.cast import Cast
from tests.conftest import Clock

TYPED = {"name": "Osallisuushaku", "criteria": [{"name": {"fi": ""}}], "amount": None, "whole_euros": False}


def test_it_is_the_writers_alone_until_it_is_dropped(session: Session, cast: Cast) -> None:
    unsaved.keep(session, cast.fanni, Kind.CALL, 7, {"name": "Ensin"}, version=1)
    unsaved.keep(session, cast.fanni, Kind.CALL, 7, TYPED, version=2)
    unsaved.keep(session, cast.arvo, Kind.CALL, 7, {"name": "Arvon"}, version=2)

    mine = unsaved.of(session, cast.fanni, Kind.CALL, 7)
    elsewhere = [
        unsaved.of(session, cast.fanni, Kind.CALL, 0),
        unsaved.of(session, cast.fanni, Kind.EVENT, 7),
        unsaved.of(session, cast.aino, Kind.CALL, 7),
        unsaved.of(session, cast.visitor, Kind.CALL, 7),
    ]
    unsaved.drop(session, cast.fanni, Kind.CALL, 7)
    left = [unsaved.of(session, getattr(cast, who), Kind.CALL, 7) for who in ("fanni", "arvo")]

    assert mine is not None
    assert (mine.words, mine.version) == (TYPED, 2)
    assert elsewhere == [None] * 4
    assert [found and found.words for found in left] == [None, {"name": "Arvon"}]


@pytest.mark.parametrize(
    ("typed", "key", "field"),
    [
        ({"notes": "Soittakaa, tunnus on 131052-308T."}, "identity_code", "notes"),
        ({"criteria": [{"name": {"fi": "131052-308T"}}]}, "identity_code", "criteria"),
        ({"notes": "a" * 10_001}, "too_long", "notes"),
        ({"rows": ["a" * 9_000] * 30}, "unsaved_too_large", ""),
    ],
)
def test_what_may_never_be_kept_is_refused(
    session: Session, cast: Cast, typed: dict[str, object], key: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        unsaved.keep(session, cast.fanni, Kind.CALL, 0, typed, version=0)

    assert (refused.value.key, refused.value.field) == (key, field)
    assert unsaved.of(session, cast.fanni, Kind.CALL, 0) is None


def test_a_visitor_keeps_nothing(session: Session, cast: Cast) -> None:
    with pytest.raises(Forbidden):
        unsaved.keep(session, cast.visitor, Kind.CALL, 0, TYPED, version=0)


def test_what_nobody_comes_back_to_is_forgotten(session: Session, cast: Cast, clock: Clock) -> None:
    unsaved.keep(session, cast.fanni, Kind.CALL, 1, TYPED, version=0)
    clock.at += timedelta(days=kept.times()["unsaved_days"] - 1)
    unsaved.keep(session, cast.fanni, Kind.CALL, 2, TYPED, version=0)
    clock.at += timedelta(days=2)

    unsaved.forget_old(session)
    session.expire_all()

    assert unsaved.of(session, cast.fanni, Kind.CALL, 1) is None
    assert unsaved.of(session, cast.fanni, Kind.CALL, 2)
