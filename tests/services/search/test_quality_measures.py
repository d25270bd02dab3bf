"""The measures of searches and duplicates read labelled files and go through the product's own code."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.__main__ import main

CORPUS = [
    {"id": "a", "title": "Digituki kotiin", "body": "Opastamme puhelimen käytössä.", "municipality": "Kitee"},
    {"id": "b", "title": "Lintutorni", "body": "Rakennamme tornin kosteikolle.", "municipality": "Muualla"},
    {"id": "c", "title": "Ompelukerho", "body": "Ompelemme kasseja kierrätyskankaasta.", "municipality": ""},
]
QUERIES = [
    {"id": "1", "query": "digituki", "kind": "lexical", "relevant": {"a": 2}},
    {"id": "2", "query": "lintujen tarkkailu", "kind": "paraphrase", "relevant": {"b": 2, "none": 1}},
    {"id": "3", "query": "birds", "kind": "english", "relevant": {"c": 1}},
]
TEXTS = [
    {"id": "1", "title": "Tuki digilaitteisiin", "body": "Opastusta puhelimeen kotona.", "is_duplicate": 1}
    | {"duplicate_of": "a"},
    {"id": "2", "title": "Kirjakahvila", "body": "Luemme romaaneja.", "is_duplicate": 0},
    {"id": "3", "title": "Hiihtoretki", "body": "Hiihdämme Kolilla.", "is_duplicate": 1}
    | {"duplicate_of": "a"},
]


def measured(folder: Path, capsys: pytest.CaptureFixture[str], name: str, things: Any, flag: str) -> Any:
    for file, content in (("corpus.json", CORPUS), ("asked.json", things)):
        (folder / file).write_text(json.dumps(content), encoding="utf-8")
    assert main([name, str(folder / "corpus.json"), str(folder / "asked.json"), flag]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_a_search_finds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = measured(tmp_path, capsys, "search", QUERIES, "--missed")

    assert [one["id"] for one in answer["missed"]] == ["2", "3"]
    assert (answer["queries"], answer["recall@5"]) == (2, 0.75)
    assert 0.8 < answer["ndcg@10"] < 1
    assert answer["by_kind"]["lexical"] == {"recall@5": 1.0, "ndcg@10": 1.0, "queries": 1}
    assert answer["by_kind"]["english"]["recall@5"] == 0


def test_whether_duplicates_are_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = measured(tmp_path, capsys, "duplicates", TEXTS, "--wrong")

    assert [one["id"] for one in answer["wrong"]] == ["3"]
    assert (answer["recall"], answer["precision"], answer["r@1"]) == (0.5, 1.0, 0.5)
