"""People's accounts: signing up and in, sessions, mailed links, invitations."""

from services.accounts.answering import accept, decline
from services.accounts.invitations import Invitation, invitation, invitations_for
from services.accounts.inviting import invitations_of, invite, may_invite, take_back
from services.accounts.mailed import LinkState, LinkView
from services.accounts.new_address import (
    Wanted,
    ask_address,
    forget_address,
    keep_address,
    keeping_address,
    new_address,
    take_address,
    wanted_address,
)
from services.accounts.passwords import Chosen, choose, matches
from services.accounts.profile import (
    Profile,
    accept_terms,
    choose_language,
    profile,
    put_terms_off,
    rename,
)
from services.accounts.reaching import reach, tell_of_bounce, try_again
from services.accounts.recovery import change_password, forgot, reset, resetting
from services.accounts.sessions import (
    Browser,
    begin_session,
    browsers_of,
    end_browser,
    end_everywhere,
    end_session,
    is_stale,
    person_of_token,
    touch,
    visit_of_token,
)
from services.accounts.signing_in import Attempt, begin_attempt, enter, prove
from services.accounts.signing_up import sign_up, verification, verify, verify_again
from services.accounts.tickets import issue, local_path, redeem
from services.accounts.tokens import hashed

__all__ = [
    "Attempt",
    "Browser",
    "Chosen",
    "Invitation",
    "LinkState",
    "LinkView",
    "Profile",
    "Wanted",
    "accept",
    "accept_terms",
    "ask_address",
    "begin_attempt",
    "begin_session",
    "browsers_of",
    "change_password",
    "choose",
    "choose_language",
    "decline",
    "end_browser",
    "end_everywhere",
    "end_session",
    "enter",
    "forget_address",
    "forgot",
    "hashed",
    "invitation",
    "invitations_for",
    "invitations_of",
    "invite",
    "is_stale",
    "issue",
    "keep_address",
    "keeping_address",
    "local_path",
    "matches",
    "may_invite",
    "new_address",
    "person_of_token",
    "profile",
    "prove",
    "put_terms_off",
    "reach",
    "redeem",
    "rename",
    "reset",
    "resetting",
    "sign_up",
    "take_address",
    "take_back",
    "tell_of_bounce",
    "touch",
    "try_again",
    "verification",
    "verify",
    "verify_again",
    "visit_of_token",
    "wanted_address",
]
