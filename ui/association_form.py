"""The form of an association. What is typed stays in the widgets until it has been kept."""

from collections.abc import Callable, Sequence
from dataclasses import fields as fields_of
from functools import partial
from typing import Any

import streamlit as st

from models import Kind
from services import associations, places, vocabulary
from services.associations import DESCRIPTION_LENGTH, NAME_LENGTH, Details, Form
from services.unsaved import over, spelled
from ui import door, glossary, own_words, parts, unsaved
from ui.texts import municipality, t, term

_PAUSE = "600ms"
_NAMES = [each.name for each in fields_of(Details)]


class Asking:
    """The fields of one association; refusals stand beside them."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.refusals = door.Fields()
        self.draft = unsaved.Form(Kind.ASSOCIATION, form.id, form.version, widget=self._key("name"))
        begun = over(form.details, self.draft.begin(lambda kept: str(kept.get("name", ""))))
        # A form drawn for the first time; from then on the widgets know better than the database.
        if self.draft.arriving:
            for name in _NAMES:
                st.session_state[self._key(name)] = _kept(getattr(begun, name))

    def draw(self) -> None:
        with _section(t("association_form.section_who")):
            self._name()
            self._numbers()
            self._choice("municipality", t("association_form.municipality"), list(places.municipalities()))
            self._choice("kind", t("association_form.kind"), list(_kinds()))
        with _section(t("association_form.section_does")):
            self._does()
        with _section(t("association_form.section_contact")):
            st.caption(t("association_form.contact_help"))
            self._line("contact_name", t("association_form.contact_name"))
            self._line("contact_email", t("association_form.contact_email"))
            self._line("contact_phone", t("association_form.contact_phone"))
        self.refusals.general()

    def follow(self, leave: Callable[[], object]) -> None:
        """Keeps what is typed and not saved; below the button."""
        self.draft.follow(spelled(self._details))
        self.draft.note(leave)

    def save(self) -> door.Done[Any]:
        """Keeps it; a refusal is shown beside its field."""
        if self.form.id:
            done = self.refusals.once(associations.edit, self.form.id, self._details, version=self.draft.seen)
        else:
            done = self.refusals.perform(associations.create, self._details)
        if done:
            self.draft.done()
        return done

    @property
    def _details(self) -> Details:
        return Details(**{name: self._typed(name) for name in _NAMES})

    def _name(self) -> None:
        self._line(
            "name",
            t("association_form.name"),
            help=t("association_form.name_help"),
            max_chars=NAME_LENGTH,
            live=_PAUSE,
        )
        if not self.form.id:
            self._similar()

    def _similar(self) -> None:
        """Beside the name while it is typed: the same association need not be here twice."""
        found = door.load(
            associations.similar_names,
            self._typed("name"),
            business_id=self._typed("business_id"),
            register_number=self._typed("register_number"),
        )
        if not found:
            return
        with st.container(border=True):
            st.markdown(f"**{t('association_form.here_already')}**")
            st.write(t("association_form.here_already_help"))
            for each in found:
                label = " · ".join(filter(None, (each.name, municipality(each.municipality))))
                parts.open_link("association", parts.plain(label), icon="group_add", id=each.id)

    def _numbers(self) -> None:
        st.checkbox(
            t("association_form.registered"),
            key=self._key("registered"),
            help=t("association_form.registered_help"),
        )
        self._line(
            "business_id", t("association_form.business_id"), help=t("association_form.business_id_help")
        )
        self._line(
            "register_number",
            t("association_form.register_number"),
            help=t("association_form.register_number_help"),
            disabled=not self._typed("registered"),
        )

    def _does(self) -> None:
        st.text_area(
            t("association_form.description"),
            key=self._key("description"),
            help=t("association_form.description_help"),
            max_chars=DESCRIPTION_LENGTH,
            height=140,
        )
        self.refusals.beside("description")
        self._terms(
            "competences",
            t("association_form.competences"),
            vocabulary.COMPETENCES,
            help=t("association_form.competences_help"),
        )
        self._terms(
            "target_groups",
            t("association_form.target_groups"),
            vocabulary.TARGET_GROUPS,
            help=glossary.meaning("kohderyhmä"),
        )
        own_words.choose(
            t("association_form.interests"),
            self._key("interests"),
            help=t("association_form.interests_help"),
        )
        self.refusals.beside("interests")
        self._terms("languages", t("association_form.languages"), vocabulary.LANGUAGES)
        st.radio(
            t("association_form.capacity"),
            range(4),
            format_func=lambda much: t(f"association.capacity_{much}"),
            key=self._key("capacity"),
            horizontal=True,
        )
        self.refusals.beside("capacity")

    def _line(self, field: str, label: str, **options: Any) -> None:
        st.text_input(label, key=self._key(field), **options)
        self.refusals.beside(field)

    def _choice(self, field: str, label: str, offered: Sequence[str]) -> None:
        named = municipality if field == "municipality" else partial(term, vocabulary.ASSOCIATION_KINDS)
        st.selectbox(
            label,
            offered,
            index=None,
            format_func=named,
            key=self._key(field),
            placeholder=t("parts.choose"),
        )
        self.refusals.beside(field)

    def _terms(self, field: str, label: str, book: str, **options: Any) -> None:
        st.multiselect(
            label,
            list(vocabulary.terms(book)),
            format_func=partial(term, book),
            key=self._key(field),
            placeholder=t("parts.choose"),
            **options,
        )
        self.refusals.beside(field)

    def _key(self, field: str) -> str:
        return f"association-{self.form.id}-{field}"

    def _typed(self, field: str) -> Any:
        """What the widget holds; a choice that was never made is empty."""
        typed = st.session_state[self._key(field)]
        return "" if typed is None else typed


def _kept(value: Any) -> Any:
    """A value as its widget wants it: an empty choice is no choice, several are a list."""
    return list(value) if isinstance(value, tuple) else value


def _kinds() -> Sequence[str]:
    return list(vocabulary.terms(vocabulary.ASSOCIATION_KINDS))


def _section(title: str) -> Any:
    place = st.container(border=True)
    place.subheader(title)
    return place
