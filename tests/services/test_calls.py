"""Calls: loaded from the shipped file again and again, listed with what their dates mean today."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from models import Call, CallPriority, CostModel, CriterionKind
from services import calls
from services.actors import VISITOR
from services.calls import Window, shipping, window_of
from tests.cast import Cast
from tests.conftest import Clock, Queries


def shipped(slug: str = "osallisuus-2022", **changes: Any) -> dict[str, Any]:
    words = {"fi": "Arki", "sv": "Vardag", "en": "Everyday"}
    return {
        "slug": slug,
        "name": "Kansalaistoimijahaku 2022",
        "programme": "Uudistuva ja osaava Suomi",
        "opens_on": "2022-06-27",
        "closes_on": "2022-09-09",
        "amount": "2000000",
        "support_rate": "0.80",
        "project_forms": ["single", "group"],
        "cost_models": ["flat_40", "flat_7"],
        "priorities": [
            {"slug": "kumppanuudet", "heading": words, "plain": words},
            {"slug": "arkipalvelut", "heading": words, "plain": words},
        ],
        **changes,
    }


@pytest.fixture
def ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(shipping, "DATA", tmp_path)

    def put(*rows: dict[str, Any]) -> None:
        (tmp_path / "calls.json").write_text(json.dumps(rows), encoding="utf-8")

    return put


def test_load_twice_makes_one_call_with_its_priorities_in_order(
    session: Session, cast: Cast, ship: Any
) -> None:
    ship(shipped())

    calls.load(session)
    calls.load(session)

    (card,) = calls.visible_to(session, cast.visitor).rows
    assert (card.opens_on, card.closes_on) == (date(2022, 6, 27), date(2022, 9, 9))
    assert (card.amount, card.support_rate) == (Decimal("2000000"), Decimal("0.80"))
    assert [priority.slug for priority in card.priorities] == ["kumppanuudet", "arkipalvelut"]


def test_load_brings_what_has_changed(session: Session, ship: Any) -> None:
    ship(shipped())
    calls.load(session)
    only = shipped()["priorities"][1:]

    ship(shipped(name="Uusi nimi", priorities=only))
    calls.load(session)

    assert session.exec(select(Call.name)).all() == ["Uusi nimi"]
    assert session.exec(select(CallPriority.slug, CallPriority.position)).all() == [("arkipalvelut", 0)]


def test_shipped_file_loads(session: Session, cast: Cast) -> None:
    count = calls.load(session)

    cards = calls.visible_to(session, cast.visitor).rows
    assert len(cards) == count > 0
    assert all(
        set(words) == {"fi", "sv", "en"}
        for card in cards
        for priority in card.priorities
        for words in (priority.heading, priority.plain)
    )


def test_a_made_up_call_is_for_the_demo_alone(session: Session, cast: Cast) -> None:
    calls.load(session, fictitious=False)

    assert [card.slug for card in calls.visible_to(session, cast.visitor).rows] == [
        "esr-4-3-pohjois-karjala-2022"
    ]


def test_the_call_of_2022_is_whole(session: Session, cast: Cast) -> None:
    calls.load(session)
    call_id = session.exec(select(Call.id).where(Call.slug == "esr-4-3-pohjois-karjala-2022")).one()

    terms = calls.view(session, cast.visitor, call_id).terms

    assert (terms.opens_on, terms.closes_on) == (date(2022, 6, 27), date(2022, 9, 9))
    assert (terms.amount, terms.support_rate) == (Decimal(2_000_000), Decimal("0.8"))
    assert terms.cost_models == (CostModel.FLAT_40, CostModel.FLAT_7)
    assert len(terms.priorities) == 6
    assert {row.kind for row in terms.criteria} == set(CriterionKind)
    # What nobody could verify is no rule.
    assert {"criteria", "limits", "authority", "side_cost_rates"} <= set(terms.uncertain)


@pytest.mark.parametrize(
    ("today", "window", "days"),
    [
        (date(2022, 6, 26), Window.COMING, 1),
        (date(2022, 6, 27), Window.OPEN, 74),
        (date(2022, 9, 9), Window.OPEN, 0),
        (date(2022, 9, 10), Window.CLOSED, 0),
    ],
)
def test_window(today: date, window: Window, days: int) -> None:
    assert window_of(date(2022, 6, 27), date(2022, 9, 9), today) == (window, days)


def test_card_counts_the_days_by_the_clock(session: Session, cast: Cast, clock: Clock, ship: Any) -> None:
    ship(shipped())
    calls.load(session)
    clock.at = datetime(2022, 9, 2, 12, tzinfo=UTC)

    (card,) = calls.visible_to(session, cast.visitor).rows

    assert (card.window, card.days) == (Window.OPEN, 7)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_two_queries_however_many(
    session: Session, cast: Cast, ship: Any, queries: Queries, rows: int
) -> None:
    ship(*(shipped(f"haku-{n}") for n in range(rows)))
    calls.load(session)
    actor = cast.visitor
    queries.statements.clear()

    page = calls.visible_to(session, actor)

    assert (len(page.rows), len(queries)) == (rows, 2)


def test_priorities_of_no_call_are_none(session: Session, cast: Cast) -> None:
    assert calls.priorities_of(session, cast.visitor, None) == []


def test_a_call_is_closed_as_soon_as_it_is_the_next_day_in_finland(session: Session, clock: Clock) -> None:
    calls.load(session)
    session.flush()
    # 20:30 UTC is 23:30 in Finland's summer, and 21:30 UTC half past midnight: the next day.
    clock.at = datetime(2022, 9, 9, 20, 30, tzinfo=UTC)
    open_still = {card.slug: card.window for card in calls.visible_to(session, VISITOR).rows}

    clock.at = datetime(2022, 9, 9, 21, 30, tzinfo=UTC)
    closed = {card.slug: card.window for card in calls.visible_to(session, VISITOR).rows}

    slug = "esr-4-3-pohjois-karjala-2022"
    assert (open_still[slug], closed[slug]) == (Window.OPEN, Window.CLOSED)


def test_a_changed_call_keeps_what_it_said_before(session: Session, ship: Any) -> None:
    rates = [{"rate": "0.2644", "valid_from": "2026-01-01", "valid_to": None}]
    ship(shipped(side_cost_rates=rates))
    calls.load(session)
    call = session.exec(select(Call)).one()
    first = calls.newest_version(session, call.id)
    ship(shipped(side_cost_rates=rates, support_rate="0.75"))

    calls.load(session)

    newest = calls.newest_version(session, call.id)
    assert first is not None
    assert newest is not None
    before, after = calls.terms_of(session, first.id), calls.terms_of(session, newest.id)
    assert (before.number, before.support_rate) == (1, Decimal("0.8"))
    assert (after.number, after.support_rate) == (2, Decimal("0.75"))
    assert before.side_cost_rate(date(2026, 6, 1)) == Decimal("0.2644")
    assert before.side_cost_rate(date(2025, 12, 31)) is None


def test_a_call_that_is_loaded_unchanged_keeps_its_version(session: Session, ship: Any) -> None:
    ship(shipped())
    calls.load(session)
    first = calls.newest_version(session, session.exec(select(Call.id)).one())

    calls.load(session)

    assert calls.newest_version(session, session.exec(select(Call.id)).one()) == first
