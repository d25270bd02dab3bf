from services import consortia
from ui import door, partner_set, partner_set_progress, partner_set_wishes, parts
from ui.accounts import need_sign_in

need_sign_in()

number = parts.number_of()
asked = door.load(consortia.progress, number) if number else None
idea = asked.idea_id if asked else parts.number_of("idea")
if not idea:
    parts.go("partners")
wishes = partner_set_wishes.asked(asked.wishes if asked else None)
partner_set.heading(idea, asked)
if asked:
    partner_set_progress.draw(asked)
if asked is None or partner_set_progress.seeks(asked):
    partner_set.seek(idea, wishes)
