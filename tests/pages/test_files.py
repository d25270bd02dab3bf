"""The files of a group, an idea and a plan on their screens."""

import pytest
from streamlit.testing.v1 import AppTest

from models import Attachment, AttachmentAction, AttachmentState, IdeaState, Kind
from services import files, groups
from tests.cast import Cast
from tests.pages.conftest import Open
from tests.services.moderated import make_idea
from tests.services.plan_world import make_plan, part_of
from tests.services.test_groups import make_group
from ui.texts import translated

PDF = b"%PDF-1.4\n%%EOF\n"
NAME = "Säännöt *2026*.pdf"


def fi(key: str, **params: object) -> str:
    return translated("fi", key, **params)


def make_place(cast: Cast, kind: Kind) -> tuple[str, dict[str, object], int | None]:
    """The screen with Aino's group, idea or plan, its address, and the part of the plan that is Satusuo's."""
    session = cast.session
    if kind == Kind.GROUP:
        group = make_group(session, cast)
        groups.join(session, cast.pekka, group.id)
        return "group", {"id": group.id, "show": "files"}, None
    if kind == Kind.IDEA:
        return "idea", {"id": make_idea(session, cast, IdeaState.PUBLISHED).id}, None
    plan = make_plan(cast)
    return (
        "plan",
        {"id": plan.id, "view": "together", "sub": "files"},
        part_of(session, plan, cast.satusuo).id,
    )


def links(app: AppTest) -> list[str]:
    return [found.proto.url for found in app.get("link_button")]


@pytest.mark.parametrize("kind", [Kind.GROUP, Kind.IDEA, Kind.PLAN])
def test_a_file_is_attached_removed_and_put_back(open_page: Open, cast: Cast, kind: Kind) -> None:
    page, query, part_id = make_place(cast, kind)
    cast.session.commit()

    app = open_page(page, "aino", **query)
    app.file_uploader[0].upload(NAME, PDF, "application/pdf").run()
    app.button(f"send-file-{kind}-{query['id']}-{part_id or 0}-0").click().run()
    assert not app.error
    assert links(app) == ["/files/1/S%C3%A4%C3%A4nn%C3%B6t%20%2A2026%2A.pdf"]

    files.move(cast.session, cast.aino, 1, AttachmentAction.REMOVE)
    cast.session.commit()
    app = open_page(page, "aino", **query)
    assert links(app) == []
    app.button("put_back-file-1").click().run()
    assert links(app) != []


def test_what_is_wrong_with_a_file_stands_beside_it(open_page: Open, cast: Cast) -> None:
    page, query, _ = make_place(cast, Kind.IDEA)
    cast.session.commit()
    app = open_page(page, "aino", **query)

    app.file_uploader[0].upload("Kuva.pdf", b"no pdf", "application/pdf").run()
    app.button(f"send-file-idea-{query['id']}-0-0").click().run()

    assert [error.value for error in app.error] == [
        fi("errors.file_mismatch", name="Kuva\\.pdf", ending="pdf")
    ]
    assert links(app) == []


def test_a_reader_fetches_and_reports_and_changes_nothing(open_page: Open, cast: Cast) -> None:
    page, query, _ = make_place(cast, Kind.IDEA)
    files.add(cast.session, cast.aino, Kind.IDEA, int(str(query["id"])), NAME, PDF)
    cast.session.commit()

    app = open_page(page, "sami", **query)

    assert len(links(app)) == 1
    assert len(app.file_uploader) == 0
    assert {button.key for button in app.button if "-file-1" in str(button.key)} == {"flag-file-1"}


def test_an_idea_without_files_says_nothing_of_them_to_its_readers(open_page: Open, cast: Cast) -> None:
    page, query, _ = make_place(cast, Kind.IDEA)
    cast.session.commit()

    app = open_page(page, "sami", **query)

    assert fi("files.heading") not in [header.value for header in app.header]


def test_the_facilitator_reads_what_is_to_be_judged(open_page: Open, cast: Cast) -> None:
    _, query, _ = make_place(cast, Kind.GROUP)
    made = files.add(cast.session, cast.aino, Kind.GROUP, int(str(query["id"])), NAME, PDF)
    item = files.review_of(cast.session, cast.fanni, made.id)
    cast.session.commit()

    app = open_page("moderation", "fanni", item=item)

    assert links(app)[0].startswith(f"/files/{made.id}/")


def test_sizes_are_told_in_peoples_words(open_page: Open, cast: Cast) -> None:
    page, query, _ = make_place(cast, Kind.IDEA)
    for number, size in enumerate((900, 1536, 3 * 1024 * 1024 + 1)):
        cast.session.add(_row(cast, int(str(query["id"])), number, size))
    cast.session.commit()

    app = open_page(page, "sami", **query)

    told = [caption.value.split(" ·")[0] for caption in app.caption if "Aino" in caption.value]
    assert told == ["3 Mt", "1,5 kt", "900 tavua"]


def _row(cast: Cast, idea_id: int, number: int, size: int) -> Attachment:
    return Attachment(
        subject_kind=Kind.IDEA,
        subject_id=idea_id,
        author_id=cast.aino.id,
        association_id=cast.satusuo.id,
        name=f"{number}.pdf",
        media_type="application/pdf",
        size=size,
        sha256=f"{number:064}",
        state=AttachmentState.VISIBLE,
    )


def test_a_name_cannot_lead_elsewhere() -> None:
    assert files.path_of(7, "a/b ä.pdf") == "/files/7/a%2Fb%20%C3%A4.pdf"
