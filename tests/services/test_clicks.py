"""A double click is one act, whatever it makes; the same words later are a new one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models import IdeaState, JoinMode, Kind
from services import associations, clicks, comments, groups, threads
from services.associations import Details
from tests.cast import Cast
from tests.conftest import Clock
from tests.services.moderated import make_idea
from tests.services.test_groups import make_group

Make = Callable[[Session, Cast, int], Any]


def found(session: Session, cast: Cast, _group_id: int) -> Any:
    return groups.found(
        session, cast.pekka, name="Kahvilat ", purpose="Puhumme kahvista.", join_mode=JoinMode.OPEN
    )


def enter(session: Session, cast: Cast, _group_id: int) -> Any:
    details = Details(
        name="Uusi seura ry ",
        business_id="2077474-0",
        municipality="176",
        kind="kylayhdistys",
        description="Olemme uusia.",
    )
    return associations.create(session, cast.uuno, details)


def start(session: Session, cast: Cast, group_id: int) -> Any:
    return threads.start(session, cast.aino, group_id, title="Kahvi", body="Kuka keittää?")


def say(session: Session, cast: Cast, _group_id: int) -> Any:
    idea = make_idea(session, cast, IdeaState.PUBLISHED)
    first = comments.add(session, cast.sami, Kind.IDEA, idea.id, "Hyvä!")
    assert comments.add(session, cast.sami, Kind.IDEA, idea.id, "Hyvä! ").id == first.id
    return first


@pytest.mark.parametrize("make", [found, enter, start])
def test_a_second_click_finds_what_the_first_made(
    session: Session, cast: Cast, clock: Clock, make: Make
) -> None:
    group = make_group(session, cast)

    first = make(session, cast, group.id)
    clock.at += timedelta(seconds=5)

    assert make(session, cast, group.id).id == first.id


@pytest.mark.parametrize("make", [found, start, say])
def test_the_same_words_later_are_a_new_act(session: Session, cast: Cast, clock: Clock, make: Make) -> None:
    group = make_group(session, cast)

    first = make(session, cast, group.id)
    clock.at += clicks.DOUBLE_CLICK + timedelta(seconds=1)

    assert make(session, cast, group.id).id != first.id
