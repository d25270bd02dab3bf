from services import advice
from ui import advice_notes, advice_page, advice_people, advice_talk, door, parts
from ui.accounts import need_sign_in

need_sign_in()

# An act and no question: that the case was opened is written down.
opened = door.attempt(advice.read, parts.number_of())
if opened.refused:
    door.missing(opened.refused)
view: advice.CaseView = opened.value
advice_page.head(view)
advice_page.time(view)
advice_page.request(view)
advice_notes.draw(view)
advice_talk.messages(view)
advice_talk.files(view)
advice_people.draw(view)
advice_page.steps(view)
advice_people.readings(view)
advice_people.history(view)
