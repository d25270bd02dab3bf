from services import consortia, partner_sets
from ui import door, partner_set, partner_set_progress, partner_set_wishes, parts
from ui.accounts import need_sign_in

need_sign_in()

# From the idea one comes to the set that was asked for it, as long as that stands.
number = parts.number_of() or door.load(partner_sets.standing_of, parts.number_of("idea")) or 0
asked = door.load(consortia.progress, number) if number else None
idea = asked.idea_id if asked else parts.number_of("idea")
if not idea:
    parts.go("partners")
wishes = partner_set_wishes.asked(asked.wishes if asked else None)
seeks = asked is None or partner_set_progress.seeks(asked)
first = door.load(consortia.sought, idea, wishes, exact=False) if seeks else None
partner_set.heading(idea, asked)
if asked:
    partner_set_progress.draw(asked)
if first:
    partner_set.seek(idea, wishes, first, named=asked is not None)
