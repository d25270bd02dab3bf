"""The ideas that need an association, for its own people and for facilitators."""

from ui import match_list
from ui.accounts import need_sign_in

need_sign_in()
match_list.show()
