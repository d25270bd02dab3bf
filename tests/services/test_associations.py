"""Associations are entered, checked, judged and found."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from models import (
    ASSOCIATION_LIFECYCLE,
    Association,
    AssociationAction,
    AssociationState,
    Conflict,
    Forbidden,
    Invalid,
    JournalEntry,
    Kind,
    NotFound,
    OpenedBecause,
    Person,
    ReviewState,
    WorkspaceError,
    WrongState,
)
from services import associations, reviews
from services.associations import Details
from tests.cast import Cast, make_association
from tests.conftest import Queries

GOOD = Details(
    name="Uusniemen kylä ry",
    business_id="20774740",
    register_number="123456",
    municipality="176",
    kind="kylayhdistys",
    description="Kylätalo ja talkoot.",
    competences=("tilat", "keittio"),
    target_groups=("kylalaiset",),
    languages=("fi", "sv"),
    capacity=2,
    contact_name="Uuno",
    contact_email="Uuno@Example.org",
    contact_phone="+358 40 123 4567",
)
HETU = "131052-308T"


def test_creating_seats_the_owner_and_waits_for_a_facilitator(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, GOOD)

    item = reviews.item_of(session, Kind.ASSOCIATION, made.id)
    assert made.state == AssociationState.PENDING
    assert cast.uuno.owns(made.id)
    assert cast.uuno.acting_for == made.id
    assert item is not None
    assert (item.state, item.title, item.author_id) == (ReviewState.WAITING, made.name, cast.uuno.id)


def test_what_was_typed_is_kept_in_its_usual_form(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, GOOD)

    details = associations.form_of(session, cast.uuno, made.id).details
    expected = replace(
        GOOD,
        business_id="2077474-0",
        register_number="123.456",
        contact_email="uuno@example.org",
        competences=("keittio", "tilat"),
    )
    assert details == expected


@pytest.mark.parametrize(
    ("changed", "field", "key"),
    [
        ({"name": "  "}, "name", "needed"),
        ({"name": "x" * 161}, "name", "too_long"),
        ({"name": "Kylä\x07 ry"}, "name", "control_characters"),
        ({"description": ""}, "description", "needed"),
        ({"description": f"Soita Aunelle {HETU}"}, "description", "identity_code"),
        ({"business_id": "2077474-1"}, "business_id", "business_id"),
        ({"business_id": "1234567-8"}, "business_id", "business_id"),
        ({"business_id": "1000008-0"}, "business_id", "business_id"),
        ({"business_id": "0000000-0"}, "business_id", "business_id"),
        ({"business_id": "kylä"}, "business_id", "business_id"),
        ({"register_number": "1234567"}, "register_number", "register_number"),
        ({"register_number": "12a"}, "register_number", "register_number"),
        ({"register_number": "000"}, "register_number", "register_number"),
        ({"municipality": ""}, "municipality", "needed"),
        ({"municipality": "091"}, "municipality", "unknown_choice"),
        ({"kind": ""}, "kind", "needed"),
        ({"kind": "seura"}, "kind", "unknown_choice"),
        ({"competences": ("taikuus",)}, "competences", "unknown_choice"),
        ({"target_groups": ("x",)}, "target_groups", "unknown_choice"),
        ({"languages": ("xx",)}, "languages", "unknown_choice"),
        ({"capacity": 4}, "capacity", "unknown_choice"),
        ({"contact_name": HETU}, "contact_name", "identity_code"),
        ({"contact_email": "uuno"}, "contact_email", "email"),
        ({"contact_phone": "soita kotiin"}, "contact_phone", "phone"),
    ],
)
def test_what_does_not_hold_is_refused_beside_its_field(
    session: Session, cast: Cast, changed: dict[str, object], field: str, key: str
) -> None:
    with pytest.raises(Invalid) as refused:
        associations.create(session, cast.uuno, replace(GOOD, **changed))  # type: ignore[arg-type]

    assert (refused.value.field, refused.value.key) == (field, key)


@pytest.mark.parametrize("number", ["2077474-0", "0280113-5", "1234567-1", "FI20774740", " 20774740 "])
def test_issued_business_ids_are_accepted(number: str) -> None:
    assert len(associations.business_id_of(number)) == 9


@pytest.mark.parametrize(
    ("typed", "shown"), [("123456", "123.456"), ("99.001", "99.001"), ("7", "7"), ("", "")]
)
def test_register_number_is_shown_in_groups(typed: str, shown: str) -> None:
    assert associations.register_number_of(typed) == shown


def test_unregistered_group_has_no_register_number(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, replace(GOOD, registered=False))

    assert made.register_number == ""


@pytest.mark.parametrize("field", ["business_id", "register_number"])
def test_number_of_another_association_is_refused(session: Session, cast: Cast, field: str) -> None:
    associations.create(session, cast.uuno, GOOD)
    other = replace(Details(**{field: getattr(GOOD, field)}), name="Toinen ry", municipality="176")

    with pytest.raises(Invalid) as refused:
        associations.create(session, cast.sami, replace(other, kind="muu", description="x"))

    assert (refused.value.field, refused.value.key) == (field, "association_here")


def test_own_numbers_do_not_stand_in_the_way_of_an_edit(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, GOOD)

    associations.edit(session, cast.uuno, made.id, replace(GOOD, capacity=0), version=made.version)

    assert made.capacity == 0


def test_visitor_and_unverified_person_cannot_create(session: Session, cast: Cast) -> None:
    cast.people["uuno"].verified_at = None
    session.flush()

    for actor, key in ((cast.visitor, "sign_in_first"), (cast.uuno, "verify_first")):
        with pytest.raises(Forbidden) as refused:
            associations.create(session, actor, GOOD)
        assert refused.value.key == key


ROLES = ("visitor", "uuno", "sami", "veera", "eero", "aino", "fanni", "frans", "arvo")
OWN = {"eero", "aino", "frans"}
VERDICTS = {
    action: OWN if action in (AssociationAction.EDIT, AssociationAction.SUBMIT) else {"fanni"}
    for action in AssociationAction
} | {
    # The registers take these steps, and ask themselves who may.
    AssociationAction.TAKE_BACK: set(),
    AssociationAction.MERGE: set(),
}
SEEN_IN_EVERY_STATE = {"veera", "eero", "aino", "fanni", "frans", "arvo"}
DESK = {"fanni", "frans", "arvo"}


@pytest.mark.parametrize("state", list(AssociationState))
@pytest.mark.parametrize("action", list(AssociationAction))
@pytest.mark.parametrize("who", ROLES)
def test_permission_table(
    session: Session, cast: Cast, who: str, action: AssociationAction, state: AssociationState
) -> None:
    satusuo = cast.satusuo
    satusuo.state = state
    session.flush()
    expected: type[WorkspaceError] | None = None
    # What an import brought in and took back again is not there for the desk either.
    seen = SEEN_IN_EVERY_STATE - (DESK if state == AssociationState.TAKEN_BACK else set())
    if state != AssociationState.VERIFIED and who not in seen:
        expected = NotFound
    elif who not in VERDICTS[action]:
        expected = Forbidden
    elif (state, action) not in ASSOCIATION_LIFECYCLE.steps:
        expected = WrongState

    if expected:
        with pytest.raises(expected):
            associations.move(session, getattr(cast, who), satusuo.id, action)
        assert satusuo.state == state
    else:
        associations.move(session, getattr(cast, who), satusuo.id, action)
        assert satusuo.state == ASSOCIATION_LIFECYCLE.steps[state, action]


def test_every_step_is_in_the_journal(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, GOOD)
    associations.move(session, cast.fanni, made.id, AssociationAction.DECLINE, why="Nimi puuttuu.")
    associations.move(session, cast.uuno, made.id, AssociationAction.SUBMIT)

    steps = session.exec(
        select(JournalEntry.action, JournalEntry.before, JournalEntry.after)
        .where(JournalEntry.kind == Kind.ASSOCIATION, JournalEntry.thing_id == made.id)
        .order_by(JournalEntry.id)  # type: ignore[arg-type]
    ).all()
    assert steps == [
        ("create", "", "pending"),
        ("decline", "pending", "declined"),
        ("submit", "declined", "pending"),
    ]


def test_new_name_of_a_verified_association_is_looked_at_again(session: Session, cast: Cast) -> None:
    satusuo = cast.satusuo
    details = replace(GOOD, name="Satusuon kylät ry")

    associations.edit(session, cast.eero, satusuo.id, details, version=satusuo.version)

    item = reviews.item_of(session, Kind.ASSOCIATION, satusuo.id)
    assert satusuo.state == AssociationState.VERIFIED
    assert item is not None
    assert item.opened_because == OpenedBecause.EDIT


def test_a_new_description_goes_out_at_once_and_is_looked_at_afterwards(session: Session, cast: Cast) -> None:
    satusuo = cast.satusuo
    details = replace(GOOD, name=satusuo.name, business_id="", register_number="")

    associations.edit(session, cast.aino, satusuo.id, details, version=satusuo.version)

    item = reviews.item_of(session, Kind.ASSOCIATION, satusuo.id)
    assert satusuo.description == GOOD.description
    assert item is not None
    assert (satusuo.state, item.opened_because) == (AssociationState.VERIFIED, OpenedBecause.EDIT)


def test_edit_of_a_stale_form_is_refused(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, GOOD)
    seen = made.version
    associations.edit(session, cast.uuno, made.id, replace(GOOD, capacity=1), version=seen)

    with pytest.raises(Conflict):
        associations.edit(session, cast.uuno, made.id, replace(GOOD, capacity=3), version=seen)

    assert made.capacity == 1


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("sami", Forbidden), ("veera", Forbidden), ("fanni", Forbidden), ("visitor", Forbidden)],
)
def test_edit_is_for_those_who_write_in_its_name(
    session: Session, cast: Cast, who: str, refusal: type[WorkspaceError]
) -> None:
    with pytest.raises(refusal):
        associations.edit(session, getattr(cast, who), cast.satusuo.id, GOOD, version=cast.satusuo.version)

    assert cast.satusuo.description == ""


def test_pending_association_is_seen_by_its_own_and_by_who_oversees(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, GOOD)

    for who in ("uuno", "fanni", "arvo"):
        assert associations.fetch(session, getattr(cast, who), made.id) is made
    for who in ("visitor", "sami", "aino"):
        with pytest.raises(NotFound):
            associations.fetch(session, getattr(cast, who), made.id)


def names(session: Session, cast: Cast, who: str = "sami", **filters: object) -> list[str]:
    page = associations.visible_to(session, getattr(cast, who), **filters)  # type: ignore[arg-type]
    return [card.name for card in page.rows]


def test_list_stands_in_finnish_order_without_the_unverified(session: Session, cast: Cast) -> None:
    for name in ("Öljymäki ry", "Åminne rf", "Ähtäri ry", "Zeppelin ry"):
        make_association(session, name)
    make_association(session, "Odottava ry", state=AssociationState.PENDING)

    assert names(session, cast) == [
        "Keksilän eläkkeensaajat ry",
        "Satusuon kyläyhdistys ry",
        "Toivonsillan kriisituki ry",
        "Zeppelin ry",
        "Åminne rf",
        "Ähtäri ry",
        "Öljymäki ry",
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"words": "SATUSUO"}, ["Satusuon kyläyhdistys ry"]),
        ({"words": "kylä uusniemessä"}, ["Uusniemen kylä ry"]),
        ({"words": "100%"}, []),
        ({"municipality": "309"}, ["Keksilän eläkkeensaajat ry"]),
        ({"competence": "keittio"}, ["Uusniemen kylä ry"]),
        ({"target_group": "kylalaiset"}, ["Uusniemen kylä ry"]),
        ({"language": "sv"}, ["Uusniemen kylä ry"]),
        ({"kind": "metsastysseura"}, []),
    ],
)
def test_filters_narrow_the_list(
    session: Session, cast: Cast, filters: dict[str, str], found: list[str]
) -> None:
    made = associations.create(session, cast.uuno, GOOD)
    associations.move(session, cast.fanni, made.id, AssociationAction.VERIFY)

    assert names(session, cast, **filters) == found


def test_state_filter_is_for_who_oversees(session: Session, cast: Cast) -> None:
    make_association(session, "Odottava ry", state=AssociationState.PENDING)

    assert names(session, cast, "fanni", state="pending") == ["Odottava ry"]
    assert "Odottava ry" not in names(session, cast, "sami", state="pending")
    assert len(names(session, cast, "fanni", state="nonsense")) == 3


def test_mine_shows_own_ones_in_any_state(session: Session, cast: Cast) -> None:
    associations.create(session, cast.sami, GOOD)

    assert names(session, cast, mine=True) == ["Keksilän eläkkeensaajat ry", "Uusniemen kylä ry"]


def test_list_goes_on_by_key(session: Session, cast: Cast) -> None:
    for number in range(25):
        make_association(session, f"Yhdistys {number:02}")

    first = associations.visible_to(session, cast.visitor)
    second = associations.visible_to(session, cast.visitor, after=first.after)

    assert (len(first.rows), len(second.rows), second.after) == (20, 8, "")
    assert not {card.id for card in first.rows} & {card.id for card in second.rows}


def test_list_asks_two_queries_however_long_it_is(session: Session, cast: Cast, queries: Queries) -> None:
    sami = cast.sami
    counts = []
    for _ in range(2):
        queries.statements.clear()
        associations.visible_to(session, sami)
        counts.append(len(queries))
        make_association(session, "Lisä ry")
        make_association(session, "Toinen lisä ry")

    assert counts == [2, 2]


def test_contact_is_hidden_from_visitors(session: Session, cast: Cast) -> None:
    made = associations.create(session, cast.uuno, GOOD)
    associations.move(session, cast.fanni, made.id, AssociationAction.VERIFY)

    seen = associations.profile(session, cast.sami, made.id)

    assert associations.profile(session, cast.visitor, made.id).contact is None
    assert seen.contact is not None
    assert seen.contact.email == "uuno@example.org"
    assert (seen.members, seen.competences) == (1, ("keittio", "tilat"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Satusuon kyläyhdistys", ["Satusuon kyläyhdistys ry"]),
        ("satusuon", ["Satusuon kyläyhdistys ry"]),
        ("Satusuon kylayhdistys ry", ["Satusuon kyläyhdistys ry"]),
        ("ry", []),
        ("", []),
        ("Aivan muu", []),
    ],
)
def test_similar_names_are_found_while_typing(
    session: Session, cast: Cast, typed: str, found: list[str]
) -> None:
    similar = associations.similar_names(session, cast.uuno, typed)

    assert [each.name for each in similar] == found


def test_same_number_is_similar_whatever_the_name(session: Session, cast: Cast) -> None:
    cast.satusuo.business_id = "2077474-0"
    session.flush()

    similar = associations.similar_names(session, cast.uuno, "Muu", business_id="20774740")

    assert [each.id for each in similar] == [cast.satusuo.id]
    assert not associations.similar_names(session, cast.uuno, "", business_id="2077")


def test_similar_names_tell_nothing_of_what_one_may_not_see(session: Session, cast: Cast) -> None:
    make_association(session, "Odottava yhdistys ry", state=AssociationState.PENDING)

    assert associations.similar_names(session, cast.uuno, "Odottava yhdistys") == []


def test_flag_is_once_and_not_for_own(session: Session, cast: Cast) -> None:
    associations.flag(session, cast.sami, cast.satusuo.id, "Vanhentunut nimi.")

    with pytest.raises(Conflict):
        associations.flag(session, cast.sami, cast.satusuo.id, "Taas.")
    for actor in (cast.aino, cast.visitor):
        with pytest.raises(Forbidden):
            associations.flag(session, actor, cast.satusuo.id, "x")


def test_switch_stands_only_at_own_associations(session: Session, cast: Cast) -> None:
    associations.act_for(session, cast.aino, cast.satusuo.id)

    with pytest.raises(NotFound):
        associations.act_for(session, cast.aino, cast.toivonsilta.id)

    assert session.get_one(Person, cast.aino.id).acting_for == cast.satusuo.id


def test_names_leave_out_what_one_may_not_see(session: Session, cast: Cast) -> None:
    hidden = make_association(session, "Odottava ry", state=AssociationState.PENDING)
    ids = [cast.satusuo.id, cast.keksila.id, hidden.id]

    found = associations.names_of(session, cast.sami, ids)

    assert list(found.values()) == ["Keksilän eläkkeensaajat ry", "Satusuon kyläyhdistys ry"]


def test_reason_of_a_refusal_is_for_own_people(session: Session, cast: Cast) -> None:
    made: Association = associations.create(session, cast.uuno, GOOD)
    associations.move(session, cast.fanni, made.id, AssociationAction.DECLINE)
    item = reviews.item_of(session, Kind.ASSOCIATION, made.id)
    assert item is not None
    item.words = "Rekisterinumero puuttuu."
    session.flush()

    assert associations.profile(session, cast.uuno, made.id).declined_because == "Rekisterinumero puuttuu."
    assert associations.profile(session, cast.fanni, made.id).declined_because == ""


def test_history_tells_owners_of_people_and_nobody_of_flags(session: Session, cast: Cast) -> None:
    satusuo = cast.satusuo.id
    associations.ask_to_join(session, cast.sami, satusuo, words_for_owners="Olen sihteeri.")
    associations.flag(session, cast.pekka, satusuo, "Outo nimi.")
    associations.move(session, cast.fanni, satusuo, AssociationAction.ARCHIVE)

    def read(who: str) -> list[str]:
        return [step.action for step in associations.history(session, getattr(cast, who), satusuo)]

    assert read("aino") == ["archive", "request"]
    assert read("eero") == ["archive"]
    assert read("fanni") == ["archive"]
    assert read("veera") == []
