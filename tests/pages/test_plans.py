from typing import Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Plan, PlanField, PlanFieldAside, PlanState, Task, TaskState
from services import plans
from services.plans import TaskWords
from tests.cast import Cast
from tests.pages.conftest import House, Open, lines
from tests.pages.reading import follow, links_of, title_of
from tests.services.plan_world import END, START, make_idea, make_plan, make_request, make_task, part_of
from ui import plan_views
from ui.texts import translated


def words(app: AppTest) -> str:
    """Everything on the page that is plain text, for "does it say so"."""
    kinds = ("title", "subheader", "markdown", "text", "caption", "info", "warning", "error", "badge")
    elements: list[Any] = [element for kind in kinds for element in app.get(kind)]
    return "\n".join([*(str(element.value) for element in elements), *(link.label for link in links_of(app))])


def buttons(app: AppTest) -> list[str | None]:
    """What can be pressed, but for what the frame has around every screen."""
    return [button.key for button in app.button if button.key != "sign-out"]


def arrange(cast: Cast) -> Plan:
    plan = make_plan(cast)
    cast.session.commit()
    return plan


def goals(plan: Plan, turn: int = 0) -> str:
    return f"text-{plan.id}-0-goals-{turn}"


def stored(house: House, plan: Plan, key: str) -> str:
    with house.session() as session:
        rows = session.exec(select(PlanField).where(PlanField.plan_id == plan.id, PlanField.key == key))
        return "".join(row.text for row in rows)


def test_person_without_plans_reads_how_one_is_born(open_page: Open) -> None:
    app = open_page("plans", as_="sami")

    assert not app.exception
    assert "Suunnitelma syntyy hankeideasta" in words(app)


def test_idea_with_a_partner_becomes_a_plan_with_one_press(open_page: Open, cast: Cast, house: House) -> None:
    idea = make_idea(cast)
    make_request(cast, idea, cast.toivonsilta)
    cast.session.commit()
    app = open_page("plans", as_="aino")

    app.button(key=f"begin-{idea.id}").click().run()

    assert not app.exception
    with house.session() as session:
        assert session.exec(select(Plan)).one().idea_id == idea.id


@pytest.mark.parametrize(("who", "role"), [("aino", "lead"), ("pekka", "co_implementer")])
def test_card_says_role_lead_and_next_step(open_page: Open, cast: Cast, who: str, role: str) -> None:
    plan = arrange(cast)

    app = open_page("plans", as_=who)

    assert plan.name in words(app)
    assert cast.satusuo.name in words(app).replace("\\", "")
    assert translated("fi", f"implementer_role.{role}") in words(app)


@pytest.mark.parametrize("view", list(plan_views.SCREENS))
@pytest.mark.parametrize("who", ["aino", "veera", "pekka", "frans"])
def test_every_view_opens_for_everybody_in_the_plan(open_page: Open, cast: Cast, who: str, view: str) -> None:
    plan = make_plan(cast)
    make_task(cast, plan)
    plans.add_milestone(cast.session, cast.aino, plan.id, "Avajaiset", END)
    cast.session.commit()

    app = open_page("plan", as_=who, id=plan.id, view=view)

    assert not app.exception
    assert title_of(app) == plan.name


def test_visitor_from_a_mail_signs_in_first(open_page: Open, cast: Cast) -> None:
    plan = arrange(cast)

    app = open_page("plan", id=plan.id)

    assert app.title[0].value == "Kirjaudu ensin sisään"
    assert plan.name not in words(app)


@pytest.mark.parametrize("who", ["sami", "uuno", "fanni", "arvo"])
def test_stranger_gets_not_found(open_page: Open, cast: Cast, who: str) -> None:
    plan = arrange(cast)

    app = open_page("plan", as_=who, id=plan.id)

    assert app.title[0].value == "Sivua ei löytynyt"
    assert plan.name not in words(app)


@pytest.mark.parametrize("plan_id", ["", "0", "999", "x", "1e9", "-1"])
def test_wrong_id_is_not_found(open_page: Open, plan_id: str) -> None:
    app = open_page("plan", as_="aino", id=plan_id)

    assert not app.exception
    assert app.title[0].value == "Sivua ei löytynyt"


def test_facilitator_reads_a_shared_plan_and_writes_nothing(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    plans.share(cast.session, cast.aino, plan.id)
    cast.session.commit()

    for view, sub in (("overview", ""), ("form", ""), ("form", "others"), ("form", "6"), ("schedule", "")):
        app = open_page("plan", as_="fanni", id=plan.id, view=view, sub=sub)

        assert not app.exception
        # They may comment, and that is all.
        assert {area.label for area in app.text_area} <= {translated("fi", "plan_form.write_remark")}
        assert {button.label for button in app.button} <= {
            translated("fi", key) for key in ("frame.sign_out", "plan_form.send_remark")
        }


def test_text_saves_itself_when_the_field_is_left(open_page: Open, cast: Cast, house: House) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=6)

    app.text_area(key=goals(plan)).set_value("Kohtaamispaikka").run()
    app.text_area(key=goals(plan)).set_value("Kohtaamispaikka kylälle").run()

    assert stored(house, plan, "goals") == "Kohtaamispaikka kylälle"
    assert "Aino" in words(app)


def test_identity_code_is_refused_beside_the_field_and_stays_there(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=6)

    app.text_area(key=goals(plan)).set_value("Matti 131052-308T").run()

    assert "henkilötunnus" in app.error[0].value
    assert app.text_area(key=goals(plan)).value == "Matti 131052-308T"
    assert stored(house, plan, "goals") == ""


def conflict(open_page: Open, cast: Cast) -> tuple[Plan, AppTest]:
    """Eero saved the goals while Aino had the page open; now Aino leaves the field."""
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=6)
    plans.save_field(cast.session, cast.eero, plan.id, plans.SHARED, "goals", "Eeron teksti", number=0)
    cast.session.commit()
    app.text_area(key=goals(plan)).set_value("Ainon teksti").run()
    return plan, app


def test_second_writer_sees_both_texts(open_page: Open, cast: Cast, house: House) -> None:
    plan, app = conflict(open_page, cast)

    assert "Ainon teksti" in words(app)
    assert "Eeron teksti" in words(app)
    assert stored(house, plan, "goals") == "Eeron teksti"


def test_both_texts_survive_a_refresh(open_page: Open, cast: Cast) -> None:
    plan, _ = conflict(open_page, cast)

    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=6)

    assert "Ainon teksti" in words(app)
    assert "Eeron teksti" in words(app)


@pytest.mark.parametrize(("button", "kept"), [("mine", "Ainon teksti"), ("theirs", "Eeron teksti")])
def test_writer_chooses_between_the_texts(
    open_page: Open, cast: Cast, house: House, button: str, kept: str
) -> None:
    plan, app = conflict(open_page, cast)

    app.button(key=f"{button}-{plan.id}-0-goals").click().run()

    assert stored(house, plan, "goals") == kept
    assert app.warning.len == 0
    assert app.text_area(key=goals(plan, 1)).value == kept
    with house.session() as session:
        assert session.exec(select(PlanFieldAside)).all() == []


def test_writer_merges_the_texts_by_hand(open_page: Open, cast: Cast, house: House) -> None:
    plan, app = conflict(open_page, cast)
    name = f"{plan.id}-0-goals"
    assert app.text_area(key=f"merge-{name}").value == "Eeron teksti\n\nAinon teksti"

    app.text_area(key=f"merge-{name}").set_value("Yhteinen teksti")
    app.button(key=f"merged-{name}").click().run()

    assert stored(house, plan, "goals") == "Yhteinen teksti"


def test_third_writer_meanwhile_loses_nobodys_text(open_page: Open, cast: Cast, house: House) -> None:
    plan, app = conflict(open_page, cast)
    plans.save_field(cast.session, cast.frans, plan.id, plans.SHARED, "goals", "Fransin teksti", number=1)
    cast.session.commit()

    app.button(key=f"mine-{plan.id}-0-goals").click().run()

    assert stored(house, plan, "goals") == "Fransin teksti"
    assert "Ainon teksti" in words(app)
    assert "Fransin teksti" in words(app)


def test_text_that_another_changed_appears_without_a_conflict(open_page: Open, cast: Cast) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub=6)
    plans.save_field(cast.session, cast.eero, plan.id, plans.SHARED, "goals", "Eeron teksti", number=0)
    cast.session.commit()

    app.run()

    assert app.text_area(key=goals(plan, 1)).value == "Eeron teksti"


def test_lead_begins_the_writing(open_page: Open, cast: Cast, house: House) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id)

    app.button(key=f"begin-{plan.id}").click().run()

    with house.session() as session:
        assert session.get_one(Plan, plan.id).state == PlanState.DRAFTING
    assert not [button for button in app.button if button.key == f"begin-{plan.id}"]


def test_lead_shows_the_plan_to_facilitators_and_takes_it_back(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id)

    app.button(key=f"share-{plan.id}").click().run()
    app.button(key=f"unshare-{plan.id}").click().run()

    with house.session() as session:
        assert session.get_one(Plan, plan.id).shared_at is None


@pytest.mark.parametrize(
    ("asked", "view", "sub"),
    [
        ({}, "overview", None),
        ({"view": "nothing"}, "overview", None),
        ({"view": "finish", "sub": "history"}, "finish", "history"),
        ({"view": "finish", "sub": "nothing"}, "finish", "nothing"),
        # As older mails have it.
        ({"view": "shared"}, "form", None),
        ({"view": "part"}, "form", "ours"),
        ({"view": "others"}, "form", "others"),
        ({"view": "discussion"}, "together", "discussion"),
        ({"view": "history"}, "finish", "history"),
    ],
)
def test_address_names_the_screen(
    open_page: Open, cast: Cast, asked: dict[str, str], view: str, sub: str | None
) -> None:
    plan = arrange(cast)

    app = open_page("plan", as_="aino", id=plan.id, **asked)

    assert not app.exception
    assert app.session_state[f"view-{plan.id}"] == view
    assert app.query_params.get("sub") in (sub, [sub])


def test_choosing_a_screen_changes_the_address(open_page: Open, cast: Cast) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="form", sub="ours")

    app.pills[0].set_value("overview").run()

    assert app.query_params == {"id": str(plan.id), "view": "overview"}
    assert "Ketkä ovat mukana" in words(app)


def test_empty_schedule_says_where_to_begin(open_page: Open, cast: Cast) -> None:
    plan = arrange(cast)

    app = open_page("plan", as_="pekka", id=plan.id, view="schedule")

    assert "Aloita yhdestä tehtävästä" in words(app)
    assert buttons(app) == ["add-task"]


def test_task_is_added_and_given_to_somebody(open_page: Open, cast: Cast, house: House) -> None:
    plan = arrange(cast)
    pekka = cast.people["pekka"]
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", sub="board", task="new")

    app.text_input(key="title-task-new").set_value("Palkataan ohjaaja")
    app.selectbox(key="owner-task-new").set_value(pekka.id)
    app.button(key="save-task-new").click().run()

    assert not app.exception
    with house.session() as session:
        task = session.exec(select(Task)).one()
    assert (task.title, task.owner_id) == ("Palkataan ohjaaja", pekka.id)
    assert "Palkataan ohjaaja" in words(app)


def test_refused_task_keeps_what_was_typed(open_page: Open, cast: Cast, house: House) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", task="new")

    app.text_input(key="title-task-new").set_value("Palkataan ohjaaja")
    app.date_input(key="starts_on-task-new").set_value(END)
    app.date_input(key="ends_on-task-new").set_value(END.replace(day=1))
    app.button(key="save-task-new").click().run()

    assert "ennen alkamispäivää" in app.error[0].value
    assert app.text_input(key="title-task-new").value == "Palkataan ohjaaja"
    with house.session() as session:
        assert session.exec(select(Task)).all() == []


def test_task_moves_and_is_edited(open_page: Open, cast: Cast, house: House) -> None:
    plan = make_plan(cast)
    task = make_task(cast, plan)
    cast.session.commit()
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", sub="board")

    app.button(key=f"start-task-{task.id}").click().run()
    follow(app, "Muuta")
    app.text_input(key=f"title-task-{task.id}").set_value("Uusi nimi")
    app.button(key=f"save-task-{task.id}").click().run()

    with house.session() as session:
        found = session.get_one(Task, task.id)
    assert (found.state, found.title) == (TaskState.DOING, "Uusi nimi")


def test_form_of_a_task_that_is_not_mine_does_not_open(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    task = make_task(cast, plan)
    cast.session.commit()

    app = open_page("plan", as_="veera", id=plan.id, view="schedule", task=task.id)

    assert lines(app) == []


def test_lead_sets_and_reaches_a_milestone(open_page: Open, cast: Cast) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="aino", id=plan.id, view="schedule", milestone="new")

    app.text_input(key="title-milestone-new").set_value("Avajaiset")
    app.date_input(key="due_on-milestone-new").set_value(END)
    app.button(key="save-milestone-new").click().run()
    app.button(key="reach-1-False").click().run()

    assert "Saavutettu" in words(app)


def test_history_shows_earlier_texts_of_a_field(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast)
    for number, text in enumerate(("Ensimmäinen", "Toinen")):
        plans.save_field(cast.session, cast.aino, plan.id, plans.SHARED, "goals", text, number=number)
    cast.session.commit()

    app = open_page("plan", as_="veera", id=plan.id, view="finish", sub="history", field="0-goals")

    assert app.selectbox(key="field").value == "0-goals"
    assert "Ensimmäinen" in words(app)


def test_earlier_texts_are_chosen_in_the_address(open_page: Open, cast: Cast) -> None:
    plan = arrange(cast)
    app = open_page("plan", as_="veera", id=plan.id, view="finish", sub="history")

    app.selectbox(key="field").set_value("0-need").run()

    assert app.query_params["field"] in ("0-need", ["0-need"])
    assert "vain nykyinen teksti" in words(app)


def test_form_opened_before_anothers_change_saves_only_when_that_was_seen(
    open_page: Open, cast: Cast, house: House
) -> None:
    plan = make_plan(cast)
    task = make_task(cast, plan)
    cast.session.commit()
    app = open_page("plan", as_="pekka", id=plan.id, view="schedule", task=task.id)
    plans.edit_task(
        cast.session, cast.aino, task.id, TaskWords("Ainon nimi", None, START, END), version=task.version
    )
    cast.session.commit()

    app.text_input(key=f"title-task-{task.id}").set_value("Pekan nimi")
    app.button(key=f"save-task-{task.id}").click().run()

    assert "samaan aikaan" in app.error[0].value
    assert app.text_input(key=f"title-task-{task.id}").value == "Pekan nimi"
    assert "Ainon nimi" in words(app)
    app.button(key=f"save-task-{task.id}").click().run()
    with house.session() as session:
        assert session.get_one(Task, task.id).title == "Pekan nimi"


def test_typed_signs_are_signs(open_page: Open, cast: Cast) -> None:
    plan = make_plan(cast, "**<b>Kahvila</b>** [x](http://y)")
    make_task(cast, plan, "<script>alert(1)</script> **x**")
    part = part_of(cast.session, plan, cast.toivonsilta)
    plans.save_field(cast.session, cast.pekka, plan.id, part.id, "our_people", "<i>**kaksi**</i>", number=0)
    cast.session.commit()

    app = open_page("plan", as_="aino", id=plan.id, view="schedule", sub="board")
    read = open_page("plan", as_="aino", id=plan.id, view="form", sub="others")

    assert "\\<script\\>" in words(app)
    assert "<i>**kaksi**</i>" in [text.value for text in read.text]
    assert "[x](" not in title_of(app)
