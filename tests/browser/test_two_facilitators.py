"""Two facilitators at one queue: what the one does is seen by the other, and nobody's words are lost."""

import re

from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from models import Association, Idea, IdeaState, Kind, ReviewItem, ReviewState
from services.demo.stage import script
from tests.browser.conftest import Meet, Server
from tests.browser.hands import box, button, fi, press, settled, visit, write

WORDS = "Minusta tämä on kunnossa, mutta kysytään vielä aikataulusta."
# The other's act is seen without a click of one's own: a fragment asks every ten seconds, the list every thirty.
SOON, LATER = 30_000, 60_000


def item_of_neither(server: Server) -> tuple[int, str]:
    """An idea that waits, of an association to which neither facilitator belongs."""
    own = next(row["association"] for row in script("people") if row["key"] == "mikko")
    name = next(row["name"] for row in script("associations") if row["id"] == own)
    with server.reading() as session:
        query = (
            select(ReviewItem.id, ReviewItem.title)
            .join(Idea, col(Idea.id) == ReviewItem.thing_id)
            .join(Association, col(Association.id) == ReviewItem.association_id)
            .where(
                ReviewItem.kind == Kind.IDEA,
                ReviewItem.state == ReviewState.WAITING,
                Idea.state == IdeaState.SUBMITTED,
                Association.name != name,
            )
        )
        item_id, title = session.exec(query).all()[0]
        return item_id, title


def facts_of(page: Page, title: str) -> Locator:
    """What stands with a title in the list."""
    return page.locator(".st-key-things-queue li").filter(has=page.get_by_role("link", name=title))


def test_two_at_one_queue(person: Meet, server: Server) -> None:
    item, title = item_of_neither(server)
    kaisa, mikko, list_of_mikko = person("kaisa"), person("mikko"), person("mikko")

    visit(kaisa, f"/moderation?item={item}")
    visit(list_of_mikko, "/moderation?kind=idea")
    visit(mikko, f"/moderation?item={item}")

    # The claim is seen in the list and on the item.
    expect(facts_of(list_of_mikko, title)).to_contain_text("Kaisa Lehto, klo")
    expect(mikko.get_by_text(re.compile("Kaisa Lehto tarkastaa tätä nyt")).first).to_be_visible()

    write(mikko, "moderation.words", WORDS)
    settled(mikko)
    press(kaisa, "moderation.decide")
    expect(kaisa.get_by_text(re.compile("Viimeksi: "))).to_be_visible()

    # Mikko sees what has happened without doing anything, and keeps his words.
    done = re.compile(r"Kaisa Lehto ratkaisi tämän kello \d+\.\d+: hyväksytty")
    expect(mikko.get_by_text(done)).to_be_visible(timeout=SOON)
    expect(box(mikko, "moderation.words")).to_have_value(WORDS)
    expect(facts_of(list_of_mikko, title)).to_have_count(0, timeout=LATER)

    press(mikko, "moderation.decide")
    expect(
        mikko.get_by_text(re.compile(r"Kaisa Lehto ehti ensin: hyväksytty kello \d+\.\d+"))
    ).to_be_visible()
    expect(box(mikko, "moderation.words")).to_have_value(WORDS)

    # And the decision is taken back from where she has gone on to.
    press(kaisa, "moderation.undo")
    expect(kaisa.get_by_text(fi("opened_because.undo")).first).to_be_visible()
    expect(button(kaisa, "moderation.decide")).to_be_visible()
    with server.reading() as session:
        assert session.get_one(ReviewItem, item).state == ReviewState.WAITING
