"""A story on its screens: written, given a picture, handed in, and read by everybody when it is published."""

from sqlmodel import select

from models import Decision, Story, StoryAction, StoryState
from services import stories
from tests.cast import Cast
from tests.pages.conftest import House, Open, lines
from tests.services.moderated import make_story
from tests.services.test_stories import decide, photograph


def test_a_story_is_written_with_a_picture_and_handed_in(house: House, cast: Cast, open_page: Open) -> None:
    assert "story_form" in [link.proto.page for link in open_page("impact", as_="aino").get("page_link")]
    app = open_page("story_form", as_="aino")
    lines(app)[0].set_value("Keittiö <b>heräsi</b>")
    app.button(key="save-story").click().run()
    assert len(app.error) == 1
    app.text_area[0].set_value("Ovi aukesi.")
    app.button(key="save-story").click().run()
    story = cast.session.exec(select(Story)).one()
    cast.session.commit()

    app = open_page("story", as_="aino", id=story.id)
    app.file_uploader[0].upload("kuva.jpg", photograph(), "image/jpeg").run()
    app.button(f"picture-{story.id}-0-send").click().run()
    assert len(app.error) == 1
    app.text_input(f"picture-{story.id}-0-alt").set_value('Ovi "auki"').run()
    app.button(f"picture-{story.id}-0-send").click().run()
    assert not app.error
    (picture,) = stories.view(cast.session, cast.aino, story.id).pictures
    cast.session.commit()
    app = open_page("story", as_="aino", id=story.id)
    (shown,) = [html for html in app.get("html") if "<img" in html.proto.body]
    assert f'src="{picture.path}" alt="Ovi &quot;auki&quot;"' in shown.proto.body

    app.button("submit").click().run()
    cast.session.refresh(story)
    assert story.state == StoryState.SUBMITTED
    assert app.info[0].value.startswith("Järjestökehittäjä tarkastaa")


def test_everybody_reads_what_is_published_and_its_own_people_what_was_decided(
    house: House, cast: Cast, open_page: Open
) -> None:
    session = cast.session
    story, returned = (
        make_story(session, cast, StoryState.PUBLISHED),
        make_story(session, cast, StoryState.DRAFT),
    )
    returned.title = "Kesken"
    stories.move(session, cast.aino, returned.id, StoryAction.SUBMIT)
    session.commit()

    app = open_page("impact")
    titles = [link.proto.label for link in app.get("page_link") if link.proto.page == "story"]
    assert titles == ["**Keittiö heräsi**"]
    assert not open_page("story", id=story.id).exception
    assert open_page("story", id=returned.id).title[0].value == "Sivua ei löytynyt"
    assert open_page("story_form", as_="sami", id=story.id).title[0].value == "Sivua ei löytynyt"

    item = open_page("moderation", as_="fanni", item=1)
    assert "Ovi aukesi ja kahvi kiehui." in [text.value for text in item.text]
    decide(cast, returned, Decision.RETURN)
    version = returned.version
    stories.edit(session, cast.aino, returned.id, "Kesken", "Vasta luonnos.", version=version)
    session.commit()
    app = open_page("story", as_="fanni", id=returned.id)
    assert "Näet sen sellaisena kuin se palautettiin." in app.info[0].value
    assert [text.value for text in app.text] == ["Ovi aukesi ja kahvi kiehui."]
    app = open_page("story", as_="aino", id=returned.id)
    assert "Kiitos." in [text.value for text in app.text]
    assert "ruling" in [link.proto.page for link in app.get("page_link")]
    assert "Kesken" in [link.proto.label for link in open_page("impact", as_="aino").get("page_link")]
