from services import introductions
from ui import door, introduction_form
from ui.accounts import need_sign_in

need_sign_in()

if not door.actor().is_facilitator:
    door.missing()
begun = door.load(introductions.beginning, introduction_form.named(), introduction_form.about())
introduction_form.heading(begun)
introduction_form.sides(begun)
introduction_form.draw(begun)
