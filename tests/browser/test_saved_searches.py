"""A facilitator holds an event; a member finds it, and saves the search that found it."""

from tests.browser.conftest import Meet
from tests.browser.hands import button, heading, press, sees, settled, tick, visit, write

TITLE = "Peikkoretki ja iltanuotio"


def test_an_event_is_published_found_and_its_search_saved(person: Meet) -> None:
    kaisa = visit(person("kaisa"), "/events")
    press(kaisa, "events.write")
    settled(kaisa)
    write(kaisa, "event_form.title_field", TITLE)
    press(kaisa, "event_action.publish")
    # Nothing that was typed is lost by a refusal.
    sees(kaisa, "errors.event_nowhere")
    write(kaisa, "event_form.place", "Kyläsali")
    press(kaisa, "event_action.publish")
    heading(kaisa, TITLE)

    sirpa = visit(person("sirpa"), "/events?words=iltanuotiolla")
    sees(sirpa, TITLE)
    press(sirpa, "saved_searches.save")
    tick(sirpa, "radio", "alert.digest")
    press(sirpa, "saved_searches.save_now")
    sees(sirpa, "saved_searches.saved")

    visit(sirpa, "/saved_searches")
    sees(sirpa, "Tapahtumat: iltanuotiolla")
    press(sirpa, "saved_searches.open")
    heading(sirpa, "events.title")
    sees(sirpa, TITLE)

    press(kaisa, "event_action.cancel")
    dialog = kaisa.get_by_role("dialog")
    write(dialog, "event.cancel_why", "Ukkonen tulee")
    button(dialog, "event_action.cancel").click()
    sees(kaisa, "event.is_cancelled", why="Ukkonen tulee")
