"""A facilitator opens why somebody suits an idea and puts them first; the idea's chair reads it and asks of another."""

from playwright.sync_api import expect

from tests.browser.conftest import Meet
from tests.browser.hands import button, fi, follow, heading, press, sees, settled, visit, write

REASON = "Tuntevat kylän väen"
# An idea of Aune's association.
PARTNERS = "/partners?idea=1"


def test_reasons_are_opened_somebody_is_put_first_and_another_asked_for(person: Meet) -> None:
    kaisa = visit(person("kaisa"), PARTNERS)
    kaisa.get_by_text(fi("match.why"), exact=True).nth(1).click()
    sees(kaisa, "match.needs_side")
    expect(kaisa.get_by_test_id("stVegaLiteChart")).to_have_count(1)
    press(kaisa, "partner_pick.pin")
    dialog = kaisa.get_by_role("dialog")
    button(dialog, "partner_pick.pin").click()
    sees(dialog, "errors.needed")
    write(dialog, "partner_pick.reason", REASON)
    button(dialog, "partner_pick.pin").click()
    expect(dialog).to_be_hidden()
    sees(kaisa, REASON)

    aune = visit(person("aune"), PARTNERS)
    sees(aune, "partner_pick.pinned")
    sees(aune, REASON)
    follow(aune, "partner_why.link")
    heading(aune, "partner_why.title")
    settled(aune)
    write(aune, "partner_why.which", "Keksilän")
    follow(aune, "Keksilän eläkkeensaajat ry")
    sees(aune, "partner_why.another")
    sees(aune, "match.association_side")
