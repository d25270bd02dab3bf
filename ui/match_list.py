"""The other way round: ideas that need the association one acts for, in the same order and with the same reasons."""

import streamlit as st

from services import associations, partners
from services.partners import IdeaMatch, IdeaSuggestions
from services.partners.offering import SHOWN
from ui import door, partner_reasons, parts
from ui.partner_reasons import Reasons
from ui.texts import day, t


def show() -> None:
    st.title(t("matches.title"))
    association_id = _whose()
    if not association_id:
        parts.empty(t("matches.no_association"), page="associations", label=t("matches.find"), icon="search")
        return
    most = max(parts.number_of("most"), SHOWN)
    found = door.load(partners.ideas_for, association_id, most=most)
    st.write(t("matches.intro", name=parts.plain(found.name)))
    _list(found)
    if found.more and st.button(t("matches.more"), icon=":material/expand_more:", key="more"):
        st.query_params["most"] = str(most + SHOWN)
        st.rerun()


def _whose() -> int:
    """The association of the address, else the one that is acted for; with several there is a choice."""
    me = door.actor()
    chosen = parts.number_of("association") or me.acting_for or 0
    if len(me.roles) < 2 or chosen not in me.roles:
        return chosen
    names = door.load(associations.names_of, me.roles)
    # The key follows the address, which may change under the choice.
    key = f"whose-{chosen}"
    st.selectbox(
        t("matches.whose"),
        list(names),
        index=list(names).index(chosen),
        format_func=lambda one: names[one],
        key=key,
        on_change=_choose,
        args=(key,),
    )
    return chosen


def _choose(key: str) -> None:
    st.query_params.pop("most", None)
    st.query_params["association"] = str(st.session_state[key])


def _list(found: IdeaSuggestions) -> None:
    for match in found.matches:
        _match(found.association_id, match)
    if found.matches:
        return
    mine = door.actor().acts_for(found.association_id)
    if not found.says_enough and mine:
        parts.empty(
            t("matches.says_little"),
            page="association_form",
            label=t("matches.fill_in"),
            icon="edit",
            id=found.association_id,
        )
    elif not found.says_enough:
        parts.empty(t("matches.says_little"))
    else:
        parts.empty(t("matches.none"), page="ideas", label=t("matches.all_ideas"), icon="lightbulb")


def _match(association_id: int, match: IdeaMatch) -> None:
    reasons = Reasons(match.parts, match.municipality)
    with st.container(border=True):
        parts.open_link("idea", f"**{parts.plain(match.title)}**", id=match.idea_id)
        reply_by = t("ideas.reply_by", day=day(match.reply_by)) if match.reply_by else ""
        parts.facts(match.association, reply_by)
        st.write(partner_reasons.needed(reasons))
        if door.actor().acts_for_verified(association_id):
            parts.open_link(
                "request_form",
                t("matches.offer"),
                icon="handshake",
                idea=match.idea_id,
                association=association_id,
            )
        partner_reasons.folded(reasons, t("matches.why"), key=f"why-{match.idea_id}")
