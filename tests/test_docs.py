from docs import tables, verdicts


def test_the_tables_of_the_architecture_page_are_those_of_the_code() -> None:
    page = tables.PAGE.read_text(encoding="utf-8")

    assert page == tables.with_tables(page), "run: python -m docs.tables"


def test_every_act_of_a_noun_has_a_row() -> None:
    made = tables.tables()

    for actions, _, _ in verdicts.RIGHTS.values():
        for action in actions:
            assert f"| {action} |" in made
