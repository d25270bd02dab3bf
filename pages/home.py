"""What waits for me and what is new; for a visitor, what Kanto is."""

from ui import door, home_mine, home_public

if door.actor().is_visitor:
    home_public.show()
else:
    home_mine.show(door.actor())
