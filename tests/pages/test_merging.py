"""Associations that are here twice: found, laid side by side, merged, and old links that lead on."""

from models import Association, PartnerRequestState
from tests.cast import Cast, make_association
from tests.pages.conftest import House, Open
from tests.pages.test_associations import labels, links, said
from tests.pages.test_registers import press
from tests.services.plan_world import make_idea, make_plan, make_request


def twin(cast: Cast) -> Association:
    made = make_association(cast.session, "Keksilän *eläkkeensaaja* ry", "309")
    made.unclaimed, made.description = True, "Laulamme."
    cast.session.commit()
    return made


def test_a_pair_is_found_compared_and_merged(open_page: Open, cast: Cast, house: House) -> None:
    made = twin(cast)
    idea = make_idea(cast, title="Talkoot")
    for partner in (cast.keksila, made):
        make_request(cast, idea, partner, state=PartnerRequestState.SENT)
    cast.session.commit()
    app = open_page("registers", as_="fanni", view="pairs")
    assert not app.exception
    assert "rekisteristä, ei ihmisiä" in said(app)
    press(app, f"compare-{cast.keksila.id}-{made.id}")

    # The one that has people stays.
    assert app.query_params["id"] == str(cast.keksila.id)
    app = open_page("association_merge", as_="fanni", id=cast.keksila.id, other=made.id)
    key = f"merge-{cast.keksila.id}-{made.id}"
    assert app.radio(key=f"{key}-description").value is True
    assert app.radio(key=f"{key}-name").options == [
        "Keksilän eläkkeensaajat ry",
        "Keksilän \\*eläkkeensaaja\\* ry",
    ]
    assert "Molemmilla on kumppanipyyntö ideasta Talkoot." in said(app)
    press(app, "merge")
    assert "Nimi ei ole sama" in "".join(each.value for each in app.error)
    app.text_input(key=f"merge-typed-{made.id}").set_value(made.name)
    press(app, "merge")

    with house.session() as session:
        assert session.get_one(Association, made.id).merged_into == cast.keksila.id
        assert session.get_one(Association, cast.keksila.id).description == "Laulamme."
    app = open_page("association", as_="uuno", id=made.id)
    assert app.query_params["id"] == str(cast.keksila.id)
    assert "johon tämä on yhdistetty" in "".join(each.value for each in app.toast)


def test_what_stands_in_the_way_is_listed_and_two_are_told_apart(open_page: Open, cast: Cast) -> None:
    made = twin(cast)
    make_plan(cast)
    cast.session.commit()

    app = open_page("association_merge", as_="arvo", id=cast.satusuo.id, other=cast.toivonsilta.id)
    assert "Toisen on ensin jätettävä suunnitelma" in said(app)
    assert "merge" not in labels(app)

    app = open_page("registers", as_="arvo", view="pairs")
    press(app, f"apart-{cast.keksila.id}-{made.id}")
    assert "ei löytynyt" in said(app)
    assert not any("eläkkeensaaja" in label for label in links(app))
    for who in ("", "aino"):
        assert open_page("registers", as_=who, view="pairs").title[-1].value == "Sivua ei löytynyt"
        app = open_page("association_merge", as_=who, id=cast.keksila.id, other=made.id)
        assert app.title[0].value == "Sivua ei löytynyt"
