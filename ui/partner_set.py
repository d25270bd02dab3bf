"""The screen of a set of partners: who covers which need, what hangs on whom, and other sets."""

import streamlit as st

from services import consortia
from services.consortia import Other, Partner, Progress, Proposed, Wishes
from services.partners import Need
from ui import door, partner_set_map, partner_set_send, partner_set_wishes, parts, request_parts
from ui.texts import municipality, number, t

_YES, _NO = "●", "–"


def heading(idea_id: int, asked: Progress | None) -> None:
    parts.open_link("partners", t("partner_set.back"), icon="arrow_back", idea=idea_id)
    st.title(t("partner_set.title"))
    if asked:
        st.subheader(parts.plain(asked.idea_title), anchor=False)


def seek(idea_id: int, wishes: Wishes, first: Proposed, *, named: bool) -> None:
    """`first` at once, the best set in its place as soon as it is found; under the idea's name unless `named`."""
    place = st.empty()
    with place.container():
        _matrix(first)
        st.caption(t("partner_set.seeking"))
    proposed = door.load(consortia.sought, idea_id, wishes)
    with place.container():
        _draw(proposed, wishes, named=named)


def _draw(proposed: Proposed, wishes: Wishes, *, named: bool) -> None:
    if not named:
        parts.name_tab(f"{t('partner_set.title')}: {proposed.idea_title}")
        st.subheader(parts.plain(proposed.idea_title), anchor=False)
    if not proposed.rows:
        parts.empty(
            t("partner_set.no_needs"),
            page="idea_form",
            label=t("partner_set.name_needs"),
            icon="edit",
            id=proposed.idea_id,
        )
        return
    partner_set_wishes.choose(proposed, wishes)
    for wish in proposed.unmet:
        st.warning(t(f"partner_set_unmet.{wish}"), icon=":material/info:")
    if not proposed.partners:
        parts.empty(
            t("partner_set.nobody"),
            page="partners",
            label=t("partner_set.search"),
            icon="search",
            idea=proposed.idea_id,
        )
        return
    _matrix(proposed)
    _gaps(proposed)
    for place, partner in enumerate(proposed.partners):
        _partner(place, partner, wishes)
    partner_set_send.offer(proposed, wishes)
    _map(proposed)
    _others(proposed, wishes)


def _matrix(proposed: Proposed) -> None:
    """Needs down, partners across; the numbers are those of the cards below."""
    if not proposed.rows or not proposed.partners:
        return
    st.markdown(f"**{t('partner_set.covers', share=number(round(100 * proposed.covered)))}**")
    across = [partner.id for partner in proposed.partners]
    own = any(row.own for row in proposed.rows)
    st.table(
        {
            t("partner_set.need"): [_need(row.need) for row in proposed.rows],
            **({t("partner_set.own"): [_YES if row.own else _NO for row in proposed.rows]} if own else {}),
            **{
                str(place + 1): [_YES if one in row.covered_by else _NO for row in proposed.rows]
                for place, one in enumerate(across)
            },
        },
        hide_index=True,
    )
    legend = " · ".join(
        f"{place + 1} {partner.match.candidate.name}" for place, partner in enumerate(proposed.partners)
    )
    st.caption(parts.plain(legend))
    if proposed.optimal:
        st.caption(t("partner_set.optimal"))


def _gaps(proposed: Proposed) -> None:
    if proposed.gaps:
        what = ", ".join(_need(need) for need in proposed.gaps)
        st.warning(t("partner_set.gaps", what=what), icon=":material/person_search:")


def _partner(place: int, partner: Partner, wishes: Wishes) -> None:
    candidate = partner.match.candidate
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            name = f"**{place + 1} · {parts.plain(candidate.name)}**"
            parts.open_link("association", name, id=candidate.association_id)
            if partner.standing:
                parts.state_badge("partner_request_state", partner.standing)
        st.caption(municipality(candidate.municipality))
        for line in _reasons(partner):
            st.write(line)
        if partner.standing is None and candidate.association_id not in wishes.excluded:
            st.button(
                t("partner_set.leave_out"),
                icon=":material/person_remove:",
                key=f"leave-out-{candidate.association_id}",
                type="tertiary",
                on_click=_leave_out,
                args=(wishes, candidate.association_id),
            )


def _reasons(partner: Partner) -> list[str]:
    name = parts.plain(partner.match.candidate.name)
    told = []
    if partner.only:
        told.append(t("partner_set.only", name=name, what=_needs(partner.only)))
    if partner.also:
        told.append(t("partner_set.also", what=_needs(partner.also)))
    if not partner.brings:
        told.append(t("partner_set.brings_nothing"))
    if partner.loss > 0:
        told.append(_if_it_leaves(partner, name))
    return told


def _if_it_leaves(partner: Partner, name: str) -> str:
    lost = number(round(100 * partner.loss))
    if partner.replacement is None:
        return t("partner_set.loss_for_good", name=name, share=lost)
    instead = parts.plain(partner.replacement.candidate.name)
    if partner.loss_replaced <= 0:
        return t("partner_set.loss_replaced", name=name, share=lost, instead=instead)
    left = number(round(100 * partner.loss_replaced))
    return t("partner_set.loss_partly", name=name, share=lost, instead=instead, left=left)


def _leave_out(wishes: Wishes, association_id: int) -> None:
    included = tuple(one for one in wishes.included if one != association_id)
    excluded = (*wishes.excluded, association_id)
    kept = Wishes(wishes.most, wishes.per_municipality, wishes.payroll, included, excluded)
    partner_set_wishes.keep(kept)


def _map(proposed: Proposed) -> None:
    st.subheader(t("partner_set.where"), anchor=False)
    partner_set_map.draw(proposed)


def _others(proposed: Proposed, wishes: Wishes) -> None:
    found = door.load(consortia.others, proposed.idea_id, wishes)
    if not found:
        return
    st.subheader(t("partner_set.others"), anchor=False)
    st.caption(t("partner_set.others_help"))
    for place, other in enumerate(found):
        _other(place, other, proposed, wishes)


def _other(place: int, other: Other, proposed: Proposed, wishes: Wishes) -> None:
    ids = tuple(match.candidate.association_id for match in other.partners)
    with st.container(border=True):
        st.write(parts.plain(", ".join(match.candidate.name for match in other.partners)))
        st.caption(
            t("partner_set.other_facts", share=number(round(100 * other.covered)), km=number(round(other.km)))
        )
        st.button(
            t("partner_set.take"),
            key=f"take-{place}",
            icon=":material/swap_horiz:",
            on_click=_take,
            args=(wishes, ids, tuple(one.id for one in proposed.partners)),
        )


def _take(wishes: Wishes, ids: tuple[int, ...], shown: tuple[int, ...]) -> None:
    excluded = tuple(one for one in dict.fromkeys((*wishes.excluded, *shown)) if one not in ids)
    partner_set_wishes.keep(Wishes(max(len(ids), 1), wishes.per_municipality, wishes.payroll, ids, excluded))


def _need(need: Need) -> str:
    return request_parts.need_words(need.competence, need.words)


def _needs(needs: tuple[Need, ...]) -> str:
    return ", ".join(_need(need) for need in needs)
