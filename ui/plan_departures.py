"""An association leaves the plan: what that changes, who has left, and who could come instead."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from models import PLAN_OPEN
from services import departures, plans
from services.budgets import Sums
from services.departures import Effect, Gone
from services.partners import Need
from services.plans import PlanView
from ui import door, parts
from ui.money import cents, share
from ui.request_parts import need_words
from ui.texts import moment, t

_ASKED = "leaving"


def draw(view: PlanView, gone: Sequence[Gone], leavers: dict[int, str]) -> None:
    for one in gone:
        _gone(view, one)
    if gone and view.state in PLAN_OPEN:
        _instead(view)
    if leavers and _ASKED in st.query_params:
        _form(view, leavers)
    elif leavers:
        label = t("departures.we_leave") if _all_mine(view, leavers) else t("departures.somebody_leaves")
        st.button(
            label,
            type="tertiary",
            icon=":material/person_remove:",
            key="somebody-leaves",
            on_click=partial(_open, "1"),
        )


def _all_mine(view: PlanView, leavers: dict[int, str]) -> bool:
    return all(part.mine for part in view.parts if part.id in leavers)


def _open(value: str) -> None:
    if value:
        st.query_params[_ASKED] = value
    else:
        st.query_params.pop(_ASKED, None)


def _form(view: PlanView, leavers: dict[int, str]) -> None:
    """Who leaves and why, with what it changes seen before it is done."""
    fields = door.Fields()
    with st.container(border=True, key="leave-form"):
        st.subheader(t("departures.title"))
        st.write(t("departures.help"))
        part_id = (
            st.selectbox(
                t("departures.who"),
                list(leavers),
                format_func=lambda part_id: leavers[part_id],
                key="leaving-part",
            )
            if len(leavers) > 1
            else next(iter(leavers))
        )
        _effect(door.load(departures.effect_of, view.id, part_id))
        reason = st.text_area(t("departures.reason"), key="leave-reason", max_chars=departures.LONGEST_REASON)
        fields.beside("reason")
        fields.general()
        with st.container(horizontal=True):
            pressed = st.button(
                t("departures.do"),
                type="primary",
                icon=":material/person_remove:",
                key="do-leave",
            )
            st.button(t("plan.cancel"), key="cancel-leave", on_click=partial(_open, ""))
    if pressed and fields.perform(departures.leave, view.id, part_id, reason):
        door.flash(t("departures.done"))
        _after(view, part_id)


def _after(view: PlanView, part_id: int) -> None:
    """Who has left with its own association no longer sees the plan."""
    _open("")
    mine = [part for part in view.parts if part.mine]
    if all(part.id == part_id for part in mine):
        parts.go("plans")
    st.rerun()


def _effect(effect: Effect) -> None:
    if effect.before and effect.after and effect.before.total:
        st.markdown(f"**{t('departures.money')}**")
        st.table(_table(effect.before, effect.after), hide_index=True)
    if effect.lost is None:
        return
    if effect.lost:
        what = parts.plain(_needs(effect.lost))
        st.warning(t("departures.lost", what=what), icon=":material/person_search:")
    else:
        st.caption(t("departures.nothing_lost"))
    if effect.instead:
        names = ", ".join(match.candidate.name for match in effect.instead)
        st.caption(t("departures.could_come", names=parts.plain(names)))


def _needs(needs: tuple[Need, ...]) -> str:
    return ", ".join(need_words(need.competence, need.words) for need in needs)


def _table(before: Sums, after: Sums) -> dict[str, list[str]]:
    told = {
        t("departures.total"): [cents(before.total), cents(after.total)],
        t("departures.support"): [cents(before.support), cents(after.support)],
        t("departures.own"): [cents(before.promised), cents(after.promised)],
        t("departures.own_share"): [_share(before), _share(after)],
    }
    return {
        t("departures.figure"): list(told),
        t("departures.now"): [row[0] for row in told.values()],
        t("departures.without"): [row[1] for row in told.values()],
    }


def _share(sums: Sums) -> str:
    return share(sums.own_share) if sums.own_share is not None else "–"


def _gone(view: PlanView, one: Gone) -> None:
    """Who has left: when, why, and the words that it had written."""
    with st.container(border=True, gap="small"):
        st.markdown(f"**{parts.plain(one.association)}**")
        st.badge(t("departures.left"), icon=":material/person_remove:", color="gray")
        st.caption(moment(one.at))
        st.text(one.reason)
        texts = [text for text in door.load(plans.texts_of, view.id).get(one.part_id, []) if text.text]
        if texts:
            with st.expander(t("departures.texts"), icon=":material/article:"):
                for text in texts:
                    st.markdown(f"**{t(f'plan_field.{text.key}')}**")
                    st.text(text.text)
        if one.may_bring_back and st.button(
            t("departures.bring_back"),
            type="tertiary",
            icon=":material/undo:",
            key=f"bring-back-{one.part_id}",
        ):
            _bring_back(view, one)


def _bring_back(view: PlanView, one: Gone) -> None:
    if door.perform(departures.bring_back, view.id, one.part_id):
        door.flash(t("departures.brought_back"))
        st.rerun()


def _instead(view: PlanView) -> None:
    """The set sought anew around those who stay; for those who ask partners in the idea's name."""
    found = door.load(departures.replacing, view.id)
    if found is None:
        return
    if found.gaps:
        what = parts.plain(_needs(found.gaps))
        st.warning(t("departures.open_needs", what=what), icon=":material/person_search:")
    if found.offered:
        names = ", ".join(match.candidate.name for match in found.offered)
        st.write(t("departures.offered", names=parts.plain(names)))
    if found.set_id:
        parts.open_link("partner_set", t("departures.to_set"), icon="group_add", id=found.set_id)
    else:
        parts.open_link(
            "partner_set",
            t("departures.to_set"),
            icon="group_add",
            idea=found.idea_id,
            most=found.most,
            excluded="-".join(map(str, found.excluded)),
        )
