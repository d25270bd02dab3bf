"""The measure of inflection reads a labelled file and goes through the product's own code."""

import json
from pathlib import Path

import pytest

from benchmarks.quality.__main__ import main
from services.search import voikko

PAIRS = """query_form,document_form,relation,should_match
katu,kaduilla,inflection,1
katu,xyzzy,inflection,1
apu,ruoka-apua,compound_part,1
vanha,vanhuus,derivation,1
kisa,kissa,different_word,0
talo,talossa,different_word,0
"""


def test_the_figures_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text(PAIRS, encoding="utf-8")

    code = main(["inflection", str(file), "--backend", voikko.PORTABLE, "--wrong"])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [one["document_form"] for one in answer.pop("wrong")] == ["xyzzy", "talossa"]
    assert answer == {
        "inflection_recall": 0.5,
        "compound_recall": 1.0,
        "derivation_recall": 1.0,
        "false_share": 0.5,
        "precision": 0.75,
        "pairs": 6,
        "backend": voikko.PORTABLE,
    }


def test_an_unknown_measure_says_how_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guess"]) == 2
    assert "inflection" in capsys.readouterr().err
