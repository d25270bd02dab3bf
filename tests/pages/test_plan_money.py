"""The money of a plan on its screens. AppTest cannot type into a table: the page is given the typed rows instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from models import CostModel, Plan
from services import budgets
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.pages.reading import unfold
from tests.pages.test_plans import words
from tests.services.budget_world import follow, make_group, money, with_partner, write, write_t6
from tests.services.plan_world import part_of
from ui import plan_money_sheet

Hands = dict[str, list[dict[str, str]]]


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """By table the rows that somebody has typed; a table that is not here stays as it is drawn."""
    typed: Hands = {}
    drawn = st.data_editor

    def edited(frame: pd.DataFrame, *, key: str, **rest: Any) -> pd.DataFrame:
        drawn(frame, key=key, **rest)
        rows = typed.get(key.split("-")[0])
        return frame if rows is None else pd.DataFrame(rows, columns=list(frame.columns), dtype="string")

    monkeypatch.setattr(st, "data_editor", edited)
    return typed


def row(**cells: str) -> dict[str, str]:
    usual = {
        "task": "Ohjaaja",
        "people": "1",
        "working_time": "100",
        "pay": "month",
        "amount": "12",
        "gross": "3 000,00",
    }
    return usual | cells


def settle(cast: Cast, plan: Plan) -> Plan:
    cast.session.commit()
    return plan


@contextmanager
def acting(house: House, cast: Cast) -> Iterator[Cast]:
    """The same people in a session of its own, which is committed at its end."""
    with house.session() as session:
        yield replace(cast, session=session)
        session.commit()


def stored(house: House, cast: Cast, plan: Plan) -> budgets.Written:
    """Toivonsilta's money as the database has it."""
    with acting(house, cast) as theirs:
        found = budgets.of_plan(theirs.session, theirs.pekka, plan.id)
    return next(part.written for part in found.parts if part.mine)


def theirs_of(house: House, cast: Cast, plan: Plan) -> int:
    with acting(house, cast) as theirs:
        return part_of(theirs.session, plan, cast.toivonsilta).id


def said(app: AppTest) -> str:
    """All words, metrics and tables too, with ordinary spaces."""
    more = [str(each.value) for each in app.metric]
    tables = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    return "\n".join([words(app), *more, *tables]).replace("\xa0", " ").replace("\u202f", " ")


def test_what_is_typed_saves_itself_and_is_in_the_sums(
    open_page: Open, cast: Cast, house: House, hands: Hands
) -> None:
    plan = settle(cast, make_group(cast))
    app = open_page("plan", as_="pekka", id=plan.id, view="money")
    hands["posts"] = [row()]

    app.run()

    assert not app.exception
    assert [post.task for post in stored(house, cast, plan).posts] == ["Ohjaaja"]
    assert "63 725,76 €" in said(app)
    assert "Omarahoitus on 0 %, haku vaatii 20 %: puuttuu 12 745,15 €." in said(app)
    assert "Lisää omarahoitusta 12 745,15 € tai pienennä kustannuksia 63 725,76 €." in said(app)

    app.button(key=f"fill-{theirs_of(house, cast, plan)}").click().run()

    assert "puuttuu" not in said(app)
    (own,) = stored(house, cast, plan).lines
    assert (own.words, str(own.euros)) == ("Yhdistyksen oma raha", "12745.15")


def test_a_cell_that_does_not_hold_is_named_and_stays_typed(
    open_page: Open, cast: Cast, house: House, hands: Hands
) -> None:
    plan = settle(cast, make_group(cast))
    app = open_page("plan", as_="pekka", id=plan.id, view="money")
    hands["posts"] = [row(), row(gross="paljon")]
    hands["financing"] = [{"kind": "private", "words": "Oma", "euros": "-5"}]

    app.run()

    assert "**Palkat, rivi 2, Bruttopalkka €**: Tästä ei saa selvää lukua." in said(app)
    assert "**Omarahoitus, rivi 1, Euroa**: Luku ei voi olla pienempi kuin nolla." in said(app)
    assert stored(house, cast, plan).empty

    hands["posts"][1]["gross"] = "1 000"
    hands["financing"][0]["euros"] = "5"
    app.run()

    assert not app.error
    assert len(stored(house, cast, plan).posts) == 2


def test_the_main_columns_alone_change_nothing_that_is_stored(
    open_page: Open, cast: Cast, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: dict[str, list[str]] = {}
    drawn = st.data_editor

    def edited(frame: pd.DataFrame, *, key: str, column_order: list[str], **rest: Any) -> pd.DataFrame:
        order[key.split("-")[0]] = list(column_order)
        return drawn(frame, key=key, column_order=column_order, **rest)

    monkeypatch.setattr(st, "data_editor", edited)
    plan = make_group(cast)
    write(cast, plan, cast.toivonsilta, money("60000", "500"), who="pekka")
    settle(cast, plan)
    before = stored(house, cast, plan)

    app = open_page("plan", as_="pekka", id=plan.id, view="money")
    wide = order["posts"]
    app.toggle(key=f"few-{theirs_of(house, cast, plan)}").set_value(True).run()

    assert not app.exception
    assert {"people", "year"} <= set(wide)
    assert order["posts"] == ["task", "amount", "gross"]
    assert order["financing"] == ["kind", "words", "euros"]
    assert stored(house, cast, plan) == before


@pytest.mark.parametrize(("choice", "gross"), [("mine", "3000.00"), ("theirs", "77.00")])
def test_the_slower_of_two_keeps_what_was_typed_and_chooses(
    open_page: Open, cast: Cast, house: House, hands: Hands, choice: str, gross: str
) -> None:
    plan = settle(cast, make_group(cast))
    part_id = theirs_of(house, cast, plan)
    app = open_page("plan", as_="pekka", id=plan.id, view="money")
    with acting(house, cast) as another:
        write(another, plan, cast.toivonsilta, money("77"), who="pekka")
    hands["posts"] = [row()]

    app.run()

    assert "Pekka tallensi tämän budjetin" in said(app)
    assert [str(post.gross) for post in stored(house, cast, plan).posts] == ["77.00"]
    if choice == "theirs":
        hands.clear()
    app.button(key=f"{choice}-{part_id}").click().run()
    assert not app.exception
    assert not app.warning
    assert [str(post.gross) for post in stored(house, cast, plan).posts] == [gross]


def test_what_another_saved_is_shown_when_nothing_of_ones_own_waits(
    open_page: Open, cast: Cast, house: House, hands: Hands
) -> None:
    plan = settle(cast, make_group(cast))
    app = open_page("plan", as_="pekka", id=plan.id, view="money")
    with acting(house, cast) as another:
        write(another, plan, cast.toivonsilta, money("77"), who="pekka")

    app.run()

    assert stored(house, cast, plan).version == 1
    assert "Näin palkat laskettiin" in [each.label for each in app.expander]


def test_group_adds_up_to_the_cent_on_every_screen(open_page: Open, cast: Cast) -> None:
    plan = make_group(cast, others=2)
    write_t6(cast, plan)
    settle(cast, plan)

    whole = said(
        unfold(open_page("plan", as_="aino", id=plan.id, view="money", sub="whole"), f"breakdown-{plan.id}")
    )
    years = said(open_page("plan", as_="aino", id=plan.id, view="money", sub="years"))
    both = said(open_page("plan", as_="aino", id=plan.id, view="money", sub="compare"))

    for figure in ("201 798,24 €", "161 438,59 €", "40 359,65 €", "50 980,61 €", "6 372,58 €", "57 656,64 €"):
        assert figure in whole
    assert "201 798,24 €" in years
    # 7 % of P without other costs, and the other costs at which both are equal.
    for figure in ("10 089,91 €", "44 454,89 €", "30,8 %"):
        assert figure in both


@pytest.mark.parametrize(
    ("who", "sub", "model"),
    [
        ("aino", "own", None),
        ("pekka", "own", CostModel.LUMP_SUM),
        ("aino", "own", CostModel.UNIT),
        ("veera", "whole", None),
        ("pekka", "years", CostModel.UNIT),
        ("veera", "compare", CostModel.FLAT_40),
    ],
)
def test_an_empty_budget_says_what_to_do(
    open_page: Open, cast: Cast, who: str, sub: str, model: CostModel | None
) -> None:
    plan = make_group(cast, model)
    follow(cast.session, plan, slug="toinen", side_cost_rates=[], support_rate=None, cost_models=[])
    settle(cast, plan)

    app = open_page("plan", as_=who, id=plan.id, view="money", sub=sub)

    assert not app.exception
    assert app.info or app.warning


def test_lead_says_what_the_call_does_not(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_group(cast)
    follow(cast.session, plan, slug="toinen", side_cost_rates=[], support_rate=None)
    settle(cast, plan)
    app = open_page("plan", as_="aino", id=plan.id, view="money", sub="whole")
    assert "Tarkista hakuilmoituksesta" in said(app)

    app.text_input(key=f"side_cost_rate-{plan.id}").input("paljon")
    app.button(key=f"rates-{plan.id}").click().run()
    assert "Tästä ei saa selvää lukua" in said(app)
    app.text_input(key=f"side_cost_rate-{plan.id}").input("26,44")
    app.text_input(key=f"support_rate-{plan.id}").input("80 %")
    app.button(key=f"rates-{plan.id}").click().run()

    assert not app.exception
    history = open_page("plan", as_="aino", id=plan.id, view="finish", sub="history")
    assert not history.exception
    assert "Sivukuluprosentti, Tukiprosentti" in said(history)
    assert "26,44 % (päätoteuttajan ilmoittama, tarkista hakuilmoituksesta)" in said(app).replace("\\", "")


def test_cooperation_partner_has_no_money_screen(open_page: Open, cast: Cast) -> None:
    plan = settle(cast, with_partner(cast))

    app = open_page("plan", as_="sami", id=plan.id, view="money")

    assert not app.exception
    assert "Kustannusmalli" not in said(app)


def test_a_viewer_reads_and_cannot_type(open_page: Open, cast: Cast) -> None:
    plan = make_group(cast)
    write(cast, plan, cast.toivonsilta, money("60000"), who="pekka")
    settle(cast, plan)

    app = open_page("plan", as_="veera", id=plan.id, view="money")

    assert not app.exception
    assert not app.get("data_editor")
    assert "106 209,60 €" in said(app)


def test_typed_words_are_words(open_page: Open, cast: Cast) -> None:
    plan = make_group(cast)
    nasty = "**<b>x</b>** [y](http://z)"
    posts = (budgets.PostTyped(nasty, "1", "100", "month", "1", "60000", ""),)
    lines = (budgets.LineTyped("private", nasty, "9", ""),)
    write(cast, plan, cast.toivonsilta, budgets.Typed(posts, financing=lines), who="pekka")
    part_id = part_of(cast.session, plan, cast.toivonsilta).id
    settle(cast, plan)

    app = open_page("plan", as_="aino", id=plan.id, view="money", sub="whole")
    # What nobody has asked for is not drawn.
    assert "\\*\\*\\<b\\>x" not in said(app)
    app.selectbox(key=f"money-rows-{plan.id}").set_value(part_id).run()

    assert nasty not in said(app)
    assert "\\*\\*\\<b\\>x" in said(app)


def test_a_sheet_is_looked_at_before_it_replaces_anything(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_group(cast)
    write(cast, plan, cast.toivonsilta, money("60000"), who="pekka")
    settle(cast, plan)
    part_id = theirs_of(house, cast, plan)
    app = open_page("plan", as_="pekka", id=plan.id, view="money", sub="own")
    filled = budgets.to_sheet(stored(house, cast, plan), plan_money_sheet.names(), ["Ohje"])

    unfold(app, f"sheet-of-{part_id}")
    app.file_uploader(key=f"sheet-{part_id}-0").upload("budjetti.xlsx", filled, "application/x").run()

    assert not app.exception
    assert "Nämä korvaavat budjetin nykyiset rivit." in said(app)
    app.button(key=f"sheet-use-{part_id}").click().run()
    assert not app.exception
    assert stored(house, cast, plan).version == 1
