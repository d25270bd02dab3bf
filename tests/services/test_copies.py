"""Copies to take along: whole, for who may have them, and without what opens a door."""

import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import LargeBinary
from sqlmodel import Session, func, select

from models import (
    Association,
    Attachment,
    Comment,
    Forbidden,
    Idea,
    IdeaState,
    JournalEntry,
    Kind,
    NotFound,
    PartnerRequestState,
    Person,
    PlanField,
    ReviewItem,
    Story,
    StoryPicture,
    Table,
)
from services import accounts, copies, references
from services.copies import of_association, of_person, rows
from services.files import stored
from tests.cast import Cast
from tests.services.plan_world import make_idea, make_plan, make_request, part_of

SECRET = re.compile(r"hash|token|secret|seal|password|key_id|claim$|mark$")


def read(packed: BytesIO) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    with ZipFile(packed) as found:
        manifest = json.loads(found.read("manifest.json"))
        tables = {
            name: [json.loads(line) for line in found.read(f"tables/{name}.jsonl").decode().splitlines()]
            for name in manifest["tables"]
        }
    assert {name: told["rows"] for name, told in manifest["tables"].items()} == {
        name: len(found) for name, found in tables.items()
    }
    return manifest, tables


def copied(of: Any, session: Session, *asked: Any) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    into = BytesIO()
    of.write(session, asked[0], into, *asked[1:])
    return read(into)


def test_no_column_with_a_secret_is_copied() -> None:
    """A new one fails here until `services/copies/rows.py` says what becomes of it."""
    smelling = {
        f"{rows.name_of(model)}.{column.name}"
        for model in rows.models()
        for column in rows.columns_of(model)
        if SECRET.search(column.name) or isinstance(column.type, LargeBinary)
    }

    assert smelling == set()


def test_every_table_is_copied_or_left_out_by_name() -> None:
    there = set(Table.metadata.tables)

    assert {rows.name_of(model) for model in rows.models()} | set(rows.LEFT_OUT) == there
    assert set(rows.HIDDEN) <= there


def test_every_column_that_points_at_an_association_is_copied_or_not_by_name() -> None:
    named = {each.name for each in references.to_associations()}

    assert of_association.COPIED | set(of_association.NOT_COPIED) == named
    assert not of_association.COPIED & set(of_association.NOT_COPIED)


def test_everything_is_the_administrators_and_has_every_row(session: Session, cast: Cast) -> None:
    make_plan(cast)
    accounts.begin_session(session, cast.aino.id)

    for who in (cast.visitor, cast.aino, cast.fanni):
        with pytest.raises(NotFound):
            copies.everything.note(session, who)
        with pytest.raises(NotFound):
            copies.everything.write(session, who, BytesIO())
    copies.everything.note(session, cast.arvo)
    manifest, tables = copied(copies.everything, session, cast.arvo)

    assert len(tables["person"]) == session.exec(select(func.count()).select_from(Person)).one()
    assert len(tables["plan_field"]) == session.exec(select(func.count()).select_from(PlanField)).one()
    assert "password_hash" not in tables["person"][0]
    assert "token_hash" not in tables["sign_in"][0]
    assert manifest["tables"]["person"]["left_out"] == ["password_hash"]
    assert "mail" in manifest["tables_left_out"]
    assert tables["journal_entry"][-1]["action"] == "copy_everything"


def test_a_persons_copy_holds_what_is_theirs_and_of_others_the_number_alone(
    session: Session, cast: Cast
) -> None:
    idea = make_idea(cast)
    for author in ("aino", "pekka"):
        person = getattr(cast, author)
        session.add(
            Comment(subject_kind=Kind.IDEA, subject_id=idea.id, author_id=person.id, body=f"Olen {author}")
        )
    item = ReviewItem(kind=Kind.IDEA, thing_id=idea.id, title="Toisen otsikko", decided_by=cast.aino.id)
    session.add(item)
    session.flush()
    copies.of_person.note(session, cast.aino)

    _, tables = copied(copies.of_person, session, cast.aino)

    assert [row["email"] for row in tables["person"]] == ["aino@example.org"]
    assert [row["body"] for row in tables["comment.author_id"]] == ["Olen aino"]
    assert [row["title"] for row in tables["idea.author_id"]] == [idea.title]
    assert tables["review_item.decided_by"] == [{"id": item.id}]
    assert {row["person_id"] for row in tables["association_member.person_id"]} == {cast.aino.id}
    assert "pekka" not in json.dumps(tables)
    assert tables["journal_entry.actor_id"][-1]["action"] == "copy_own"
    with pytest.raises(Forbidden):
        copies.of_person.write(session, cast.visitor, BytesIO())


def test_each_name_of_a_column_that_points_at_a_person_is_thought_of() -> None:
    """Whole rows by these names, by all others a number: a new table is asked which it is."""
    names = {
        column.name
        for model in rows.models()
        if model is not Person
        for column in of_person.columns_to_person(model)
    }

    assert names - of_person.OWN == {name for name in names if name.endswith("_by")} - of_person.OWN | {
        "appeal_of",
        "owner_id",
    }


def attach(session: Session, cast: Cast, idea: Idea) -> None:
    session.add(
        Attachment(
            subject_kind=Kind.IDEA,
            subject_id=idea.id,
            association_id=cast.satusuo.id,
            author_id=cast.aino.id,
            name="liite.txt",
            media_type="text/plain",
            size=3,
            sha256=stored.keep(b"Hei"),
        )
    )
    session.flush()


def with_a_picture(cast: Cast) -> StoryPicture:
    """A story's, of Satusuo; beside it another association's."""
    shown: list[StoryPicture] = []
    for association, shade in ((cast.satusuo, b"oma"), (cast.keksila, b"toisten")):
        story = Story(
            association_id=association.id, author_id=cast.aino.id, title="Talkoot", body="Oli kahvit."
        )
        cast.session.add(story)
        cast.session.flush()
        measures: dict[str, Any] = {"size": len(shade), "width": 1, "height": 1}
        picture = StoryPicture(story_id=story.id, alt="Väkeä", sha256=stored.keep(shade), **measures)
        cast.session.add(picture)
        cast.session.flush()
        shown.append(picture)
    return shown[0]


def test_an_associations_copy_has_its_own_things_and_files_and_no_others(
    session: Session, cast: Cast
) -> None:
    plan = make_plan(cast)
    own, other = part_of(session, plan, cast.satusuo), part_of(session, plan, cast.toivonsilta)
    draft = make_idea(cast, state=IdeaState.DRAFT, title="Luonnos")
    make_request(cast, draft, cast.keksila, state=PartnerRequestState.SENT)
    for place, text in ((0, "Yhteinen"), (own.id, "Meidän"), (other.id, "Heidän")):
        session.add(
            PlanField(plan_id=plan.id, place=place, key=f"k{place}", text=text, edited_by=cast.aino.id)
        )
    attach(session, cast, draft)
    picture = with_a_picture(cast)

    for who in (cast.eero, cast.fanni, cast.arvo, cast.pekka):
        with pytest.raises(Forbidden):
            copies.of_association.note(session, who, cast.satusuo.id)
    assert copies.of_association.note(session, cast.aino, cast.satusuo.id) == cast.satusuo.name
    into = BytesIO()
    copies.of_association.write(session, cast.aino, into, cast.satusuo.id)
    manifest, tables = read(into)

    assert [row["name"] for row in tables["association"]] == [cast.satusuo.name]
    assert {row["title"] for row in tables["idea"]} == {draft.title, plan.name}
    assert {row["text"] for row in tables["plan_field"] if row["key"].startswith("k")} == {
        "Yhteinen",
        "Meidän",
    }
    assert [row["id"] for row in tables["plan_part"]] == [own.id]
    assert len(tables["partner_request"]) == 2
    assert {row["name"] for row in tables["association_member"]} == {"Aino", "Eero", "Veera", "Frans"}
    assert "example.org" not in json.dumps(tables)
    with ZipFile(into) as packed:
        assert [packed.read(name) for name in manifest["files"]] == [b"Hei", stored.read(picture.sha256)]
    assert [row["alt"] for row in tables["story_picture"]] == [picture.alt]
    steps = session.exec(select(JournalEntry.action).where(JournalEntry.kind == Kind.ASSOCIATION)).all()
    assert "copy" in steps


def test_the_others_part_of_the_plan_has_no_shared_words(session: Session, cast: Cast) -> None:
    plan = make_plan(cast)
    session.add(PlanField(plan_id=plan.id, place=0, key="shared", text="Yhteinen", edited_by=cast.aino.id))
    session.flush()

    _, tables = copied(copies.of_association, session, cast.pekka, cast.toivonsilta.id)

    assert "Yhteinen" not in json.dumps(tables)
    assert session.get_one(Association, cast.toivonsilta.id).name == tables["association"][0]["name"]
