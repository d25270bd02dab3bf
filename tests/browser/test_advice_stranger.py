"""The chair asks, a facilitator takes, books and answers; strangers, the admin and other facilitators find nothing."""

from playwright.sync_api import Page, expect
from sqlmodel import col, select

from models import AdviceCase, AdviceFile, AdviceMessage
from tests.browser.conftest import Meet, Server, Visits, meeting
from tests.browser.hands import fi, finds_nothing, heading, press, sees, settled, visit, write

TOPIC, BODY = "Kassan vajaus ennen kokousta", "Kassasta puuttuu rahaa, eikä kukaan tiedä siitä vielä."
ANSWER = "Kutsukaa tilintarkastaja ennen vuosikokousta."
NAME, CONTENT = "kassakirja.csv", "päivä;summa\n1.3.;-400\n".encode()
UPLOADER = "[data-testid=stFileUploaderDropzoneInput]"


def _ask(aune: Page) -> None:
    visit(aune, "/advice")
    press(aune, "advice.ask")
    heading(aune, "advice_form.title")
    write(aune, "advice_form.topic", TOPIC)
    write(aune, "advice_form.body", BODY)
    press(aune, "advice_form.send")
    heading(aune, TOPIC)
    settled(aune).get_by_text(fi("files.add")).first.click()
    aune.locator(UPLOADER).set_input_files({"name": NAME, "mimeType": "text/csv", "buffer": CONTENT})
    press(aune, "files.send")
    expect(aune.get_by_role("link", name=NAME)).to_be_visible()


def _take_book_and_answer(kaisa: Page, case_id: int) -> None:
    visit(kaisa, "/advice?show=queue")
    expect(kaisa.get_by_text(TOPIC)).to_have_count(0)
    kaisa.locator(f".st-key-take-{case_id} button").click()
    heading(kaisa, TOPIC)
    sees(kaisa, BODY)
    settled(kaisa).get_by_text(fi("advice_case.book")).first.click()
    # A list that is drawn anew closes.
    settled(kaisa)
    times = kaisa.get_by_role("combobox", name=fi("advice_form.slot"))
    times.click()
    kaisa.get_by_role("option").first.click()
    settled(kaisa)
    press(kaisa, "advice_case.book_now")
    sees(kaisa, "advice_state.scheduled")
    settled(kaisa).get_by_text(fi("advice_case.write")).first.click()
    write(kaisa, "advice_case.outcome", ANSWER)
    settled(kaisa)
    press(kaisa, "advice_case.answer")
    sees(kaisa, "advice_state.answered")


def test_nobody_else_finds_a_case_at_any_of_its_addresses(
    server: Server, person: Meet, visits: Visits
) -> None:
    aune, kaisa = person("aune"), person("kaisa")
    _ask(aune)
    with server.reading() as session:
        case = session.exec(select(AdviceCase).order_by(col(AdviceCase.id).desc())).first()
        assert case is not None
        file = session.exec(select(AdviceFile.id).where(AdviceFile.case_id == case.id)).one()
    _take_book_and_answer(kaisa, case.id)
    addresses = (f"/advice-files/{file}", f"/advice-calendar/{case.id}.ics")

    visit(aune, f"/advice_case?id={case.id}")
    sees(aune, ANSWER)
    readings = aune.locator("details").filter(has_text=fi("advice_case.readings"))
    readings.locator("summary").click()
    expect(readings.get_by_text("Kaisa Lehto").first).to_be_visible()
    assert aune.request.get(addresses[0]).body() == CONTENT
    assert TOPIC not in aune.request.get(addresses[1]).text()

    for who in ("sirpa", "antti", "mikko", "henna"):
        with meeting(server, visits) as met:
            _finds_nothing_of_it(met(who), case.id, addresses)
    assert [person().request.get(path).status for path in addresses] == [404, 404]
    _holds_no_word(server)


def _finds_nothing_of_it(page: Page, case_id: int, addresses: tuple[str, str]) -> None:
    for path in ("/advice", "/advice?show=queue", f"/search?q={TOPIC.split()[0]}", "/notices", "/"):
        visit(page, path)
        expect(page.get_by_text(TOPIC)).to_have_count(0)
    assert [page.request.get(path).status for path in addresses] == [404, 404]
    finds_nothing(page, f"/advice_case?id={case_id}")


def _holds_no_word(server: Server) -> None:
    """Neither the database nor the store nor any mail that went out."""
    with server.reading() as session:
        assert session.exec(select(AdviceMessage)).first() is not None
    raw = b"".join(path.read_bytes() for path in server.folder.rglob("*") if path.is_file())
    for word in (TOPIC, BODY, ANSWER, NAME, "1.3.;-400"):
        assert word.encode() not in raw, word
