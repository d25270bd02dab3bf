from ui import bulletin_page as screen
from ui import parts
from ui.accounts import need_sign_in

number = parts.number_of()
if not number:
    parts.go("bulletins")

need_sign_in()

screen.draw(number)
