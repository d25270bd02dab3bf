from services import introductions
from ui import introduction_page as screen
from ui import parts
from ui.accounts import need_sign_in
from ui.door import load

number = parts.number_of()
if not number:
    parts.go("introductions")

need_sign_in()

view = load(introductions.view, number)
screen.head(view)
screen.situation(view)
screen.answer(view)
screen.sides(view)
screen.follow_up(view)
screen.leaving(view)
