"""The screens of votes: somebody proposes, people vote, everybody reads what came of it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from streamlit.testing.v1 import AppTest

from models import AgendaItem, Ballot, Group, Plan, Proposal, ProposalStage, VoteBy, now
from models.base import as_of
from services import decisions, plans
from tests.cast import Cast
from tests.pages.conftest import House, Open
from tests.services.circle_world import a_group, a_plan, call, propose, seat, vote


@pytest.fixture
def group(house: House, cast: Cast) -> Group:
    made = a_group(cast)
    cast.session.commit()
    return made


@pytest.fixture
def plan(house: House, cast: Cast) -> Plan:
    made = a_plan(cast)
    cast.session.commit()
    return made


def said(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.success, app.warning, app.info, app.error, app.text, app.title)
    return " ".join(str(element.value) for kind in kinds for element in kind)


def the_only(session: Session) -> Proposal:
    found = session.exec(select(Proposal).execution_options(populate_existing=True)).one()
    session.commit()
    return found


def test_a_member_proposes_and_votes_and_changes_the_vote(group: Group, cast: Cast, open_page: Open) -> None:
    app = open_page("group", as_="aino", id=group.id, show="decisions")
    assert "Yhtään päätöstä ei ole vielä tehty" in said(app)
    app.button(key="propose").click().run()
    app = open_page("decision_form", as_="aino", group=group.id)
    app.button(key="open-vote").click().run()
    assert [error.value for error in app.error] == ["Täytä tämä kohta."]
    app.text_input(key="decision-title").set_value("Retken kohde")
    app.text_area(key="decision-options").set_value("Koli\nValamo")
    app.button(key="open-vote").click().run()
    assert not app.exception
    proposal = the_only(cast.session)
    mine = seat(cast.session, proposal, association_id=cast.satusuo.id)
    options = decisions.view(cast.session, cast.aino, proposal.id).options
    cast.session.commit()

    app = open_page("decision", as_="aino", id=proposal.id)
    app.button(key=f"cast-{mine.id}").click().run()
    assert app.error
    app.radio(key=f"vote-{mine.id}-None").set_value(options[0].id)
    app.button(key=f"cast-{mine.id}").click().run()
    assert "1/2 yhdistystä on äänestänyt" in [bar.proto.text for bar in app.get("progress")]
    assert app.table[0].value.values.tolist() == [["Koli", "1"], ["Valamo", "0"], ["Tyhjä", "0"]]
    app.radio(key=f"vote-{mine.id}-{options[0].id}").set_value(options[1].id)
    app.button(key=f"cast-{mine.id}").click().run()

    assert app.table[0].value.values.tolist() == [["Koli", "0"], ["Valamo", "1"], ["Tyhjä", "0"]]
    shown = open_page("group", as_="pekka", id=group.id, show="decisions")
    assert "Äänesi puuttuu" in said(shown)


def test_a_closed_ballot_asks_before_it_takes_and_shows_the_turnout_alone(
    plan: Plan, cast: Cast, open_page: Open
) -> None:
    proposal = propose(cast, plan, ballot=Ballot.CLOSED)
    vote(cast, proposal, "pekka", "Koli")
    cast.session.commit()

    for who in ("aino", "pekka", "veera"):
        app = open_page("decision", as_=who, id=proposal.id)

        assert not app.exception
        assert not app.table
        assert not app.get("arrow_vega_lite_chart")
        assert "Äänet lasketaan vasta, kun äänestys päättyy" in said(app)
        assert ("Ääni on annettu" in said(app)) == (who == "pekka")
        assert "Äänestäjiä on vähän" in said(app)
    vote(cast, proposal, "aino", "Koli")
    cast.session.commit()
    app = open_page("decision", as_="veera", id=proposal.id)
    assert "Päätös: **Koli**" in said(app)
    assert app.table[0].value.values.tolist()[0] == ["Koli", "2"]


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ({"aino": "Koli", "pekka": "Valamo"}, "yhtä monta ääntä"),
        ({}, "mikään vaihtoehto ei saanut ääniä"),
    ],
)
def test_what_came_of_it_stands_in_words(
    group: Group, cast: Cast, open_page: Open, votes: dict[str, str], words: str
) -> None:
    with as_of(now() - timedelta(days=8)):
        proposal = propose(cast, group, vote_by=VoteBy.PERSON)
        for who, text in votes.items():
            vote(cast, proposal, who, text, person=True)
    cast.session.commit()
    app = open_page("decision", as_="uuno", id=proposal.id)
    assert "Tulos näkyy täällä hetken kuluttua" in said(app)

    decisions.close_due(cast.session)
    cast.session.commit()

    app = open_page("decision", as_="uuno", id=proposal.id)
    assert words in said(app)
    assert app.button(key="propose_again")


def test_the_proposer_ends_and_withdraws_after_being_asked(group: Group, cast: Cast, open_page: Open) -> None:
    proposal = propose(cast, group)
    cast.session.commit()

    app = open_page("decision", as_="aino", id=proposal.id)
    app.button(key="close_now").click().run()
    assert not app.exception
    assert the_only(cast.session).stage == ProposalStage.OPEN
    app = open_page("decision", as_="aino", id=proposal.id)
    app.button(key="withdraw").click().run()

    assert not app.exception
    assert "Miksi ehdotus perutaan?" in [field.label for field in app.text_area]
    other = open_page("decision", as_="uuno", id=proposal.id)
    assert not [button.key for button in other.button if button.key in ("close_now", "withdraw")]


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("sami", "decision"),
        ("visitor", "decision"),
        ("sami", "decision_form"),
        ("visitor", "decision_form"),
        ("veera", "decision_form"),
    ],
)
def test_a_stranger_finds_nothing(
    group: Group, plan: Plan, cast: Cast, open_page: Open, who: str, page: str
) -> None:
    proposal = propose(cast, group)
    cast.session.commit()
    query = {"id": proposal.id} if page == "decision" else {"group": group.id}

    app = open_page(page, as_="" if who == "visitor" else who, **query)

    assert not app.exception
    assert "Retken kohde" not in said(app)
    assert not [field for field in app.text_area if field.key == "decision-options"]


def test_a_vote_of_a_meetings_matter_leads_there_and_a_plan_shows_its_votes(
    plan: Plan, cast: Cast, open_page: Open
) -> None:
    meeting = call(cast, plan)
    item = cast.session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)).first()
    assert item is not None
    proposal = propose(cast, plan, item_id=item.id)
    plans.share(cast.session, cast.aino, plan.id)
    cast.session.commit()

    app = open_page("decision", as_="fanni", id=proposal.id)
    shown = open_page("plan", as_="sami", id=plan.id, view="together", sub="decisions")
    agenda = open_page("meeting", as_="pekka", id=meeting.id)

    assert not app.exception
    assert not app.radio
    assert not shown.exception
    assert "Yhteistyökumppanit voivat lukea" in said(shown)
    assert not [button.key for button in shown.button if button.key == "propose"]
    assert not agenda.exception
    assert "Äänesi puuttuu" in said(agenda)
