from services import joinings
from ui import joinings as screen
from ui import parts
from ui.accounts import need_sign_in
from ui.door import load

number = parts.number_of()
if not number:
    parts.go("home")

need_sign_in()

view = load(joinings.view, number)
screen.head(view)
screen.both(view)
screen.outcome(view)
screen.answer(view)
