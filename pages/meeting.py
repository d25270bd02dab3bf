from services import meetings
from ui import door, meeting_agenda, meeting_page, meeting_people, parts
from ui.accounts import need_sign_in

need_sign_in()

view = door.load(meetings.view, parts.number_of())
meeting_page.head(view)
meeting_page.coming(view)
meeting_page.publishing(view)
meeting_agenda.draw(view)
meeting_people.draw(view)
meeting_page.steps(view)
meeting_page.history(view)
