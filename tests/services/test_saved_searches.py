"""Saved searches: kept by their owner, told of once, never more than their owner may see."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from models import (
    Alert,
    AssociationAction,
    AssociationState,
    Conflict,
    EventState,
    Forbidden,
    Idea,
    IdeaState,
    Invalid,
    JournalEntry,
    Mail,
    NotFound,
    Notice,
    SavedSearch,
    SearchText,
    Sought,
    now,
)
from models.search import real_now
from services import associations, saved_searches
from services.search import upkeep
from services.search.touched import bring_up_to_date
from tests.cast import Cast, make_association
from tests.conftest import Clock, Queries
from tests.services.plan_world import make_idea
from tests.services.test_events import make_event

HERE = {"municipality": "176"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def save(cast: Cast, who: str = "sami", alert: Alert = Alert.IN_APP, **changes: Any) -> SavedSearch:
    asked: dict[str, Any] = {"sought": Sought.IDEAS, "filters": HERE, "name": "Juuan ideat", **changes}
    sought, filters = asked.pop("sought"), asked.pop("filters")
    return saved_searches.save(cast.session, getattr(cast, who), sought, filters, **asked, alert=alert)


def publish(cast: Cast, clock: Clock, title: str = "Kylätuvan kahvila", **changes: Any) -> Idea:
    """A new idea from Satusuo, and the time until the job may look."""
    clock.at += HOUR
    idea = make_idea(cast, title=title)
    idea.municipality, idea.published_at = "176", now()
    for name, value in changes.items():
        setattr(idea, name, value)
    cast.session.flush()
    clock.at += HOUR
    return idea


def notices(session: Session) -> list[Notice]:
    return list(session.exec(select(Notice)))


def mails(session: Session) -> list[Mail]:
    return list(session.exec(select(Mail)))


def test_a_visitor_saves_nothing(session: Session, cast: Cast) -> None:
    with pytest.raises(Forbidden):
        save(cast, "visitor")
    with pytest.raises(NotFound):
        saved_searches.of(session, cast.visitor)


@pytest.mark.parametrize("who", ["visitor", "uuno", "aino", "fanni", "arvo"])
def test_a_search_is_its_owners_alone(session: Session, cast: Cast, who: str) -> None:
    search = save(cast)
    other = getattr(cast, who)

    with pytest.raises(NotFound):
        saved_searches.change(session, other, search.id, name="Toinen", alert=Alert.NONE)
    with pytest.raises(NotFound):
        saved_searches.opened(session, other, search.id)
    with pytest.raises(NotFound):
        saved_searches.delete(session, other, search.id)

    assert [card.name for card in saved_searches.of(session, cast.sami)] == ["Juuan ideat"]


@pytest.mark.parametrize(
    ("sought", "filters"),
    [
        (Sought.IDEAS, {}),
        (Sought.IDEAS, {"municipality": "999"}),
        (Sought.IDEAS, {"target_group": "olemattomat"}),
        (Sought.IDEAS, {"call": "12345"}),
        (Sought.IDEAS, {"call": "1" * 30}),
        (Sought.IDEAS, {"state": "draft"}),
        (Sought.PARTNERS, {"capacity": "9"}),
        (Sought.PARTNERS, {"competence": "digiosaaminen,"}),
        (Sought.EVENTS, {"words": "  "}),
        (Sought.EVENTS, {"words": "!?"}),
        (Sought.IDEAS, {"words": "\x00\ud800"}),
        (Sought.IDEAS, {"words": "a" * 201}),
    ],
)
def test_filters_that_mean_nothing_are_refused(
    session: Session, cast: Cast, sought: Sought, filters: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        save(cast, sought=sought, filters=filters)

    assert refused.value.key == "saved_filters"


def test_the_same_filters_are_saved_once(session: Session, cast: Cast) -> None:
    save(cast)

    with pytest.raises(Conflict) as refused:
        save(cast, name="Toinen nimi")
    save(cast, sought=Sought.EVENTS)
    save(cast, "uuno")

    assert (refused.value.key, refused.value.params) == ("saved_already", {"name": "Juuan ideat"})


def test_there_are_thirty_at_most(session: Session, cast: Cast) -> None:
    for number in range(saved_searches.MOST):
        save(cast, filters={"words": f"sana{number}"})

    with pytest.raises(Conflict) as refused:
        save(cast)

    assert refused.value.key == "saved_too_many"


def test_a_deleted_search_is_gone(session: Session, cast: Cast) -> None:
    search = save(cast)

    saved_searches.delete(session, cast.sami, search.id)

    assert saved_searches.of(session, cast.sami) == []
    assert [entry.action for entry in session.exec(select(JournalEntry))] == ["save", "delete"]


def test_its_owner_is_told_once_with_a_count(session: Session, cast: Cast, clock: Clock) -> None:
    search = save(cast)
    publish(cast, clock)
    publish(cast, clock, "Toinen idea")
    publish(cast, clock, "Muualla", municipality="309")

    assert saved_searches.look_due(session) == 1
    assert saved_searches.look_due(session) == 0
    clock.at += HOUR
    assert saved_searches.look_due(session) == 0

    (notice,) = notices(session)
    assert (notice.key, notice.person_id) == ("saved_search_found", cast.sami.id)
    assert notice.params == {"n": 2, "name": "Juuan ideat"}
    assert notice.link == f"/saved_searches?id={search.id}"
    assert mails(session) == []


@pytest.mark.parametrize(
    ("who", "alert", "state"),
    [
        ("sami", Alert.NONE, IdeaState.PUBLISHED),
        ("aino", Alert.IN_APP, IdeaState.PUBLISHED),
        ("sami", Alert.IN_APP, IdeaState.SUBMITTED),
        ("fanni", Alert.IN_APP, IdeaState.HIDDEN),
    ],
)
def test_nobody_hears_of_what_is_not_for_them(
    session: Session, cast: Cast, clock: Clock, who: str, alert: Alert, state: IdeaState
) -> None:
    save(cast, who, alert)
    publish(cast, clock, state=state)

    assert saved_searches.look_due(session) == 0
    assert notices(session) == []


def test_what_was_there_before_is_not_new(session: Session, cast: Cast, clock: Clock) -> None:
    publish(cast, clock)
    save(cast)
    clock.at += HOUR

    assert saved_searches.look_due(session) == 0


def test_what_has_not_settled_waits_for_the_next_round(session: Session, cast: Cast, clock: Clock) -> None:
    save(cast)
    publish(cast, clock, published_at=clock.at + 2 * HOUR)

    first = saved_searches.look_due(session)
    clock.at += HOUR

    assert (first, saved_searches.look_due(session)) == (0, 1)


def test_filters_that_broke_stop_nothing(session: Session, cast: Cast, clock: Clock) -> None:
    broken = save(cast)
    broken.filters = {"target_group": "olemattomat"}
    save(cast, name="Ehjä")
    publish(cast, clock)

    assert saved_searches.look_due(session) == 1
    assert [(card.name, card.reads) for card in saved_searches.of(session, cast.sami)] == [
        ("Ehjä", True),
        ("Juuan ideat", False),
    ]


def test_events_that_are_published_are_new(session: Session, cast: Cast, clock: Clock) -> None:
    save(cast, sought=Sought.EVENTS)
    clock.at += HOUR
    for state in EventState:
        make_event(cast, state, municipality="176").published_at = clock.at
    cast.session.flush()
    clock.at += HOUR

    assert saved_searches.look_due(session) == 1
    assert notices(session)[0].params["n"] == 1


def test_associations_that_are_verified_or_changed_are_new(
    session: Session, cast: Cast, clock: Clock
) -> None:
    save(cast, sought=Sought.PARTNERS)
    verified, _ = (
        make_association(session, name, state=AssociationState.PENDING) for name in ("Uusi ry", "Odottava ry")
    )
    clock.at += HOUR
    associations.move(session, cast.fanni, verified.id, AssociationAction.VERIFY)
    clock.at += HOUR

    assert saved_searches.look_due(session) == 1
    assert notices(session)[0].params["n"] == 1


def test_an_index_that_is_written_anew_is_no_news(session: Session, cast: Cast, clock: Clock) -> None:
    save(cast, sought=Sought.PARTNERS)
    bring_up_to_date(session)
    clock.at = real_now() - HOUR
    for search in session.exec(select(SavedSearch)):
        search.told_at = clock.at - HOUR
    session.execute(update(SearchText).values(made_by="older"))

    while upkeep.write_next(session):
        pass

    clock.at = real_now() + HOUR
    assert saved_searches.look_due(session) == 0


def test_one_letter_a_day_tells_each_thing_once(session: Session, cast: Cast, clock: Clock) -> None:
    save(cast, alert=Alert.DIGEST)
    save(cast, alert=Alert.DIGEST, name="Kahvilat", filters={"municipality": "176", "words": "kahvila"})
    save(cast, alert=Alert.DIGEST, name="Kuurankylä", filters={"municipality": "309"})
    publish(cast, clock)
    publish(cast, clock, "Toinen idea")
    saved_searches.look_due(session)
    same_day = saved_searches.mail_due(session)
    clock.at += DAY

    assert (same_day, saved_searches.mail_due(session)) == (0, 1)
    (mail,) = mails(session)
    told = mail.params["found"]
    assert told.count("Kylätuvan kahvila") == 1
    assert told.splitlines()[:3] == ["Juuan ideat", "- Toinen idea", "- Kylätuvan kahvila"]
    assert "Kuurankylä" not in told
    assert (mail.address, mail.link) == ("sami@example.org", "/saved_searches")
    clock.at += DAY
    assert saved_searches.mail_due(session) == 0


def test_the_letter_leaves_out_what_has_gone_meanwhile(session: Session, cast: Cast, clock: Clock) -> None:
    save(cast, alert=Alert.DIGEST)
    idea = publish(cast, clock)
    saved_searches.look_due(session)
    idea.state = IdeaState.HIDDEN
    session.flush()
    clock.at += DAY

    assert saved_searches.mail_due(session) == 0
    assert mails(session) == []


def test_who_leaves_the_letter_gets_none(session: Session, cast: Cast, clock: Clock) -> None:
    search = save(cast, alert=Alert.DIGEST)
    publish(cast, clock)
    saved_searches.look_due(session)
    saved_searches.change(session, cast.sami, search.id, name="Juuan ideat", alert=Alert.IN_APP)
    clock.at += DAY

    assert saved_searches.mail_due(session) == 0


def test_who_begins_to_listen_hears_of_what_comes(session: Session, cast: Cast, clock: Clock) -> None:
    search = save(cast, alert=Alert.NONE)
    publish(cast, clock)
    saved_searches.change(session, cast.sami, search.id, name="Juuan ideat", alert=Alert.IN_APP)
    clock.at += HOUR

    assert saved_searches.look_due(session) == 0


def test_the_screen_counts_what_is_new_since_the_last_look(
    session: Session, cast: Cast, clock: Clock
) -> None:
    search = save(cast, alert=Alert.NONE)
    publish(cast, clock)
    before = saved_searches.of(session, cast.sami)[0].new

    saved_searches.opened(session, cast.sami, search.id)

    assert (before, saved_searches.of(session, cast.sami)[0].new) == (1, 0)


@pytest.mark.parametrize("many", [1, 3])
def test_a_round_asks_as_often_however_much_is_new(
    session: Session, cast: Cast, clock: Clock, queries: Queries, many: int
) -> None:
    save(cast)
    for number in range(many):
        publish(cast, clock, f"Idea {number}")
    queries.statements.clear()

    saved_searches.look_due(session)

    assert len(queries) <= 11
